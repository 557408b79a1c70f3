import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { componiRichiesta, type ClienteHttp } from '../test/support/cliente-http.ts';
import { riempiArchivio } from './archivio-grande.ts';
import { avviaProdotto } from './prodotto.ts';
import type { Vocabolario } from './registro-grande.ts';
import { cifra, percentile, tabella } from './statistica.ts';
import { creaUfficiEPersone, PERSONE, UFFICI } from './uffici-e-persone.ts';

const PG = '/registri/PG/registrazioni';

type Risposta = {
  cursor?: string;
  totale?: number;
  items?: { anno?: number; numero: string }[];
};
type Domanda = {
  nome: string;
  /** Address of the n-th question; `suoi`: addresses of registrations or fascicoli that whoever asks sees. */
  percorso: (n: number, suoi: { registrazioni: string[]; fascicoli: string[] }) => string;
  cursore?: true;
};

function domande(v: Vocabolario): Domanda[] {
  const uno = (elenco: string[], n: number): string => elenco[n % elenco.length] ?? '';
  const cerca = (filtro: Record<string, string>): string => `${PG}?${new URLSearchParams(filtro)}`;
  const anno = new Date().getFullYear();
  return [
    { nome: 'elenco, le più recenti', percorso: () => PG },
    { nome: 'elenco, pagine seguenti', percorso: () => PG, cursore: true },
    {
      nome: 'un mese',
      percorso: (n) => cerca({ dal: `${anno - 3}-0${1 + (n % 9)}-01`, al: `${anno - 3}-0${1 + (n % 9)}-28` }),
    },
    { nome: 'flusso', percorso: (n) => cerca({ flusso: uno(['E', 'U', 'I'], n) }) },
    { nome: 'parola rara', percorso: (n) => cerca({ q: uno(v.rare, n) }) },
    { nome: 'parola media', percorso: (n) => cerca({ q: uno(v.medie, n) }) },
    { nome: 'parola comune (3 su 10)', percorso: () => cerca({ q: 'permessi' }) },
    { nome: 'due parole', percorso: (n) => cerca({ q: `permesso ${uno(v.medie, n)}` }) },
    {
      nome: 'corrispondente: cognome',
      percorso: (n) => cerca({ corrispondente: uno(v.nomi, n).split(' ')[0] ?? '' }),
    },
    { nome: 'corrispondente: nome intero', percorso: (n) => cerca({ corrispondente: uno(v.nomi, n) }) },
    { nome: 'classificazione', percorso: (n) => cerca({ classificazione: uno(['VI', 'X.2', 'II'], n) }) },
    { nome: 'mezzo raro', percorso: () => cerca({ mezzo: 'telegramma' }) },
    { nome: 'protocollo del mittente', percorso: (n) => cerca({ protocolloMittente: `PM-${n * 997}` }) },
    { nome: 'per numero', percorso: (n, { registrazioni }) => uno(registrazioni, n) },
    { nome: 'documenti senza fascicolo', percorso: () => '/documenti-da-sistemare?mancano=fascicolo' },
    { nome: 'elenco dei fascicoli', percorso: () => '/fascicoli' },
    {
      nome: 'fascicoli di una classe',
      percorso: (n) => `/fascicoli?classificazione=${uno(['VI.3', 'XI.2', 'IV.4'], n)}`,
    },
    { nome: 'fascicoli, una parola', percorso: (n) => `/fascicoli?q=${uno(v.medie, n)}` },
    { nome: 'apertura di un fascicolo', percorso: (n, { fascicoli }) => uno(fascicoli, n) },
    { nome: 'documenti di un fascicolo', percorso: (n, { fascicoli }) => `${uno(fascicoli, n)}/documenti` },
  ];
}

const CHI = ['rsp', 'misura.uno', 'misura.dieci', 'misura.area', 'operatore'] as const;
const NOMI: Record<(typeof CHI)[number], string> = {
  rsp: 'RSP',
  'misura.uno': 'un ufficio',
  'misura.dieci': 'dieci uffici',
  'misura.area': 'capo di area',
  operatore: 'protocollo',
};

async function chiediCome(cliente: ClienteHttp, cookie: string, percorso: string): Promise<Risposta> {
  const risposta = await cliente.chiedi(componiRichiesta('GET', `/api/v1${percorso}`, { cookie }));
  if (risposta.stato !== 200) throw new Error(`${percorso}: ${risposta.stato} ${risposta.testo}`);
  return JSON.parse(risposta.testo) as Risposta;
}

/**
 * `npm run bench permessi`: lists and searches of people who see a part of the register, beside the same of the RSP, who sees all
 * of it. The same question is asked by each in turn, so that what else the machine does weighs on all alike.
 *
 *   --righe 1000000    registrations, assigned to 60 offices and 300 people; a fifth as many fascicoli
 *   --ripetizioni 40   questions of each kind, each with other words
 */
export async function permessi(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      righe: { type: 'string', default: '1000000' },
      ripetizioni: { type: 'string', default: '40' },
    },
  });
  const prodotto = await avviaProdotto();
  try {
    const inizio = performance.now();
    const uffici = await creaUfficiEPersone(prodotto.urlProprietario);
    const vocabolario = await riempiArchivio(prodotto.urlProprietario, {
      registrazioni: Number(values.righe),
      assegnazioni: true,
    });
    console.log(
      `${prodotto.presentazione}, ${values.righe} registrazioni, ${UFFICI} uffici, ${PERSONE} persone ` +
        `(${Object.values(uffici).join(', ')} uffici a chi misura)`,
    );
    console.log(
      `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GiB, carico ${loadavg()[0]?.toFixed(1)}; ` +
        `generati in ${cifra((performance.now() - inizio) / 1000)} s\n`,
    );
    const [cliente] = prodotto.clienti(1);
    if (!cliente) throw new Error('nessun cliente');
    const persone = [];
    for (const nome of CHI) {
      const cookie = await prodotto.accedi(nome);
      const elenco = await chiediCome(cliente, cookie, `${PG}?limit=200`);
      const fascicoli = await chiediCome(cliente, cookie, '/fascicoli?limit=200');
      persone.push({
        nome,
        cookie,
        suoi: {
          registrazioni: (elenco.items ?? []).map((r) => `${PG}/${r.anno}/${Number(r.numero)}`),
          fascicoli: (fascicoli.items ?? []).map((f) => `/fascicoli/${f.numero}`),
        },
      });
    }
    const testata = [
      '',
      ...CHI.flatMap((c) => [`${NOMI[c]} p50`, 'p95', ...(c === 'rsp' ? [] : ['rapporto'])]),
    ];
    const righe = [testata];
    for (const d of domande(vocabolario)) {
      const durate = new Map(CHI.map((c) => [c, [] as number[]]));
      const cursori = new Map<string, string | undefined>();
      // The first round is not counted: plans and pages are still cold.
      for (let n = 0; n <= Number(values.ripetizioni); n++) {
        // Not always in the same order: who asks second finds pages that the first has read.
        const turno = n % 2 === 0 ? persone : persone.toReversed();
        for (const { nome, cookie, suoi } of turno) {
          const base = d.percorso(n, suoi);
          const cursore = d.cursore ? cursori.get(nome) : undefined;
          const percorso = cursore ? `${base}${base.includes('?') ? '&' : '?'}cursor=${cursore}` : base;
          const prima = performance.now();
          const { cursor } = await chiediCome(cliente, cookie, percorso);
          if (n > 0) durate.get(nome)?.push(performance.now() - prima);
          cursori.set(nome, cursor);
        }
      }
      const p50 = (chi: (typeof CHI)[number]): number => percentile(durate.get(chi) ?? [], 0.5);
      righe.push([
        d.nome,
        ...CHI.flatMap((c) => [
          cifra(p50(c)),
          cifra(percentile(durate.get(c) ?? [], 0.95)),
          ...(c === 'rsp' ? [] : [(p50(c) / p50('rsp')).toFixed(2)]),
        ]),
      ]);
    }
    console.log(tabella(righe));
  } finally {
    await prodotto.ferma();
  }
}
