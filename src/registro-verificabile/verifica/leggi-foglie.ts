import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { MILLESIMI, type Accordo, type FogliaLetta } from './righe.ts';

/** Of which log: with it the database knows what each leaf says of its register. */
export type LogLetto = { id: string; codice: string; ipa: string; aoo: string };

const ISTANTE = (colonna: string) =>
  sql`to_char(${sql.ref(colonna)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/* What to_json writes of a text is what RFC 8785 asks. */
const J = (valore: RawBuilder<unknown>) => sql`coalesce(to_json(${valore})::text, 'null')`;
/* Of what never needs an escape. */
const T = (valore: RawBuilder<unknown>) => sql`coalesce('"' || ${valore} || '"', 'null')`;
const N = (valore: RawBuilder<unknown>) => sql`coalesce(${valore}::text, 'null')`;
const CODIFICATO = (chi: string) =>
  sql.raw(
    `CASE WHEN ${chi}.id IS NULL THEN 'null' ELSE concat('{"codice":', to_json(${chi}.codice), ',"denominazione":', to_json(${chi}.denominazione), '}') END`,
  );

/* Members in order of name, that of RFC 8785; what is the same in each leaf is written once, here. */
const RISCRITTA = ({ ipa, aoo, codice }: LogLetto) => sql`concat(
  '{"anno":', r.anno, ',"aoo":', ${JSON.stringify(aoo)}::text, ',"chiave_api_id":', ${T(sql`r.chiave_api_id`)}, ',"data_arrivo":', ${T(ISTANTE('r.data_arrivo'))},
  ',"destinatari":', c.destinatari, ',"diciture":', array_to_json(r.diciture), ',"documenti":', d.documenti, ',"ente":', ${JSON.stringify(ipa)}::text,
  ',"esemplare":', ${J(sql`r.esemplare`)}, ',"esemplare_unico":', ${N(sql`r.esemplare_unico`)},
  ',"facoltativi":{"allegatiDichiarati":', ${N(sql`s.allegati_dichiarati`)}, ',"classificazione":', ${CODIFICATO('v')},
  ',"dataDocumento":', ${T(sql`s.data_documento`)}, ',"datiGiudiziari":', ${N(sql`s.dati_giudiziari`)}, ',"datiParticolari":', ${N(sql`s.dati_particolari`)},
  ',"garaFinoA":null,"luogo":', ${J(sql`s.luogo`)}, ',"mezzo":', ${J(sql`s.mezzo`)}, ',"note":', ${J(sql`s.note`)},
  ',"numeroRaccomandata":', ${J(sql`s.numero_raccomandata`)}, ',"originali":', ${N(sql`s.originali`)}, ',"riservatezza":', ${J(sql`s.riservatezza`)},
  ',"rpa":', ${J(sql`s.rpa`)}, ',"unitaCompetente":', ${CODIFICATO('u')}, '},"flusso":', ${J(sql`r.flusso`)},
  ',"formato":"tabularium.foglia/2","impronta_segnatura":', ${J(sql`r.impronta_segnatura`)}, ',"istante":', ${T(ISTANTE('r.istante'))},
  ',"mittenti":', c.mittenti, ',"numero":', r.numero, ',"oggetto":', ${J(sql`r.oggetto`)}, ',"operatore":', ${J(sql`r.operatore`)},
  ',"perConoscenza":', c.conoscenza, ',"posizione":', f.posizione, ',"protocollo_mittente_data":', ${T(sql`r.protocollo_mittente_data`)},
  ',"protocollo_mittente_numero":', ${J(sql`r.protocollo_mittente_numero`)}, ',"registro":', ${JSON.stringify(codice)}::text,
  ',"sale":', to_json(substr(f.contenuto, strpos(f.contenuto, '"sale":"') + 8, 32)), ',"segnatura":', ${J(sql`r.segnatura`)},
  ',"supporto":', ${J(sql`r.supporto`)}, ',"tipo":"registrazione","unita_id":', ${T(sql`r.unita_id`)}, ',"utente_id":', ${T(sql`r.utente_id`)}, '}')`;

const DATI = (ruolo: string) =>
  sql`coalesce(jsonb_agg(x.dati ORDER BY x.ordine) FILTER (WHERE x.ruolo = ${sql.lit(ruolo)}), '[]')`;

/* The same datum by datum, whatever the names of class and office were and whatever the format. */
const STESSI_DATI = sql`(SELECT
  j - ARRAY['sale', 'formato', 'posizione', 'tipo', 'ente', 'aoo', 'registro', 'facoltativi'] = jsonb_build_object(
    'anno', r.anno, 'numero', r.numero, 'istante', ${ISTANTE('r.istante')}, 'flusso', r.flusso, 'oggetto', r.oggetto,
    'supporto', r.supporto, 'esemplare', r.esemplare, 'esemplare_unico', r.esemplare_unico,
    'protocollo_mittente_numero', r.protocollo_mittente_numero, 'protocollo_mittente_data', r.protocollo_mittente_data,
    'data_arrivo', ${ISTANTE('r.data_arrivo')}, 'diciture', to_jsonb(r.diciture), 'segnatura', r.segnatura,
    'impronta_segnatura', r.impronta_segnatura, 'utente_id', r.utente_id, 'chiave_api_id', r.chiave_api_id,
    'operatore', r.operatore, 'unita_id', r.unita_id, 'documenti', d.documenti::jsonb) || (SELECT jsonb_build_object(
      'mittenti', ${DATI('mittente')}, 'destinatari', ${DATI('destinatario')}, 'perConoscenza', ${DATI('conoscenza')})
      FROM corrispondente x WHERE x.registrazione_id = r.id)
  AND (j -> 'facoltativi') - ARRAY['classificazione', 'unitaCompetente'] = jsonb_build_object('mezzo', s.mezzo,
    'numeroRaccomandata', s.numero_raccomandata, 'luogo', s.luogo, 'rpa', s.rpa, 'note', s.note, 'dataDocumento', s.data_documento,
    'allegatiDichiarati', s.allegati_dichiarati, 'originali', s.originali, 'riservatezza', s.riservatezza,
    'datiParticolari', s.dati_particolari, 'datiGiudiziari', s.dati_giudiziari, 'garaFinoA', NULL)
  AND j #>> '{facoltativi,classificazione,codice}' IS NOT DISTINCT FROM v.codice
  AND j #>> '{facoltativi,unitaCompetente,codice}' IS NOT DISTINCT FROM u.codice
  FROM (SELECT in_jsonb(f.contenuto) AS j OFFSET 0) k)`;

/* What no leaf says twice: the scheda is of this registration and as it was then, and nothing came after. */
const INTATTA = sql`r.istante = f.istante AND r.registro_id = f.registro_id
  AND c.concordi AND d.conservati AND NOT s.annullata AND NOT s.rettificata
  AND (s.anno, s.numero, s.istante, s.flusso, s.registro_id, s.oggetto) = (r.anno, r.numero, r.istante, r.flusso, r.registro_id, r.oggetto)
  AND s.corrispondenti = array_to_string(c.nomi[1:3], '; ') || CASE WHEN cardinality(c.nomi) <= 3 THEN ''
    WHEN cardinality(c.nomi) = 4 THEN ' e un altro' ELSE ' e altri ' || cardinality(c.nomi) - 3 END
  AND s.numero_allegati = d.allegati AND s.gara_fino_a IS NULL
  AND NOT EXISTS (SELECT FROM variazione x WHERE x.registrazione_id = r.id)
  AND NOT EXISTS (SELECT FROM rettifica x WHERE x.registrazione_id = r.id)
  AND NOT EXISTS (SELECT FROM annullamento x WHERE x.registrazione_id = r.id)`;

/* In the order of RFC 8785. What is nested comes with blanks, and what has another name at the end: neither is the same text. */
const DEL_CORRISPONDENTE = [
  'codiceAoo', 'codiceFiscale', 'codiceIpa', 'codiceUo', 'cognome', 'denominazione', 'indirizziDigitali', 'indirizzo', 'nazione', 'nome',
  'nominativo', 'partitaIva', 'telefono', 'tipo', 'ufficio',
]; // prettier-ignore
const CANONICO = sql.raw(
  `concat('{', substr(concat(${DEL_CORRISPONDENTE.map((k) => `',"${k}":' || (x.dati -> '${k}')::text`).join(', ')}), 2), '}',
    nullif((x.dati - '{${DEL_CORRISPONDENTE.join(',')}}'::text[])::text, '{}'))`,
);
const ELENCO = (ruolo: string) =>
  sql`'[' || coalesce(string_agg(${CANONICO}, ',' ORDER BY x.ordine) FILTER (WHERE x.ruolo = ${sql.lit(ruolo)}), '') || ']'`;

/** The leaves after `da` up to `a`, each with what the database thinks of it: this spares most of a register the journey of all its rows. */
export async function leggiFoglie(tx: Tx, log: LogLetto, da: number, a: number): Promise<FogliaLetta[]> {
  const accordo: RawBuilder<Accordo> = sql`CASE WHEN f.tipo = 'registrazione' AND ${INTATTA} THEN
    CASE WHEN f.contenuto = ${RISCRITTA(log)} AND f.impronta = sha256('\\x00'::bytea || convert_to(f.contenuto, 'UTF8')) THEN 'testo'
      WHEN ${STESSI_DATI} THEN 'dati' END END`;
  const { rows } = await sql<FogliaLetta>`
    SELECT posizione, tipo, istante, CASE WHEN accordo IS DISTINCT FROM 'testo' THEN contenuto END AS contenuto, impronta,
      CASE WHEN accordo IS DISTINCT FROM 'testo' THEN registrazione_id END AS registrazione_id, accordo
    FROM (SELECT f.posizione, f.tipo, ${MILLESIMI('f.istante')} AS istante, f.contenuto, f.impronta, f.registrazione_id, ${accordo} AS accordo
    FROM foglia f LEFT JOIN registrazione r ON r.id = f.registrazione_id AND f.tipo = 'registrazione'
      LEFT JOIN scheda s ON s.registrazione_id = r.id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id LEFT JOIN unita u ON u.id = s.unita_competente_id
      LEFT JOIN LATERAL (SELECT ${ELENCO('mittente')} AS mittenti, ${ELENCO('destinatario')} AS destinatari, ${ELENCO('conoscenza')} AS conoscenza,
          coalesce(array_agg(x.nominativo ORDER BY x.ordine)
            FILTER (WHERE x.ruolo = CASE r.flusso WHEN 'E' THEN 'mittente' ELSE 'destinatario' END), '{}') AS nomi,
          coalesce(bool_and(x.edizione = 0 AND x.nominativo = x.dati ->> 'nominativo' AND x.tipo = x.dati ->> 'tipo'
            AND x.codice_fiscale IS NOT DISTINCT FROM upper(x.dati ->> 'codiceFiscale')), true) AS concordi
        FROM corrispondente x WHERE x.registrazione_id = r.id) c ON r.id IS NOT NULL
      LEFT JOIN LATERAL (SELECT
          '[' || coalesce(string_agg(concat('{"algoritmo":', ${J(sql`x.algoritmo`)}, ',"descrizione":', ${J(sql`x.descrizione`)},
            ',"dimensione":', ${N(sql`x.dimensione`)}, ',"formato":', ${J(sql`x.formato`)}, ',"impronta":', ${J(sql`x.impronta`)},
            ',"nome_file":', ${J(sql`x.nome_file`)}, ',"ordine":', x.ordine, ',"ruolo":', ${J(sql`x.ruolo`)}, ',"tipo":', ${J(sql`x.tipo`)}, '}'),
            ',' ORDER BY x.ordine), '') || ']' AS documenti,
          coalesce(bool_and(x.documento_id IS NULL OR o.impronta IS NOT DISTINCT FROM x.impronta), true) AS conservati,
          count(*) FILTER (WHERE x.ruolo = 'allegato') AS allegati
        FROM registrazione_documento x LEFT JOIN documento o ON o.id = x.documento_id WHERE x.registrazione_id = r.id) d ON r.id IS NOT NULL
    WHERE f.registro_id = ${log.id} AND f.posizione > ${da} AND f.posizione <= ${a} OFFSET 0) l ORDER BY posizione`.execute(
    tx,
  );
  return rows;
}
