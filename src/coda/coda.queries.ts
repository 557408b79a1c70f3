import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import type { NuovaInCoda, StatoCoda } from './coda.schema.ts';

export type RigaCoda = {
  id: string;
  flusso: 'E' | 'U' | 'I';
  stato: StatoCoda;
  unita_id: string;
  unita_codice: string;
  unita_denominazione: string;
  operatore: string;
  sottoposta_il: Date;
  oggetto: string;
  richiesta: NuovaInCoda;
  classificazione: string | null;
  fascicolo_id: string | null;
  fascicolo: string | null;
  fascicolo_nome: string | null;
  tutti_gli_uffici: boolean | null;
  uffici_ammessi: string[] | null;
  fascicolo_chiuso: boolean | null;
  fascicolo_classe: string | null;
  fascicolo_identita: string | null;
  risposta: { registro: string; anno: number; numero: number; oggetto: string } | null;
  documenti: { id: string; nomeFile: string; formato: string; dimensione: number; impronta: string }[];
  busta_chiusa: boolean;
  consegnata_il: string | null;
  nota: string | null;
  conclusa_il: Date | null;
  conclusa_da: string | null;
  motivo: string | null;
  registrata: { registro: string; anno: number; numero: number } | null;
  categoria: string | null;
  versione: number;
};

/** Items of the queue that satisfy a condition on `c`. */
export async function trovaInCoda(
  tx: Tx,
  dove: RawBuilder<unknown>,
  ordine: RawBuilder<unknown> = sql`c.id`,
  limite = 1,
): Promise<RigaCoda[]> {
  const { rows } = await sql<RigaCoda>`
    SELECT c.id, c.flusso, c.stato, c.unita_id, u.codice AS unita_codice, u.denominazione AS unita_denominazione, c.operatore,
      c.sottoposta_il, c.oggetto, c.richiesta, c.classificazione, c.fascicolo_id, f.codice AS fascicolo,
      f.denominazione AS fascicolo_nome, f.tutti_gli_uffici, f.uffici_ammessi, f.chiuso_il IS NOT NULL AS fascicolo_chiuso,
      v.codice AS fascicolo_classe, v.identita AS fascicolo_identita,
      CASE WHEN ra.registrazione_id IS NOT NULL THEN jsonb_build_object('registro', rg.codice, 'anno', ra.anno, 'numero', ra.numero,
        'oggetto', ra.oggetto) END AS risposta,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'nomeFile', d.nome_file, 'formato', d.formato, 'dimensione', d.dimensione,
          'impronta', d.impronta) ORDER BY d.id::text <> c.richiesta ->> 'documentoPrincipale', d.caricato_il), '[]')
        FROM coda_documento cd JOIN documento d ON d.id = cd.documento_id WHERE cd.coda_id = c.id) AS documenti,
      c.busta_chiusa, c.consegnata_il, c.nota, c.conclusa_il, c.conclusa_da, c.motivo,
      CASE WHEN s.registrazione_id IS NOT NULL THEN jsonb_build_object('registro', g.codice, 'anno', s.anno, 'numero', s.numero) END
        AS registrata,
      k.denominazione AS categoria, c.versione
    FROM coda c
      JOIN unita u ON u.id = c.unita_id
      LEFT JOIN fascicolo f ON f.id = c.fascicolo_id
      LEFT JOIN voce_titolario v ON v.id = f.voce_titolario_id
      LEFT JOIN scheda ra ON ra.registrazione_id = c.risposta_a_id
      LEFT JOIN registro rg ON rg.id = ra.registro_id
      LEFT JOIN scheda s ON s.registrazione_id = c.registrazione_id
      LEFT JOIN registro g ON g.id = s.registro_id
      LEFT JOIN esclusione e ON e.id = c.esclusione_id
      LEFT JOIN categoria_esclusa k ON k.id = e.categoria_id
    WHERE ${dove} ORDER BY ${ordine} LIMIT ${limite}`.execute(tx);
  return rows;
}

/** One item, locked until the transaction ends. */
export async function bloccaInCoda(tx: Tx, id: string): Promise<RigaCoda | undefined> {
  await sql`SELECT FROM coda WHERE id = ${id} FOR UPDATE`.execute(tx);
  return (await trovaInCoda(tx, sql`c.id = ${id}`))[0];
}
