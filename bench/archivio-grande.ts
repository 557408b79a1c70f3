import pg from 'pg';
import { riempiRegistro, type Vocabolario } from './registro-grande.ts';
import { senzaIndici } from './senza-indici.ts';

/** Documents of the fascicolo that everybody fears. */
export const DOCUMENTI_DEL_GRANDE = 20_000;

/** How many of each thing: a fifth as many fascicoli as registrations, unless said otherwise. */
export type Misure = { registrazioni: number; fascicoli?: number; assegnazioni?: boolean };

/*
 * Fascicoli numbered in order of time, in the classes in proportion to their documents. One in fifty has three sottofascicoli;
 * half of those older than two years are closed; one in ten is open to two offices only, of which one is the Ufficio
 * Protocollo.
 */
const FASCICOLI = `
SELECT set_config('tabularium.ente', (SELECT id::text FROM ente LIMIT 1), true);
CREATE TEMP TABLE suo AS SELECT e.id AS ente, r.id AS registro,
  (SELECT array_agg(u.id ORDER BY u.codice) FROM unita u WHERE u.uu) AS uffici,
  (SELECT u.id FROM unita u WHERE u.ufficio_protocollo LIMIT 1) AS protocollo
FROM ente e JOIN registro r ON r.ente_id = e.id AND r.tipo = 'fascicoli' LIMIT 1;
CREATE TEMP TABLE ordine AS SELECT v.id AS voce, ARRAY[p.numero, v.numero] AS posto
FROM voce_titolario v JOIN voce_titolario p ON p.id = v.padre_id WHERE v.codice IS NOT NULL;
CREATE TEMP TABLE campione AS
SELECT row_number() OVER (ORDER BY istante, numero) AS numero, istante, oggetto, corrispondenti, voce, random() AS c1, random() AS c2, random() AS c3
FROM (SELECT s.istante, s.numero, s.oggetto, s.corrispondenti, s.voce_titolario_id AS voce,
    row_number() OVER (ORDER BY md5(s.registrazione_id::text)) AS estratta
  FROM scheda s WHERE s.voce_titolario_id IS NOT NULL) s WHERE estratta <= $1;
INSERT INTO fascicolo (ente_id, registro_id, numero, anno, aperto_il, unita_id, operatore, tipo, criterio, voce_titolario_id,
    ordine_classe, denominazione, oggetto, riservatezza, tutti_gli_uffici, uffici_ammessi, data_chiusura, chiuso_il, chiuso_da, ricerca)
SELECT ente, registro, c.numero, extract(year FROM c.istante AT TIME ZONE 'Europe/Rome'), c.istante,
    uffici[1 + floor(c.c1 * cardinality(uffici))::integer], 'Conti Paolo (operatore)',
    (ARRAY['affare', 'affare', 'attivita', 'procedimento', 'persona-fisica'])[1 + floor(c.c2 * 5)::integer], 'affare', c.voce, o.posto,
    c.corrispondenti, c.oggetto, 'nessuno', c.c3 >= 0.1, CASE WHEN c.c3 < 0.1 THEN ARRAY[protocollo, uffici[1]] ELSE '{}' END,
    CASE WHEN chiuso THEN (c.istante + interval '200 days')::date END, CASE WHEN chiuso THEN c.istante + interval '201 days' END,
    CASE WHEN chiuso THEN 'Conti Paolo (operatore)' END, vettore_ricerca(concat_ws(' ', c.corrispondenti, c.oggetto))
FROM suo, campione c JOIN ordine o ON o.voce = c.voce,
  LATERAL (SELECT c.numero > 1 AND c.c1 < 0.5 AND c.istante < now() - interval '2 years' AS chiuso) x;
INSERT INTO contatore (registro_id, ente_id, anno, ultimo) SELECT registro, ente, 0, $1 FROM suo;
UPDATE registro_stato s SET ultimo_istante = (SELECT max(istante) FROM campione) FROM suo WHERE s.registro_id = suo.registro;
INSERT INTO fascicolo (ente_id, registro_id, numero, sottofascicolo, padre_id, anno, aperto_il, unita_id, operatore, tipo, criterio,
    voce_titolario_id, ordine_classe, denominazione, oggetto, riservatezza, tutti_gli_uffici, uffici_ammessi, data_chiusura, chiuso_il,
    chiuso_da, ricerca)
SELECT f.ente_id, f.registro_id, f.numero, n, f.id, f.anno, f.aperto_il, f.unita_id, f.operatore, f.tipo, f.criterio,
    f.voce_titolario_id, f.ordine_classe, f.denominazione || ', parte ' || n, f.oggetto, f.riservatezza, f.tutti_gli_uffici,
    f.uffici_ammessi, f.data_chiusura, f.chiuso_il, f.chiuso_da, f.ricerca
FROM fascicolo f, generate_series(1, 3) n WHERE f.numero % 50 = 1;
INSERT INTO fascicolo_evento (ente_id, fascicolo_id, istante, tipo, operatore)
SELECT f.ente_id, f.id, f.aperto_il, 'apertura', f.operatore FROM fascicolo f`;

/* Those marked as filed, each in one of the fascicoli of its class opened about that time. */
const DOCUMENTI = `
CREATE TEMP TABLE posti AS
SELECT f.id AS fascicolo, f.voce_titolario_id AS voce, row_number() OVER (PARTITION BY f.voce_titolario_id ORDER BY f.numero) AS posto,
  count(*) OVER (PARTITION BY f.voce_titolario_id) AS quanti
FROM fascicolo f WHERE f.sottofascicolo = 0 AND f.numero > 1;
CREATE INDEX ON posti (voce, posto);
ANALYZE posti;
CREATE TEMP TABLE archiviate AS
SELECT s.registrazione_id, s.voce_titolario_id AS voce, s.istante, s.numero,
  (row_number() OVER w - 1)::float8 / count(*) OVER (PARTITION BY s.voce_titolario_id) AS quota
FROM scheda s WHERE s.fascicolata
WINDOW w AS (PARTITION BY s.voce_titolario_id ORDER BY s.istante);
ANALYZE archiviate;
INSERT INTO fascicolazione (ente_id, fascicolo_id, registrazione_id, inserita_il, operatore, unita_id, dal_protocollo, ordine_istante,
    ordine_numero, giorno)
SELECT ente, p.fascicolo, a.registrazione_id, a.istante, 'Conti Paolo (operatore)', protocollo, true, a.istante, a.numero,
    (a.istante AT TIME ZONE 'Europe/Rome')::date
FROM suo, archiviate a JOIN (SELECT voce, max(quanti) AS quanti FROM posti GROUP BY voce) q ON q.voce = a.voce
JOIN posti p ON p.voce = a.voce AND p.posto = 1 + least(q.quanti - 1, floor(a.quota * q.quanti))
UNION ALL
SELECT ente, f.id, g.registrazione_id, g.istante, 'Conti Paolo (operatore)', protocollo, true, g.istante, g.numero,
    (g.istante AT TIME ZONE 'Europe/Rome')::date
FROM suo JOIN fascicolo f ON f.numero = 1 AND f.sottofascicolo = 0,
  (SELECT * FROM archiviate ORDER BY istante, numero LIMIT ${DOCUMENTI_DEL_GRANDE}) g;
INSERT INTO conteggio_voce (ente_id, voce_titolario_id, registrazioni, fascicoli)
SELECT ente, voce, count(*) FILTER (WHERE registrata), count(*) FILTER (WHERE NOT registrata)
FROM suo, (SELECT s.voce_titolario_id AS voce, true AS registrata FROM scheda s WHERE s.voce_titolario_id IS NOT NULL
  UNION ALL SELECT f.voce_titolario_id, false FROM fascicolo f WHERE f.sottofascicolo = 0) x GROUP BY 1, 2;
DROP TABLE suo, ordine, campione, posti, archiviate`;

// The offices of their fascicoli see the documents in them, and `scheda` was already written without them.
const VISIBILI = `
CREATE TEMP TABLE altri AS
SELECT s.registrazione_id, array_agg(DISTINCT p ORDER BY p) AS principali
FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id JOIN scheda s ON s.registrazione_id = g.registrazione_id,
  unnest(s.visibile_a || f.uffici_ammessi || f.unita_id) p
GROUP BY s.registrazione_id;
CREATE INDEX ON altri (registrazione_id);
ANALYZE altri;
INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, voce_titolario_id, manca)
SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione, s.voce_titolario_id,
    manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata)
FROM altri a JOIN scheda s USING (registrazione_id), unnest(a.principali) p WHERE p <> ALL (s.visibile_a);
UPDATE scheda s SET visibile_a = a.principali FROM altri a WHERE a.registrazione_id = s.registrazione_id AND s.visibile_a <> a.principali;
DROP TABLE altri`;

/**
 * Fills the archive of the only ente: the register of {@link riempiRegistro}, fascicoli, and what is in them; fascicolo
 * 1 has {@link DOCUMENTI_DEL_GRANDE} documents. Straight into the tables, without triggers and foreign keys: good for reading.
 *
 * @param url superuser's connection
 */
export async function riempiArchivio(url: string, misure: Misure): Promise<Vocabolario> {
  const vocabolario = await riempiRegistro(url, misure.registrazioni, misure.assegnazioni);
  const fascicoli = misure.fascicoli ?? Math.round(misure.registrazioni / 5);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(
      `SET session_replication_role = replica; SET work_mem = '256MB'; SELECT setseed(0.43)`,
    );
    await client.query('BEGIN');
    const rifai = await senzaIndici(client, ['fascicolo', 'fascicolo_evento', 'fascicolazione', 'scheda']);
    await client.query(FASCICOLI.replaceAll('$1', String(fascicoli)));
    await client.query(DOCUMENTI);
    await client.query(VISIBILI);
    await rifai();
    await client.query('COMMIT');
    await client.query(
      'VACUUM ANALYZE scheda, visibilita, fascicolo, fascicolo_evento, fascicolazione, conteggio_voce',
    );
  } finally {
    await client.end();
  }
  return vocabolario;
}
