import { generateKeyPairSync, hash } from 'node:crypto';
import pg from 'pg';
import { AlberoCrescente } from '../src/registro-verificabile/albero.ts';
import { componiTesto, firmaTesto } from '../src/registro-verificabile/testo-testa.ts';
import { senzaIndici } from './senza-indici.ts';

/*
 * Registrations of six years with a correspondent, a document and their leaf, which is in RFC 8785 form from birth: members in order,
 * no blanks, texts that need no escape.
 */
const RIGHE = `
SELECT set_config('tabularium.ente', (SELECT id::text FROM ente LIMIT 1), true);
CREATE TEMP TABLE suo AS SELECT e.id AS ente, e.codice_ipa AS ipa, r.id AS registro, r.codice, a.codice AS aoo, u.id AS unita
FROM ente e JOIN registro r ON r.ente_id = e.id AND r.tipo = 'protocollo' JOIN aoo a ON a.id = r.aoo_id JOIN unita u ON u.ente_id = e.id AND u.ufficio_protocollo LIMIT 1;
CREATE TEMP TABLE seme AS SELECT n, (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id,
  (lpad(to_hex(n), 8, '0') || '-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid AS documento, anno, numero, istante,
  to_char(istante AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS quando, md5(n::text) AS sale,
  'Richiesta numero ' || n || ' di permesso di costruire per lavori di manutenzione straordinaria' AS oggetto,
  'Cognome' || n % 4001 || ' Nome' || n % 401 AS nome, n % 1000 AS contenuto,
  encode(sha256((n % 1000)::text::bytea), 'hex') AS impronta, length((n % 1000)::text) AS byte,
  'Comune di Prova AOO ' || anno || '/' || lpad(numero::text, 7, '0') AS segnatura
FROM (SELECT n, anno, numero, date_trunc('milliseconds', make_timestamptz(anno, 1, 1, 8, 0, 0, 'Europe/Rome')
      + (numero - 1) * interval '300 days' / ($1 / 6 + 1)) AS istante
    FROM (SELECT n, anno, row_number() OVER (PARTITION BY anno ORDER BY n) AS numero
      FROM (SELECT n, (2021 + (n - 1) * 6::bigint / $1)::integer AS anno FROM generate_series(1, $1) n) y) z) x;
INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, segnatura, segnatura_dati,
    impronta_segnatura, token, operatore, unita_id)
SELECT s.id, ente, registro, s.anno, s.numero, s.istante, 'E', s.oggetto, 'digitale', s.segnatura, jsonb_build_object('anno', s.anno, 'numero', s.numero, 'flusso', 'E', 'diciture', '[]'::jsonb,
    'istante', s.quando, 'amministrazione', jsonb_build_object('codiceIpa', ipa), 'aoo', jsonb_build_object('codice', aoo), 'registro',
    jsonb_build_object('codice', codice)), s.impronta, 'misura-' || s.n,
    'Conti Paolo (operatore)', unita FROM seme s, suo;
INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti, mezzo, visibile_a, ricerca, nomi)
SELECT s.id, ente, registro, s.anno, s.numero, s.istante, 'E', s.oggetto, s.nome, 'pec', ARRAY[unita], '', '' FROM seme s, suo;
INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, dati)
SELECT ente, s.id, 'mittente', 1, 'PF', s.nome, jsonb_build_object('tipo', 'PF', 'nominativo', s.nome) FROM seme s, suo;
INSERT INTO documento (id, ente_id, impronta, nome_file, formato, formato_secondo, dimensione)
SELECT s.documento, ente, s.impronta, 'domanda.pdf', 'application/pdf', 'misura', s.byte FROM seme s, suo;
INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, documento_id, impronta, algoritmo, nome_file, formato, dimensione)
SELECT ente, s.id, 0, 'principale', s.documento, s.impronta, 'SHA-256', 'domanda.pdf', 'application/pdf', s.byte FROM seme s, suo;
INSERT INTO foglia (registro_id, posizione, ente_id, tipo, registrazione_id, istante, contenuto, impronta)
SELECT registro, s.n + 1, ente, 'registrazione', s.id, s.istante, c, sha256('\\x00'::bytea || convert_to(c, 'UTF8'))
FROM seme s, suo, LATERAL (SELECT '{"anno":' || s.anno || ',"aoo":"' || aoo || '","chiave_api_id":null,"data_arrivo":null,"destinatari":[],"diciture":[],"documenti":[{"algoritmo":"SHA-256","descrizione":null,"dimensione":' || s.byte || ',"formato":"application/pdf","impronta":"' || s.impronta
  || '","nome_file":"domanda.pdf","ordine":0,"ruolo":"principale","tipo":null}],"ente":"' || ipa || '","esemplare":null,"esemplare_unico":null,"facoltativi":{"allegatiDichiarati":null,"classificazione":null,"dataDocumento":null,"datiGiudiziari":false,"datiParticolari":false,"garaFinoA":null,"luogo":null,"mezzo":"pec","note":null,"numeroRaccomandata":null,"originali":[],"riservatezza":"ordinario","rpa":null,"unitaCompetente":null},"flusso":"E","formato":"tabularium.foglia/2","impronta_segnatura":"' || s.impronta
  || '","istante":"' || s.quando || '","mittenti":[{"nominativo":"' || s.nome || '","tipo":"PF"}],"numero":' || s.numero || ',"oggetto":"' || s.oggetto || '","operatore":"Conti Paolo (operatore)","perConoscenza":[],"posizione":' || s.n + 1
  || ',"protocollo_mittente_data":null,"protocollo_mittente_numero":null,"registro":"' || codice || '","sale":"' || s.sale || '","segnatura":"' || s.segnatura || '","supporto":"digitale","tipo":"registrazione","unita_id":"' || unita || '","utente_id":null}' AS c) x;
INSERT INTO contatore (registro_id, ente_id, anno, ultimo) SELECT registro, ente, s.anno, max(s.numero) FROM seme s, suo GROUP BY 1, 2, 3;
UPDATE registro_stato SET ultima_foglia = $1 + 1, ultimo_istante = (SELECT max(istante) FROM seme) FROM suo WHERE registro_id = registro;
DROP TABLE seme`;

/**
 * Fills the empty protocollo of the only ente with whole registrations and their leaves, and signs a head every `ogni` of them.
 *
 * @param url superuser's connection
 */
export async function riempiVerificabile(
  url: string,
  quante: number,
  ogni: number,
): Promise<{ enteId: string; registroId: string }> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query('BEGIN');
    const rifai = await senzaIndici(client, [
      'registrazione',
      'scheda',
      'corrispondente',
      'documento',
      'registrazione_documento',
      'foglia',
    ]);
    await client.query(RIGHE.replaceAll('$1', String(quante)));
    const esito = await firmaTeste(client, ogni);
    await rifai();
    await client.query('COMMIT');
    await client.query(
      'VACUUM ANALYZE registrazione, scheda, corrispondente, documento, registrazione_documento, foglia, testa, nodo_albero',
    );
    return esito;
  } finally {
    await client.end();
  }
}

async function firmaTeste(client: pg.Client, ogni: number): Promise<{ enteId: string; registroId: string }> {
  const { rows: suoi } = await client.query<{ ente: string; ipa: string; registro: string; codice: string }>(
    'SELECT * FROM suo',
  );
  const [suo] = suoi;
  if (!suo) throw new Error('nessun ente');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pubblica = publicKey.export({ format: 'der', type: 'spki' });
  const privata = privateKey.export({ format: 'der', type: 'pkcs8' });
  const impronta = hash('sha256', pubblica, 'hex');
  await client.query(
    `INSERT INTO chiave_firma (id, ente_id, progressivo, pubblica, impronta, privata) VALUES (gen_random_uuid(), $1, 1, $2, decode($3, 'hex'), 'v1.misura.')`,
    [suo.ente, pubblica, impronta],
  );
  const istante = '2020-12-31T10:00:00.000Z';
  const contenuto = `{"chiave":"${pubblica.toString('base64')}","ente":"${suo.ipa}","firma":null,"formato":"tabularium.foglia/1","impronta":"${impronta}","istante":"${istante}","operatore":"sistema","posizione":1,"precedente":null,"sale":"${'0'.repeat(32)}","tipo":"chiave"}`;
  await client.query(
    `INSERT INTO foglia (registro_id, posizione, ente_id, tipo, istante, contenuto, impronta)
     VALUES ($1, 1, $2, 'chiave', $3, $4, sha256('\\x00'::bytea || convert_to($4, 'UTF8')))`,
    [suo.registro, suo.ente, istante, contenuto],
  );
  const { rows } = await client.query<{ impronta: Buffer; istante: Date }>({
    text: 'SELECT impronta, istante FROM foglia WHERE registro_id = $1 ORDER BY posizione',
    values: [suo.registro],
  });
  const albero = new AlberoCrescente();
  const nodi: { livello: number; indice: number; impronta: string }[] = [];
  const teste: { dimensione: number; radice: string; istante: string; testo: string; firma: string }[] = [];
  for (const f of rows) {
    albero.aggiungi(f.impronta, (livello, indice, radice) => {
      if (livello === 8 || livello === 16) nodi.push({ livello, indice, impronta: radice.toString('hex') });
    });
    const dimensione = albero.dimensione;
    if (dimensione % ogni !== 0 && dimensione !== rows.length) continue;
    const radice = albero.radice();
    const testo = componiTesto({
      codiceIpa: suo.ipa,
      registro: suo.codice,
      dimensione,
      radice,
      istante: f.istante,
      improntaChiave: impronta,
    });
    const firma = Buffer.from(firmaTesto(privata, testo), 'base64').toString('hex');
    teste.push({
      dimensione,
      radice: radice.toString('hex'),
      istante: f.istante.toISOString(),
      testo,
      firma,
    });
  }
  await client.query(
    `INSERT INTO nodo_albero (registro_id, livello, indice, ente_id, impronta) SELECT $1, livello, indice, $2, decode(impronta, 'hex')
     FROM jsonb_to_recordset($3) x (livello smallint, indice bigint, impronta text)`,
    [suo.registro, suo.ente, JSON.stringify(nodi)],
  );
  await client.query(
    `INSERT INTO testa (registro_id, dimensione, ente_id, radice, istante, chiave_id, testo, firma)
     SELECT $1, dimensione, $2, decode(radice, 'hex'), istante, (SELECT id FROM chiave_firma LIMIT 1), testo, decode(firma, 'hex')
     FROM jsonb_to_recordset($3) x (dimensione bigint, radice text, istante timestamptz, testo text, firma text)`,
    [suo.registro, suo.ente, JSON.stringify(teste)],
  );
  return { enteId: suo.ente, registroId: suo.registro };
}
