import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { componiRichiesta, type ClienteHttp } from '../test/support/cliente-http.ts';
import { riempiArchivio } from './archivio-grande.ts';
import { avviaProdotto } from './prodotto.ts';
import type { Vocabolario } from './registro-grande.ts';
import { cifra, percentile, tabella } from './statistica.ts';

const REGISTRO = '/api/v1/registri/PG/registrazioni';

type Domanda = {
  nome: string;
  /** Query string of the n-th question of this kind. */
  ricerca: (n: number) => Record<string, string>;
  rubrica?: true;
  /** Asked by one who sees only the documents of his unit. */
  diUnita?: true;
};

function domande(v: Vocabolario, uffici: string[]): Domanda[] {
  const uno = (elenco: string[], n: number): string => elenco[n % elenco.length] ?? '';
  const anno = new Date().getFullYear();
  const interoAnno = (a: number) => ({ dal: `${a}-01-01`, al: `${a}-12-31` });
  const cognome = (n: number): string => uno(v.nomi, n).split(' ')[0] ?? '';
  return [
    { nome: 'nessun filtro', ricerca: () => ({}) },
    { nome: 'parola comune (3 su 10)', ricerca: () => ({ q: 'permessi' }) },
    { nome: 'parola media', ricerca: (n) => ({ q: uno(v.medie, n) }) },
    { nome: 'parola rara', ricerca: (n) => ({ q: uno(v.rare, n) }) },
    { nome: 'due parole', ricerca: (n) => ({ q: `permesso ${uno(v.medie, n)}` }) },
    { nome: 'tre parole', ricerca: (n) => ({ q: `permesso ${uno(v.medie, n)} ${uno(v.medie, n + 7)}` }) },
    { nome: 'inizio di parola', ricerca: (n) => ({ q: uno(v.rare, n).slice(0, 6) }) },
    { nome: 'parola di un periodo', ricerca: () => ({ q: 'elezioni' }) },
    { nome: 'la stessa, nel suo anno', ricerca: () => ({ q: 'elezioni', ...interoAnno(anno - 3) }) },
    { nome: 'la stessa, in un altro anno', ricerca: () => ({ q: 'elezioni', ...interoAnno(anno - 1) }) },
    {
      nome: 'un mese di tre anni fa',
      ricerca: () => ({ dal: `${anno - 3}-03-01`, al: `${anno - 3}-03-31` }),
    },
    { nome: 'flusso e anno', ricerca: (n) => ({ flusso: uno(['E', 'U', 'I'], n), ...interoAnno(anno - 2) }) },
    { nome: 'mezzo raro', ricerca: () => ({ mezzo: 'telegramma' }) },
    { nome: 'annullate', ricerca: () => ({ stato: 'annullata' }) },
    { nome: 'classificazione', ricerca: (n) => ({ classificazione: uno(['VI', 'X.2', 'II'], n) }) },
    { nome: 'corrispondente: cognome', ricerca: (n) => ({ corrispondente: cognome(n) }) },
    { nome: 'corrispondente: nome intero', ricerca: (n) => ({ corrispondente: uno(v.nomi, n) }) },
    { nome: 'luogo', ricerca: (n) => ({ luogo: uno(v.luoghi, n) }) },
    { nome: 'protocollo del mittente', ricerca: (n) => ({ protocolloMittente: `PM-${n * 997}` }) },
    { nome: 'numero e anno', ricerca: (n) => ({ numero: String(n * 997 + 1), anno: String(anno - 2) }) },
    { nome: 'numero, di ogni anno', ricerca: (n) => ({ numero: String(n * 997 + 1) }) },
    { nome: 'parole dell’oggetto', ricerca: (n) => ({ oggetto: `permesso ${uno(v.medie, n)}` }) },
    { nome: 'parola rara dell’oggetto', ricerca: (n) => ({ oggetto: uno(v.rare, n) }) },
    { nome: 'fascicolo', ricerca: (n) => ({ fascicolo: String(n * 37 + 2) }) },
    { nome: 'fascicolo con 20.000 documenti', ricerca: () => ({ fascicolo: '1' }) },
    { nome: 'ufficio', ricerca: (n) => ({ ufficio: uno(uffici, n) }) },
    {
      nome: 'ufficio e parola dell’oggetto',
      ricerca: (n) => ({ ufficio: uno(uffici, n), oggetto: uno(v.medie, n) }),
    },
    { nome: 'della propria unità', diUnita: true, ricerca: () => ({}) },
    { nome: 'parola, della propria unità', diUnita: true, ricerca: (n) => ({ q: uno(v.medie, n) }) },
    { nome: 'rubrica: senza testo', rubrica: true, ricerca: () => ({}) },
    { nome: 'rubrica: due lettere', rubrica: true, ricerca: (n) => ({ q: cognome(n).slice(0, 2) }) },
    { nome: 'rubrica: pezzo di nome', rubrica: true, ricerca: (n) => ({ q: cognome(n).slice(1, 6) }) },
    { nome: 'rubrica: cognome e nome', rubrica: true, ricerca: (n) => ({ q: uno(v.nomi, n) }) },
    { nome: 'rubrica: PEC', rubrica: true, ricerca: (n) => ({ q: `${n * 300}@pec` }) },
  ];
}

async function codiciUffici(cliente: ClienteHttp | undefined, cookie: string): Promise<string[]> {
  const risposta = await cliente?.chiedi(componiRichiesta('GET', '/api/v1/unita', { cookie }));
  const { items } = JSON.parse(risposta?.testo ?? '{"items":[]}') as { items: { codice: string }[] };
  return items.map((u) => u.codice);
}

/**
 * `npm run bench ricerca`: how long each kind of search takes through HTTP, over a register filled for the occasion.
 *
 *   --righe 300000     registrations; the rubrica has a third as many entries
 *   --ripetizioni 20   questions of each kind, each with other words
 */
export async function ricerca(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      righe: { type: 'string', default: '300000' },
      ripetizioni: { type: 'string', default: '20' },
    },
  });
  const prodotto = await avviaProdotto();
  try {
    const vocabolario = await riempiArchivio(prodotto.urlProprietario, {
      registrazioni: Number(values.righe),
      assegnazioni: true,
    });
    console.log(`${prodotto.presentazione}, ${values.righe} registrazioni`);
    console.log(
      `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GiB, carico ${loadavg()[0]?.toFixed(1)}\n`,
    );
    const tecnico = await prodotto.accedi('tecnico');
    const [cliente] = prodotto.clienti(1);
    const righe = [['', 'p50 ms', 'p95 ms', 'trovate']];
    for (const d of domande(vocabolario, await codiciUffici(cliente, prodotto.cookie))) {
      const durate: number[] = [];
      let trovate = '';
      // The first is not counted: plans and pages are still cold.
      for (let n = 0; n <= Number(values.ripetizioni); n++) {
        const percorso = `${d.rubrica ? '/api/v1/rubrica' : REGISTRO}?${new URLSearchParams(d.ricerca(n))}`;
        const inizio = performance.now();
        const risposta = await cliente?.chiedi(
          componiRichiesta('GET', percorso, { cookie: d.diUnita ? tecnico : prodotto.cookie }),
        );
        if (n > 0) durate.push(performance.now() - inizio);
        if (risposta?.stato !== 200) throw new Error(`${percorso}: ${risposta?.stato} ${risposta?.testo}`);
        const { items, totale } = JSON.parse(risposta.testo) as { items: unknown[]; totale?: number };
        trovate = String(totale ?? items.length);
      }
      righe.push([d.nome, cifra(percentile(durate, 0.5)), cifra(percentile(durate, 0.95)), trovate]);
    }
    console.log(tabella(righe));
  } finally {
    await prodotto.ferma();
  }
}
