import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { componiRichiesta } from '../test/support/cliente-http.ts';
import { generaCorpus } from '../valuta/corpus/genera.ts';
import { riempiArchivio } from './archivio-grande.ts';
import { avviaProdotto } from './prodotto.ts';
import { cifra, percentile, tabella } from './statistica.ts';

const ATTESA_MASSIMA = 900_000;
/** Not counted: the model is read, plans are made, and the process has run its own code some times, as one that is up since the morning. */
const RISCALDAMENTO = 300;

/**
 * The oggetti of the archive become those of the evaluation's corpus, with their classes and correspondents: words that mean
 * something; fascicoli take those of their first document, and two thousand proposals have had their outcome.
 */
async function dalCorpus(client: pg.Client, righe: number): Promise<void> {
  const { prima, poi } = generaCorpus(righe);
  const casi = [...prima, ...poi];
  await client.query('SET session_replication_role = replica');
  await client.query(`SELECT set_config('tabularium.ente', (SELECT id::text FROM ente LIMIT 1), false)`);
  await client.query(
    `UPDATE scheda s SET oggetto = c.oggetto, corrispondenti = c.chi, nomi = vettore_nomi(c.chi), voce_titolario_id = v.id
     FROM (SELECT registrazione_id, row_number() OVER (ORDER BY istante, numero) AS n FROM scheda) o
     JOIN unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY c (oggetto, chi, classe, n) ON c.n = o.n
     JOIN voce_titolario v ON v.codice = c.classe
     WHERE s.registrazione_id = o.registrazione_id`,
    [casi.map((c) => c.oggetto), casi.map((c) => c.corrispondente ?? ''), casi.map((c) => c.classe)],
  );
  await client.query(
    `UPDATE corrispondente c SET nominativo = s.corrispondenti, codice_fiscale =
       CASE WHEN md5(s.corrispondenti) < '8' THEN upper(left(md5(s.corrispondenti), 16)) END
     FROM scheda s WHERE s.registrazione_id = c.registrazione_id AND s.corrispondenti <> ''`,
  );
  await client.query(
    `UPDATE fascicolo f SET oggetto = d.oggetto, denominazione = coalesce(nullif(d.corrispondenti, ''), 'Anonimo'),
       voce_titolario_id = d.voce_titolario_id, ricerca = vettore_ricerca(concat_ws(' ', d.corrispondenti, d.oggetto))
     FROM (SELECT DISTINCT ON (g.fascicolo_id) g.fascicolo_id, s.* FROM fascicolazione g
       JOIN scheda s ON s.registrazione_id = g.registrazione_id ORDER BY g.fascicolo_id, g.ordine_istante) d
     WHERE d.fascicolo_id = f.id`,
  );
  await client.query(
    `INSERT INTO suggerimento_esito (ente_id, registrazione_id, campo, proposti, scelto, accettato)
     SELECT g.ente_id, g.registrazione_id, 'fascicolo', ARRAY['1', '2', '3'], (g.ordine_numero % 4)::text, false
     FROM fascicolazione g ORDER BY g.ordine_istante DESC LIMIT 2000 ON CONFLICT DO NOTHING`,
  );
  // What is kept in order by night in a real archive, and would otherwise be at work during the measure.
  await client.query('VACUUM ANALYZE');
  await client.query('CHECKPOINT');
}

/** What is asked while one types: an oggetto of the corpus, every other time from a correspondent of the archive. */
async function domande(client: pg.Client, quante: number): Promise<URLSearchParams[]> {
  const { rows: noti } = await client.query<{ nominativo: string; codice_fiscale: string | null }>(
    `SELECT nominativo, codice_fiscale FROM corrispondente ORDER BY md5(registrazione_id::text) LIMIT $1`,
    [quante],
  );
  const casi = generaCorpus(2000, 7).poi;
  return noti.map((noto, n) => {
    const { oggetto = '', corrispondente = '', mezzo = '' } = casi[n % casi.length] ?? {};
    if (n % 2 > 0) return new URLSearchParams({ oggetto, corrispondente, mezzo });
    return new URLSearchParams({
      oggetto,
      corrispondente: noto.nominativo,
      mezzo,
      ...(noto.codice_fiscale !== null && { codiceFiscale: noto.codice_fiscale }),
    });
  });
}

/**
 * `npm run bench suggerimenti`: how long a suggestion takes through HTTP, and how long learning takes beside it.
 *
 *   --righe 100000      registrations learned from
 *   --ripetizioni 200   suggestions, each for another oggetto
 */
export async function suggerimenti(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: {
      righe: { type: 'string', default: '100000' },
      ripetizioni: { type: 'string', default: '200' },
    },
  });
  const righe = Number(values.righe);
  const prodotto = await avviaProdotto();
  const client = new pg.Client(prodotto.urlProprietario);
  try {
    await riempiArchivio(prodotto.urlProprietario, { registrazioni: righe });
    await client.connect();
    await dalCorpus(client, righe);
    console.log(`${prodotto.presentazione}, ${righe} registrazioni, carico ${loadavg()[0]?.toFixed(1)}`);
    await client.query('DELETE FROM modello_suggerimenti');
    const inizio = performance.now();
    await client.query(
      `SELECT accoda_lavoro('suggerimenti.addestra', json_build_object('enteId', (SELECT id FROM ente LIMIT 1)))`,
    );
    for (;;) {
      const { rows } = await client.query<{ esempi: number; byte: number; misure: unknown }>(
        'SELECT esempi, length(contenuto) AS byte, misure FROM modello_suggerimenti',
      );
      const [modello] = rows;
      if (modello) {
        console.log(
          `imparato in ${cifra((performance.now() - inizio) / 1000)} s da ${modello.esempi}, ${cifra(modello.byte / 2 ** 20)} MB: ${JSON.stringify(modello.misure)}\n`,
        );
        break;
      }
      if (performance.now() - inizio > ATTESA_MASSIMA) throw new Error('il modello non arriva');
      await new Promise((fatto) => setTimeout(fatto, 200));
    }
    const [cliente] = prodotto.clienti(1);
    const durate: number[] = [];
    for (const [n, domanda] of (
      await domande(client, Number(values.ripetizioni) + RISCALDAMENTO)
    ).entries()) {
      const prima = performance.now();
      const risposta = await cliente?.chiedi(
        componiRichiesta('GET', `/api/v1/suggerimenti?${domanda}`, { cookie: prodotto.cookie }),
      );
      if (n >= RISCALDAMENTO) durate.push(performance.now() - prima);
      if (risposta?.stato !== 200) throw new Error(`${risposta?.stato} ${risposta?.testo}`);
    }
    console.log(
      tabella([
        ['', 'p50 ms', 'p95 ms', 'massimo'],
        [
          'un suggerimento',
          cifra(percentile(durate, 0.5)),
          cifra(percentile(durate, 0.95)),
          cifra(Math.max(...durate)),
        ],
      ]),
    );
  } finally {
    await client.end();
    await prodotto.ferma();
  }
}
