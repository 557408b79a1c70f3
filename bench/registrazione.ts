import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { caricoAperto, caricoChiuso, type Carico } from './carico.ts';
import { pavimento } from './pavimento.ts';
import { avviaProdotto } from './prodotto.ts';
import { conFile, senzaFile } from './richieste.ts';
import { cifra, mediana, percentile, tabella } from './statistica.ts';

const OFFERTA = 100;

/**
 * `npm run bench registrazione`: registrations a second through HTTP, with a PDF of 50 KB and without, and beside them the
 * floor (`pavimento.ts`), in turns so that whatever else the machine does weighs on all alike.
 *
 *   --secondi 8       length of each run
 *   --ripetizioni 5   runs of each kind; the medians are printed
 *   --clienti 1,8,32
 */
export async function registrazione(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      secondi: { type: 'string', default: '8' },
      ripetizioni: { type: 'string', default: '5' },
      clienti: { type: 'string', default: '1,8,32' },
    },
  });
  const [secondi, ripetizioni] = [Number(values.secondi), Number(values.ripetizioni)];
  const quanti = values.clienti.split(',').map(Number);
  const prodotto = await avviaProdotto();
  const { cookie } = prodotto;
  console.log(`${prodotto.presentazione}`);
  console.log(
    `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model}, ` +
      `${(totalmem() / 2 ** 30).toFixed(0)} GiB, carico prima ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `${ripetizioni} ripetizioni di ${secondi} s a turno; mediane delle velocità, percentili di tutte\n`,
  );

  type Prova = {
    nome: string;
    clienti: number;
    esegui: (secondi: number) => Promise<Carico>;
    esiti: Carico[];
  };
  const http = (nome: string, clienti: number, fai: typeof senzaFile): Prova => ({
    nome,
    clienti,
    esiti: [],
    esegui: (s) =>
      caricoChiuso(
        prodotto.clienti(clienti).map((c) => () => fai(c, cookie)),
        s,
      ),
  });
  const diretto = (clienti: number): Prova => ({
    nome: 'pavimento SQL',
    clienti,
    esiti: [],
    esegui: async (s) => {
      const { lavoratori, chiudi } = await pavimento(prodotto.urlProprietario, clienti);
      const esito = await caricoChiuso(lavoratori, s);
      await chiudi();
      return esito;
    },
  });
  const prove = quanti.flatMap((n) => [
    http('HTTP senza file', n, senzaFile),
    diretto(n),
    http('HTTP con PDF da 50 KB', n, conFile),
  ]);
  const aperto: Prova = {
    nome: `HTTP con PDF, ${OFFERTA}/s offerte`,
    clienti: 0,
    esiti: [],
    esegui: (s) =>
      caricoAperto(
        prodotto.clienti(64).map((c) => () => conFile(c, cookie)),
        OFFERTA,
        s,
      ),
  };
  prove.push(aperto);
  try {
    for (const prova of prove) await prova.esegui(Math.min(2, secondi));
    for (let i = 0; i < ripetizioni; i++)
      for (const prova of prove) prova.esiti.push(await prova.esegui(secondi));
  } finally {
    await prodotto.ferma();
  }

  const velocita = (p: Prova): number => mediana(p.esiti.map((e) => e.alSecondo));
  const terra = (clienti: number): number =>
    velocita(prove.find((p) => p.nome === 'pavimento SQL' && p.clienti === clienti) ?? aperto);
  console.log(
    tabella([
      ['', 'clienti', 'reg/s', 'p50 ms', 'p95 ms', 'p99 ms', 'sul pavimento'],
      ...prove.map((p) => {
        const durate = p.esiti.flatMap((e) => e.durate);
        const confronto = p.nome === 'HTTP senza file' ? cifra(velocita(p) / terra(p.clienti)) : '';
        return [
          p.nome,
          p.clienti ? String(p.clienti) : '',
          cifra(velocita(p)),
          ...[0.5, 0.95, 0.99].map((q) => cifra(percentile(durate, q))),
          confronto,
        ];
      }),
    ]),
  );
  console.log(`\ncarico dopo ${loadavg()[0]?.toFixed(1)}`);
}
