import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { componiRichiesta } from '../test/support/cliente-http.ts';
import { DOCUMENTI_DEL_GRANDE, riempiArchivio } from './archivio-grande.ts';
import { avviaProdotto } from './prodotto.ts';
import { cifra, percentile, tabella } from './statistica.ts';

type Domanda = { nome: string; percorso: (n: number) => string; cursore?: true };

/** What the screens ask when somebody opens them. */
function domande(fascicoli: number): Domanda[] {
  const uno = (n: number): number => 2 + ((n * 7919) % (fascicoli - 1));
  return [
    { nome: 'apertura di un fascicolo', percorso: (n) => `/fascicoli/${uno(n)}` },
    { nome: 'i suoi documenti', percorso: (n) => `/fascicoli/${uno(n)}/documenti` },
    {
      nome: `apertura di quello con ${DOCUMENTI_DEL_GRANDE.toLocaleString('it-IT')} documenti`,
      percorso: () => '/fascicoli/1',
    },
    { nome: 'i suoi documenti, prima pagina', percorso: () => '/fascicoli/1/documenti' },
    { nome: 'i suoi documenti, pagine seguenti', percorso: () => '/fascicoli/1/documenti', cursore: true },
    {
      nome: 'documenti senza classificazione',
      percorso: () => '/documenti-da-sistemare?mancano=classificazione',
    },
    {
      nome: 'pagine seguenti',
      percorso: () => '/documenti-da-sistemare?mancano=classificazione',
      cursore: true,
    },
    { nome: 'documenti senza fascicolo', percorso: () => '/documenti-da-sistemare?mancano=fascicolo' },
    { nome: 'albero del titolario con i conteggi', percorso: () => '/titolario?conteggi=true' },
    { nome: 'elenco dei fascicoli', percorso: () => '/fascicoli' },
    {
      nome: 'fascicoli di una classe',
      percorso: (n) => `/fascicoli?classificazione=${['VI.3', 'XI.2', 'IV.4'][n % 3]}`,
    },
  ];
}

/**
 * `npm run bench fascicoli`: how long it takes, through HTTP, to open fascicoli and the lists beside them.
 *
 *   --righe 1000000    registrations; a fifth as many fascicoli, one of them with 20,000 documents
 *   --ripetizioni 50   requests of each kind
 */
export async function fascicoli(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      righe: { type: 'string', default: '1000000' },
      ripetizioni: { type: 'string', default: '50' },
    },
  });
  const righe = Number(values.righe);
  const prodotto = await avviaProdotto();
  try {
    const inizio = performance.now();
    await riempiArchivio(prodotto.urlProprietario, { registrazioni: righe });
    console.log(`${prodotto.presentazione}, ${righe} registrazioni, ${Math.round(righe / 5)} fascicoli`);
    console.log(
      `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GiB, carico ${loadavg()[0]?.toFixed(1)}; ` +
        `generati in ${cifra((performance.now() - inizio) / 1000)} s\n`,
    );
    const [cliente] = prodotto.clienti(1);
    const chiedi = async (percorso: string): Promise<{ cursor?: string; items?: unknown[] }> => {
      const risposta = await cliente?.chiedi(
        componiRichiesta('GET', `/api/v1${percorso}`, { cookie: prodotto.cookie }),
      );
      if (risposta?.stato !== 200) throw new Error(`${percorso}: ${risposta?.stato} ${risposta?.testo}`);
      return JSON.parse(risposta.testo) as { cursor?: string; items?: unknown[] };
    };
    const esiti = [['', 'p50 ms', 'p95 ms', 'massimo']];
    for (const d of domande(Math.round(righe / 5))) {
      const durate: number[] = [];
      let cursore: string | undefined;
      // The first is not counted: plans and pages are still cold.
      for (let n = 0; n <= Number(values.ripetizioni); n++) {
        const segno = d.percorso(n).includes('?') ? '&' : '?';
        const percorso = d.percorso(n) + (d.cursore && cursore ? `${segno}cursor=${cursore}` : '');
        const prima = performance.now();
        const { cursor } = await chiedi(percorso);
        if (n > 0) durate.push(performance.now() - prima);
        cursore = cursor;
      }
      esiti.push([
        d.nome,
        cifra(percentile(durate, 0.5)),
        cifra(percentile(durate, 0.95)),
        cifra(Math.max(...durate)),
      ]);
    }
    console.log(tabella(esiti));
  } finally {
    await prodotto.ferma();
  }
}
