import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { MILLESIMI, type FogliaLetta } from './righe.ts';

const ISTANTE = (colonna: string) =>
  sql`to_char(${sql.ref(colonna)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The leaves after `da` up to `a`, each with what the database thinks of it: `concorde` when it is of a registration that nothing has
 * changed since and every row says what the leaf says. It errs on the safe side: whatever is not plainly so is compared datum by
 * datum (`leggiBrano`), which also says what is wrong. This spares most of a register the journey of all its rows.
 */
export async function leggiFoglie(
  tx: Tx,
  registroId: string,
  da: number,
  a: number,
): Promise<(FogliaLetta & { concorde: boolean })[]> {
  const { rows } = await sql<FogliaLetta & { concorde: boolean }>`
    SELECT f.posizione, f.tipo, ${MILLESIMI('f.istante')} AS istante, f.contenuto, f.impronta, f.registrazione_id,
      coalesce(f.tipo = 'registrazione' AND r.istante = f.istante AND r.registro_id = f.registro_id
        AND j - ARRAY['sale', 'formato', 'posizione', 'tipo', 'ente', 'aoo', 'registro', 'facoltativi'] = jsonb_build_object(
          'anno', r.anno, 'numero', r.numero, 'istante', ${ISTANTE('r.istante')}, 'flusso', r.flusso, 'oggetto', r.oggetto,
          'supporto', r.supporto, 'esemplare', r.esemplare, 'esemplare_unico', r.esemplare_unico,
          'protocollo_mittente_numero', r.protocollo_mittente_numero, 'protocollo_mittente_data', r.protocollo_mittente_data,
          'data_arrivo', ${ISTANTE('r.data_arrivo')}, 'diciture', to_jsonb(r.diciture), 'segnatura', r.segnatura,
          'impronta_segnatura', r.impronta_segnatura, 'utente_id', r.utente_id, 'chiave_api_id', r.chiave_api_id,
          'operatore', r.operatore, 'unita_id', r.unita_id, 'mittenti', c.mittenti, 'destinatari', c.destinatari,
          'perConoscenza', c.conoscenza, 'documenti', d.documenti)
        AND c.concordi AND d.conservati AND NOT s.annullata AND NOT s.rettificata
        AND (s.anno, s.numero, s.istante, s.flusso, s.registro_id, s.oggetto) = (r.anno, r.numero, r.istante, r.flusso, r.registro_id, r.oggetto)
        AND s.corrispondenti = array_to_string(c.nomi[1:3], '; ') || CASE WHEN cardinality(c.nomi) <= 3 THEN ''
          WHEN cardinality(c.nomi) = 4 THEN ' e un altro' ELSE ' e altri ' || cardinality(c.nomi) - 3 END
        AND s.numero_allegati = d.allegati AND s.gara_fino_a IS NULL
        AND (j -> 'facoltativi') - ARRAY['classificazione', 'unitaCompetente'] = jsonb_build_object('mezzo', s.mezzo,
          'numeroRaccomandata', s.numero_raccomandata, 'luogo', s.luogo, 'rpa', s.rpa, 'note', s.note, 'dataDocumento', s.data_documento,
          'allegatiDichiarati', s.allegati_dichiarati, 'originali', s.originali, 'riservatezza', s.riservatezza,
          'datiParticolari', s.dati_particolari, 'datiGiudiziari', s.dati_giudiziari, 'garaFinoA', NULL)
        AND j #>> '{facoltativi,classificazione,codice}' IS NOT DISTINCT FROM v.codice
        AND j #>> '{facoltativi,unitaCompetente,codice}' IS NOT DISTINCT FROM u.codice
        AND NOT EXISTS (SELECT FROM variazione x WHERE x.registrazione_id = r.id)
        AND NOT EXISTS (SELECT FROM rettifica x WHERE x.registrazione_id = r.id)
        AND NOT EXISTS (SELECT FROM annullamento x WHERE x.registrazione_id = r.id), false) AS concorde
    FROM foglia f CROSS JOIN LATERAL (SELECT in_jsonb(f.contenuto) AS j OFFSET 0) k
      LEFT JOIN registrazione r ON r.id = f.registrazione_id AND f.tipo = 'registrazione'
      LEFT JOIN scheda s ON s.registrazione_id = r.id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id LEFT JOIN unita u ON u.id = s.unita_competente_id
      LEFT JOIN LATERAL (SELECT
          coalesce(jsonb_agg(x.dati ORDER BY x.ordine) FILTER (WHERE x.ruolo = 'mittente'), '[]') AS mittenti,
          coalesce(jsonb_agg(x.dati ORDER BY x.ordine) FILTER (WHERE x.ruolo = 'destinatario'), '[]') AS destinatari,
          coalesce(jsonb_agg(x.dati ORDER BY x.ordine) FILTER (WHERE x.ruolo = 'conoscenza'), '[]') AS conoscenza,
          coalesce(array_agg(x.nominativo ORDER BY x.ordine)
            FILTER (WHERE x.ruolo = CASE r.flusso WHEN 'E' THEN 'mittente' ELSE 'destinatario' END), '{}') AS nomi,
          coalesce(bool_and(x.edizione = 0 AND x.nominativo = x.dati ->> 'nominativo' AND x.tipo = x.dati ->> 'tipo'
            AND x.codice_fiscale IS NOT DISTINCT FROM upper(x.dati ->> 'codiceFiscale')), true) AS concordi
        FROM corrispondente x WHERE x.registrazione_id = r.id) c ON r.id IS NOT NULL
      LEFT JOIN LATERAL (SELECT
          coalesce(jsonb_agg(jsonb_build_object('ordine', x.ordine, 'ruolo', x.ruolo, 'descrizione', x.descrizione, 'tipo', x.tipo,
            'impronta', x.impronta, 'algoritmo', x.algoritmo, 'nome_file', x.nome_file, 'formato', x.formato,
            'dimensione', x.dimensione) ORDER BY x.ordine), '[]') AS documenti,
          coalesce(bool_and(x.documento_id IS NULL OR o.impronta IS NOT DISTINCT FROM x.impronta), true) AS conservati,
          count(*) FILTER (WHERE x.ruolo = 'allegato') AS allegati
        FROM registrazione_documento x LEFT JOIN documento o ON o.id = x.documento_id WHERE x.registrazione_id = r.id) d ON r.id IS NOT NULL
    WHERE f.registro_id = ${registroId} AND f.posizione > ${da} AND f.posizione <= ${a} ORDER BY f.posizione`.execute(
    tx,
  );
  return rows;
}
