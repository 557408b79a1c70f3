import { sql, type RawBuilder } from 'kysely';
import { perChiunque } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { StatoAssegnazione } from './assegnazioni.schema.ts';

/** An assignment with what is shown of its document. */
export type RigaAssegnazione = {
  id: string;
  registrazione_id: string;
  registro_id: string;
  registro: string;
  anno: number;
  progressivo: number;
  registrata_il: Date;
  flusso: string;
  supporto: string;
  oggetto: string;
  corrispondenti: string;
  classificazione: string | null;
  annullata: boolean;
  registrata_da_unita: string;
  unita_id: string;
  unita_codice: string;
  unita_denominazione: string;
  utente_id: string | null;
  persona: string | null;
  titolo: 'competenza' | 'conoscenza';
  stato: StatoAssegnazione;
  subassegnata: boolean;
  origine_id: string | null;
  da_unita_id: string | null;
  nota: string | null;
  scadenza: string | null;
  assegnata_il: Date;
  assegnata_da_nome: string;
  smistata_il: Date | null;
  in_carico_il: Date | null;
  confermata_il: Date | null;
  conclusa_il: Date | null;
  rinvio_motivo: string | null;
  busta_chiusa: boolean;
  rinvio_evaso_il: Date | null;
  ritiro_autorizzato_il: Date | null;
  ritiro_autorizzato_da: string | null;
  ritiro_motivo: string | null;
  versione: number;
};

/** The rows that satisfy a condition on `a` (assegnazione) and `s` (scheda). */
export async function trovaAssegnazioni(
  tx: Tx,
  dove: RawBuilder<unknown>,
  ordine: RawBuilder<unknown> = sql`a.assegnata_il, a.id`,
  limite = 1000,
): Promise<RigaAssegnazione[]> {
  const { rows } = await sql<RigaAssegnazione>`
    SELECT a.id, a.registrazione_id, s.registro_id, g.codice AS registro, s.anno, s.numero AS progressivo, s.istante AS registrata_il,
      s.flusso, r.supporto, ${perChiunque('s', 'oggetto')} AS oggetto,
      ${perChiunque('s', 'corrispondenti')} AS corrispondenti, v.codice AS classificazione, s.annullata, r.unita_id AS registrata_da_unita,
      a.unita_id, u.codice AS unita_codice, u.denominazione AS unita_denominazione, a.utente_id,
      CASE WHEN p.id IS NOT NULL THEN p.cognome || ' ' || p.nome END AS persona, a.titolo, a.stato, a.subassegnata, a.origine_id,
      a.da_unita_id, a.nota, a.scadenza, a.assegnata_il, a.assegnata_da_nome, a.smistata_il, a.in_carico_il, a.confermata_il,
      a.conclusa_il, a.rinvio_motivo, a.busta_chiusa, a.rinvio_evaso_il, a.ritiro_autorizzato_il, a.ritiro_autorizzato_da,
      a.ritiro_motivo, a.versione
    FROM assegnazione a
      JOIN scheda s ON s.registrazione_id = a.registrazione_id
      JOIN registrazione r ON r.id = a.registrazione_id
      JOIN registro g ON g.id = s.registro_id
      JOIN unita u ON u.id = a.unita_id
      LEFT JOIN utente p ON p.id = a.utente_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
    WHERE ${dove} ORDER BY ${ordine} LIMIT ${limite}`.execute(tx);
  return rows;
}

/**
 * One assignment, locked until the transaction ends: who comes second sees what the first one did. Its scheda first, as whoever changes
 * optional data does: each change of state also says there who may see the document.
 */
export async function bloccaAssegnazione(tx: Tx, id: string): Promise<RigaAssegnazione | undefined> {
  await sql`SELECT FROM scheda WHERE registrazione_id = (SELECT registrazione_id FROM assegnazione WHERE id = ${id})
    FOR NO KEY UPDATE`.execute(tx);
  await sql`SELECT FROM assegnazione WHERE id = ${id} FOR UPDATE`.execute(tx);
  return (await trovaAssegnazioni(tx, sql`a.id = ${id}`))[0];
}

/** The registration an assignment is made of. */
export type Assegnabile = {
  id: string;
  registro_id: string;
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  annullata: boolean;
  unita_id: string;
  unita_competente_id: string | null;
};

export async function trovaAssegnabile(
  tx: Tx,
  { registro, anno, numero }: { registro: string; anno: number; numero: number },
): Promise<Assegnabile | undefined> {
  const { rows } = await sql<Assegnabile>`
    SELECT s.registrazione_id AS id, s.registro_id, g.codice AS registro, s.anno, s.numero, s.istante, s.annullata, r.unita_id,
      s.unita_competente_id
    FROM registro g JOIN scheda s ON s.registro_id = g.id JOIN registrazione r ON r.id = s.registrazione_id
    WHERE g.codice = ${registro} AND s.anno = ${anno} AND s.numero = ${numero}`.execute(tx);
  return rows[0];
}
