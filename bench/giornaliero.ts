import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { OPZIONI_V8 } from '../test/avvio/programma.ts';
import { avviaProdotto } from './prodotto.ts';
import { cifra, tabella } from './statistica.ts';

/*
 * A day, the one before, of registrations with their two correspondents and one file each, written without the triggers that would ask
 * where the numbers come from.
 */
const PREPARA = [
  `SELECT set_config('session_replication_role', 'replica', true)`,
  `UPDATE registro SET giornaliero_dal = (now() AT TIME ZONE 'Europe/Rome')::date - 1 WHERE tipo = 'protocollo'`,
];
const RIGHE = `
WITH suo AS (SELECT e.id AS ente, r.id AS registro, u.id AS unita, (SELECT min(v.id::text)::uuid FROM voce_titolario v WHERE v.codice LIKE '%.%') AS voce
    FROM ente e JOIN registro r ON r.ente_id = e.id AND r.tipo = 'protocollo' JOIN unita u ON u.ente_id = e.id AND u.ufficio_protocollo LIMIT 1),
  ieri AS (SELECT ((now() AT TIME ZONE 'Europe/Rome')::date - 1)::timestamp AT TIME ZONE 'Europe/Rome' AS inizio),
  n AS (SELECT n, uuid_v7() AS id, uuid_v7() AS documento, inizio + interval '1 hour' + n * interval '20 hours' / $1::integer AS istante,
    encode(sha256(n::text::bytea), 'hex') AS impronta, 1000000 + n AS numero
    FROM generate_series(1, $1::integer) n, ieri),
  documenti AS (INSERT INTO documento (id, ente_id, impronta, nome_file, formato, formato_secondo, dimensione)
    SELECT n.documento, ente, impronta, 'istanza-' || n.n || '.pdf', 'application/pdf', 'misura', 1000 FROM n, suo),
  registrate AS (INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, protocollo_mittente_numero,
      protocollo_mittente_data, segnatura, segnatura_dati, impronta_segnatura, token, operatore, unita_id)
    SELECT n.id, ente, registro, extract(year FROM istante AT TIME ZONE 'Europe/Rome'), numero, istante, 'E',
      'Domanda di iscrizione all’asilo nido comunale per l’anno scolastico 2026/2027, con richiesta di riduzione della retta, n. ' || n.n, 'digitale', 'PM-' || n.n, '2026-01-02',
      'Misura', '{}', repeat('0', 64), 'misura-' || n.n, 'Conti Paolo (operatore)', unita FROM n, suo),
  soggetti AS (INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, dati)
    SELECT ente, n.id, ruolo, 1, 'PF', nome || n.n, '{}' FROM n, suo, (VALUES ('mittente', 'Rossi Maria Antonietta '), ('destinatario', 'Ufficio scolastico territoriale ')) v (ruolo, nome)),
  file AS (INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, documento_id, impronta, algoritmo, nome_file, formato, dimensione)
    SELECT ente, n.id, 0, 'principale', n.documento, impronta, 'SHA-256', 'istanza-' || n.n || '.pdf', 'application/pdf', 1000 FROM n, suo)
INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti, voce_titolario_id,
    unita_competente_id, visibile_a, ricerca, nomi)
  SELECT n.id, ente, registro, extract(year FROM istante AT TIME ZONE 'Europe/Rome'), numero, istante, 'E', 'Domanda', 'Rossi', voce, unita, ARRAY[unita],
    ''::tsvector, ''::tsvector FROM n, suo`;

type Esito = { chiusi: number; millisecondi: number; rss: number };

async function chiudi(url: string, dati: string, ente: string): Promise<Esito> {
  const figlio = fork(join(import.meta.dirname, 'giornaliero-figlio.ts'), [url, dati, ente], {
    execArgv: OPZIONI_V8,
  });
  const [esito] = (await once(figlio, 'message')) as [Esito];
  return esito;
}

/**
 * `npm run bench giornaliero`: a day closed by a process that does nothing else: both files made, stored, registered.
 *
 *   --righe 10000     registrations of the day
 */
export async function giornaliero(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({ args: argomenti, options: { righe: { type: 'string', default: '10000' } } });
  const righe = Number(values.righe);
  const prodotto = await avviaProdotto();
  const client = new pg.Client(prodotto.urlProprietario);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM ente LIMIT 1');
    const ente = rows[0]?.id ?? '';
    await client.query('BEGIN');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente]);
    for (const ordine of PREPARA) await client.query(ordine);
    await client.query(RIGHE, [righe]);
    await client.query('COMMIT');
    await client.query('ANALYZE scheda, registrazione, corrispondente, registrazione_documento');
    const { chiusi, millisecondi, rss } = await chiudi(prodotto.urlProprietario, prodotto.dati, ente);
    if (chiusi !== 1) throw new Error(`chiusi ${chiusi} giorni`);
    const { rows: file } = await client.query<{ pdf: number; xml: number }>(
      `SELECT p.dimensione::float8 AS pdf, x.dimensione::float8 AS xml FROM registro_giornaliero g
         JOIN documento p ON p.id = g.documento_pdf_id JOIN documento x ON x.id = g.documento_xml_id`,
    );
    const mega = (n = NaN): string => `${cifra(n / 1e6)} MB`;
    const carico = loadavg().map((n) => n.toFixed(1));
    console.log(`${prodotto.presentazione}; carico ${carico.join(' ')}`);
    console.log(
      tabella([
        ['registrazioni', 'secondi', 'memoria massima (MB)', 'PDF', 'XML'],
        [String(righe), cifra(millisecondi / 1000), cifra(rss), mega(file[0]?.pdf), mega(file[0]?.xml)],
      ]),
    );
  } finally {
    await client.end();
    await prodotto.ferma();
  }
}
