import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { creaFoglia } from '#numerazione';
import { apriBancaDati, inDueLetture, inLettura } from '#platform/db';
import { provaConsistenza, provaInclusione, verificaRegistro } from '#registro-verificabile';
import { caricoChiuso } from './carico.ts';
import { avviaProdotto, type Prodotto } from './prodotto.ts';
import { riempiVerificabile } from './registro-verificabile.ts';
import { senzaFile } from './richieste.ts';
import { cifra, mediana, percentile } from './statistica.ts';

/**
 * `npm run bench registro`: what the verifiable log costs whoever registers, and how long it takes to verify a large register and to
 * prove that something is in it.
 *
 *   --quante 1000000  registrations to verify
 *   --secondi 5       length of each run of the cost
 *   --ripetizioni 6   runs with the leaf and without, in turns
 */
export async function registro(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      quante: { type: 'string', default: '1000000' },
      secondi: { type: 'string', default: '5' },
      ripetizioni: { type: 'string', default: '6' },
    },
  });
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, carico prima ${loadavg()[0]?.toFixed(1)}`,
  );
  const prodotto = await avviaProdotto();
  try {
    if (Number(values.ripetizioni) > 0)
      await costo(prodotto, Number(values.secondi), Number(values.ripetizioni));
    if (Number(values.quante) > 0) await verifica(prodotto, Number(values.quante));
  } finally {
    await prodotto.ferma();
  }
  console.log(`carico dopo ${loadavg()[0]?.toFixed(1)}`);
}

async function conSuperutente<T>(url: string, azione: (c: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await azione(client);
  } finally {
    await client.end();
  }
}

const FOGLIA = /INSERT INTO foglia [^;]*;/;

/** The database is told not to write leaves, and between two runs is put right again: the product knows nothing of it. */
async function costo(prodotto: Prodotto, secondi: number, ripetizioni: number): Promise<void> {
  await conSuperutente(prodotto.urlProprietario, async (client) => {
    const { rows } = await client.query<{ con: string }>(
      `SELECT pg_get_functiondef('scrivi_registrazioni'::regproc) AS con`,
    );
    const con = rows[0]?.con ?? '';
    const senza = con.replace(FOGLIA, '');
    if (senza === con) throw new Error('la funzione che scrive le registrazioni non è quella attesa');
    const clienti = prodotto.clienti(16);
    const esegui = async (definizione: string): Promise<number> => {
      await client.query(definizione);
      const esito = await caricoChiuso(
        clienti.map((c) => () => senzaFile(c, prodotto.cookie)),
        secondi,
      );
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query(
        `UPDATE registro_stato s SET ultima_foglia = coalesce((SELECT max(f.posizione) FROM foglia f WHERE f.registro_id = s.registro_id), 0)`,
      );
      await client.query('COMMIT');
      return esito.alSecondo;
    };
    const coppie: { con: number; senza: number }[] = [];
    await esegui(con);
    await esegui(senza);
    for (let i = 0; i < ripetizioni; i++) {
      // Whichever comes first finds the machine as the other left it.
      const prima = i % 2 === 0 ? await esegui(con) : NaN;
      const seconda = await esegui(senza);
      coppie.push({ con: Number.isNaN(prima) ? await esegui(con) : prima, senza: seconda });
    }
    await client.query(con);
    const dati = {
      oggetto: 'x'.repeat(80),
      mittenti: [{ nominativo: 'Rossi Mario', tipo: 'PF' }],
      documenti: [],
      facoltativi: { note: null },
    };
    const inizio = performance.now();
    for (let i = 0; i < 20_000; i++) creaFoglia('registrazione', i, { ...dati, numero: i });
    const microsecondi = (performance.now() - inizio) / 20;
    const velocita = mediana(coppie.map((c) => c.con));
    console.log(
      `registrazioni al secondo, 16 clienti: con la foglia ${cifra(velocita)}, senza ${cifra(mediana(coppie.map((c) => c.senza)))}; ` +
        `rapporto mediano ${cifra(mediana(coppie.map((c) => c.con / c.senza)))} (${coppie.map((c) => cifra(c.con / c.senza)).join(' ')})`,
    );
    console.log(
      `comporre una foglia: ${cifra(microsecondi)} µs, cioè ${cifra((microsecondi * velocita) / 10_000)} % di un core a quella velocità`,
    );
  });
}

async function verifica(prodotto: Prodotto, quante: number): Promise<void> {
  await conSuperutente(prodotto.urlProprietario, (c) =>
    c.query(`SET session_replication_role = replica; DO $$ DECLARE t text; BEGIN
      FOR t IN SELECT format('%I', relname) FROM pg_class WHERE relname IN ('foglia', 'testa', 'testa_marca', 'nodo_albero', 'chiave_firma', 'contatore',
        'registrazione', 'scheda', 'corrispondente', 'documento', 'registrazione_documento', 'visibilita', 'assegnazione') LOOP
      EXECUTE 'DELETE FROM ' || t; END LOOP; END $$`),
  );
  let da = performance.now();
  const { enteId, registroId } = await riempiVerificabile(
    prodotto.urlProprietario,
    quante,
    Math.ceil(quante / 2190),
  );
  console.log(`riempito in ${cifra((performance.now() - da) / 1000)} s`);
  const db = apriBancaDati(prodotto.urlProprietario, { max: 2 });
  try {
    da = performance.now();
    const esito = await inDueLetture(db, enteId, (tx, altra) => verificaRegistro(tx, registroId, { altra }));
    const secondi = (performance.now() - da) / 1000;
    console.log(
      `${esito.registrazioni.toLocaleString('it-IT')} registrazioni verificate in ${cifra(secondi)} s: ${esito.foglie} foglie, ${esito.teste} teste, ` +
        `${esito.difetti.length} difetti${esito.difetti[0] ? ` (${esito.difetti[0].testo})` : ''}`,
    );
    const n = esito.foglie;
    const durate = { inclusione: [] as number[], consistenza: [] as number[] };
    for (let i = 0; i < 300; i++) {
      const posizione = 1 + Math.floor((((i + 1) * 0.61803398875) % 1) * n);
      let inizio = performance.now();
      await inLettura(db, enteId, (tx) => provaInclusione(tx, registroId, posizione, n));
      durate.inclusione.push(performance.now() - inizio);
      inizio = performance.now();
      await inLettura(db, enteId, (tx) => provaConsistenza(tx, registroId, posizione, n));
      durate.consistenza.push(performance.now() - inizio);
    }
    for (const [nome, d] of Object.entries(durate))
      console.log(`prova di ${nome}: mediana ${cifra(mediana(d))} ms, p99 ${cifra(percentile(d, 0.99))} ms`);
  } finally {
    await db.destroy();
  }
}
