import pg from 'pg';
import { senzaIndici } from './senza-indici.ts';

const ANNI = 6;

/*
 * Words drawn by rank, the first much more often than the last, as in a language: `parola` makes one for each rank,
 * pronounceable and not Italian, so that no stemmer makes two of them one. Beside them words whose frequency is known:
 * «permesso» in three of ten, «condono» in one of a hundred, «svincolo» in one of ten thousand, «elezioni» only in two
 * months of the third year.
 */
const PAROLE = `
CREATE FUNCTION pg_temp.parola(k integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['bra','cle','dri','fro','glu','pla','stre','tri','vro','sna'])[k % 10 + 1] ||
    (ARRAY['b','d','g','l','m','n','r','s','t','v'])[k / 10 % 10 + 1] || (ARRAY['uko','oku','uvu','oju','ywo'])[k / 100 % 5 + 1] ||
    CASE WHEN k < 500 THEN '' ELSE
    substr('bdglmnrstv', k / 500 % 10 + 1, 1) || substr('uoyw', k / 5000 % 4 + 1, 1) || 'k' END $$;
CREATE FUNCTION pg_temp.rango(caso double precision, quante integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT (quante * caso ^ 3)::integer $$;
`;

const DATI = `
CREATE TEMP TABLE seme AS
SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id, n,
  (oggi.anno - $1::integer + (n - 1) * $1::bigint / $2 + 1)::smallint AS anno,
  row_number() OVER (PARTITION BY (n - 1) * $1::bigint / $2 ORDER BY n) AS numero,
  (ARRAY['E', 'E', 'E', 'U', 'U', 'I'])[1 + floor(random() * 6)::integer] AS flusso,
  CASE WHEN random() < 0.001 THEN 'telegramma' ELSE (ARRAY['pec', 'posta', 'sportello'])[1 + floor(random() * 3)::integer] END AS mezzo,
  random() < 0.01 AS annullata, random() AS c1, random() AS c2, random() AS c3, random() AS c4, random() AS c5, random() AS c6,
  random() AS c7, random() AS c8, random() AS c9
FROM generate_series(1, $2::integer) n, (SELECT extract(year FROM now())::integer AS anno) oggi`;

const ISTANTI = `
ALTER TABLE seme ADD istante timestamptz, ADD oggetto text, ADD nome text, ADD luogo text;
UPDATE seme SET
  istante = date_trunc('milliseconds', make_timestamptz(anno, 1, 1, 8, 0, 0, 'Europe/Rome') + (numero - 1) * interval '360 days' / (SELECT max(numero) FROM seme)),
  nome = initcap(pg_temp.parola(pg_temp.rango(c1, 4000))) || ' ' || initcap(pg_temp.parola(pg_temp.rango(c2, 400))),
  luogo = CASE WHEN c3 < 0.3 THEN initcap(pg_temp.parola(3000 + pg_temp.rango(c4, 1000))) END;
UPDATE seme SET oggetto = concat_ws(' ', 'Richiesta', CASE WHEN c5 < 0.3 THEN 'di permesso' ELSE 'relativa' END,
  CASE WHEN c6 < 0.01 THEN 'in condono' END, CASE WHEN c7 < 0.0001 THEN 'con svincolo' END,
  CASE WHEN extract(year FROM istante) = (SELECT min(anno) + 2 FROM seme) AND extract(month FROM istante) IN (5, 6) AND c8 < 0.6
    THEN 'per le elezioni' END,
  (SELECT string_agg(pg_temp.parola(pg_temp.rango(((c9 * (j + 7) * 1009)::numeric % 1)::double precision, 20000)), ' ') FROM generate_series(1, 8) j));
ANALYZE seme`;

/*
 * To which office, and with `assegnazioni` to which other for conoscenza (four in ten) and to which of its people (one in four).
 * A few offices have most of the documents, as anywhere.
 */
const UFFICI = `
ALTER TABLE seme ADD competente uuid, ADD conoscenza uuid, ADD persona uuid;
CREATE TEMP TABLE uffici AS SELECT row_number() OVER (ORDER BY u.codice) - 1 AS posto, u.id,
  (SELECT array_agg(i.utente_id ORDER BY i.utente_id) FROM incarico i WHERE i.unita_id = u.id) AS persone
FROM unita u WHERE u.uu OR NOT EXISTS (SELECT FROM unita x WHERE x.uu);
UPDATE seme s SET competente = u.id, conoscenza = CASE WHEN $3 AND s.c3 < 0.4 AND k.id <> u.id THEN k.id END,
  persona = CASE WHEN $3 AND s.c5 < 0.25 THEN u.persone[1 + floor(s.c7 * cardinality(u.persone))::integer] END
FROM uffici u, uffici k, (SELECT count(*)::integer AS n FROM uffici) q
WHERE u.posto = pg_temp.rango(s.c2, q.n - 1) AND k.posto = floor(s.c8 * q.n)::integer;
ANALYZE seme`;

const RIGHE = `
SELECT set_config('tabularium.ente', (SELECT id::text FROM ente LIMIT 1), true);
CREATE TEMP TABLE suo AS SELECT e.id AS ente, r.id AS registro, r.codice, a.codice AS aoo, u.id AS unita,
  (SELECT array_agg(v.id ORDER BY md5(v.codice)) FROM voce_titolario v WHERE v.codice LIKE '%.%') AS voci
FROM ente e JOIN registro r ON r.ente_id = e.id AND r.tipo = 'protocollo' JOIN aoo a ON a.id = r.aoo_id JOIN unita u ON u.ente_id = e.id AND u.ufficio_protocollo LIMIT 1;
INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, protocollo_mittente_numero,
    segnatura, segnatura_dati, impronta_segnatura, token, operatore, unita_id)
SELECT s.id, ente, registro, s.anno, s.numero, s.istante, s.flusso, s.oggetto, 'digitale', CASE WHEN s.c3 < 0.2 THEN 'PM-' || s.n END,
    'Prova', jsonb_build_object('aoo', jsonb_build_object('codice', aoo), 'registro', jsonb_build_object('codice', codice), 'anno', s.anno,
      'numero', s.numero), repeat('0', 64), 'misura-' || s.n, 'Conti Paolo (operatore)', unita FROM seme s, suo;
INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, codice_fiscale, dati)
SELECT ente, s.id, CASE s.flusso WHEN 'E' THEN 'mittente' ELSE 'destinatario' END, 1, 'PF', s.nome,
    CASE WHEN s.c1 < 0.5 THEN upper(left(md5(s.nome), 16)) END, jsonb_build_object('nominativo', s.nome) FROM seme s, suo;
INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, annullata, oggetto, corrispondenti, mezzo,
    luogo, voce_titolario_id, unita_competente_id, fascicolata, visibile_a, ricerca, nomi)
SELECT s.id, ente, registro, s.anno, s.numero, s.istante, s.flusso, s.annullata, s.oggetto, s.nome, s.mezzo, s.luogo,
    CASE WHEN s.c6 < 0.98 THEN voci[1 + pg_temp.rango(s.c4, cardinality(voci) - 1)] END, s.competente,
    s.c6 < 0.98 AND s.c7 < 0.9 AND NOT s.annullata,
    ARRAY(SELECT DISTINCT p FROM unnest(ARRAY[unita, s.competente, s.conoscenza, s.persona, carico_di(s.competente),
      CASE WHEN $3 THEN carico_di(s.conoscenza) END]) p WHERE p IS NOT NULL ORDER BY p),
    vettore_ricerca(concat_ws(' ', s.oggetto, s.nome, s.luogo, CASE WHEN s.c3 < 0.2 THEN 'PM-' || s.n END)), vettore_nomi(s.nome)
FROM seme s, suo;
INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, voce_titolario_id, manca)
SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione, s.voce_titolario_id,
    manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata) FROM scheda s, unnest(s.visibile_a) p;
INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, titolo, stato, assegnata_il, assegnata_da_nome, smistata_il)
SELECT ente, s.id, a.unita, a.titolo, 'in-carico', s.istante, 'Conti Paolo (operatore)', s.istante
FROM suo, seme s, LATERAL (VALUES (s.competente, 'competenza'), (s.conoscenza, 'conoscenza')) a (unita, titolo)
WHERE $3 AND a.unita IS NOT NULL;
INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, utente_id, subassegnata, origine_id, titolo, stato, assegnata_il,
    assegnata_da_nome, smistata_il)
SELECT o.ente_id, s.id, o.unita_id, s.persona, true, o.id, o.titolo, 'in-carico', s.istante, 'Conti Paolo (operatore)', s.istante
FROM seme s JOIN assegnazione o ON o.registrazione_id = s.id AND o.titolo = 'competenza' WHERE $3 AND s.persona IS NOT NULL;
INSERT INTO rubrica_voce (ente_id, tipo, nome, cognome, codice_fiscale, indirizzi_digitali)
SELECT ente, 'PF', split_part(s.nome, ' ', 2), split_part(s.nome, ' ', 1), upper(left(md5(s.n::text), 16)),
    ARRAY[lower(split_part(s.nome, ' ', 1)) || '.' || s.n || '@pec.esempio.it'] FROM seme s, suo WHERE s.n % 3 = 0;
DROP TABLE seme, suo, uffici`;

/** Words of the register just filled, by how often they occur, and names and places that are in it. */
export type Vocabolario = { medie: string[]; rare: string[]; nomi: string[]; luoghi: string[] };

const VOCABOLARIO = `SELECT
  (SELECT array_agg(pg_temp.parola(k)) FROM generate_series(17, 400, 19) k) AS medie,
  (SELECT array_agg(pg_temp.parola(k)) FROM generate_series(5003, 19000, 731) k) AS rare,
  (SELECT array_agg(corrispondenti) FROM (SELECT corrispondenti FROM scheda ORDER BY md5(numero::text) LIMIT 20) x) AS nomi,
  (SELECT array_agg(luogo) FROM (SELECT luogo FROM scheda WHERE luogo IS NOT NULL ORDER BY md5(numero::text) LIMIT 20) x) AS luoghi`;

/**
 * Fills the register of the only ente with registrations of six years, two of a hundred without a class,
 * nine of ten marked as filed (in what, `riempiArchivio` says), and its rubrica with a
 * third as many entries. Straight
 * into the tables, without triggers and foreign keys: good for searching, not for registering.
 *
 * @param url superuser's connection
 * @param assegnazioni also to offices for conoscenza and to persons, of those the ente has by then
 */
export async function riempiRegistro(
  url: string,
  quante: number,
  assegnazioni = false,
): Promise<Vocabolario> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; SELECT setseed(0.42)`);
    await client.query(PAROLE);
    await client.query('BEGIN');
    const rifai = await senzaIndici(client, [
      'registrazione',
      'scheda',
      'corrispondente',
      'rubrica_voce',
      'assegnazione',
    ]);
    await client.query(DATI.replaceAll('$1', String(ANNI)).replaceAll('$2', String(quante)));
    await client.query(ISTANTI);
    await client.query(UFFICI.replaceAll('$3', String(assegnazioni)));
    await client.query(RIGHE.replaceAll('$3', String(assegnazioni)));
    await rifai();
    await client.query('COMMIT');
    await client.query(
      'VACUUM ANALYZE registrazione, scheda, visibilita, corrispondente, rubrica_voce, assegnazione',
    );
    const { rows } = await client.query<Vocabolario>(VOCABOLARIO);
    if (!rows[0]) throw new Error('registro non riempito');
    return rows[0];
  } finally {
    await client.end();
  }
}
