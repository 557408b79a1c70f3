import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inLettura, type Db, type Tx } from '#platform/db';
import { apribile } from './accesso.ts';

/** A fascicolo named by a request of registration, as the rules need it. */
export type FascicoloNominato = {
  id: string;
  numero: string;
  chiuso: boolean;
  classificazione: string;
  /** Whether the class asked for is the fascicolo's own, whatever the version of the titolario. */
  stessaClasse: boolean;
};

/**
 * The fascicoli with these numbers that are open to the asker's office; those that are not, are not in the answer.
 *
 * @param classificazione code of the class the document is given
 */
export async function trovaNominati(
  db: Db,
  ctx: Contesto,
  numeri: readonly string[],
  classificazione: string | undefined,
): Promise<FascicoloNominato[]> {
  if (numeri.length === 0) return [];
  return await inLettura(db, ctx.ente.id, async (tx) => {
    const { rows } = await sql<FascicoloNominato>`
      SELECT f.id, f.codice AS numero, f.chiuso_il IS NOT NULL AS chiuso, v.codice AS classificazione,
        coalesce(v.identita = (SELECT d.identita FROM voce_titolario d
          WHERE d.titolario_id = titolario_al(oggi_a_roma()) AND d.codice = ${classificazione ?? null}), false) AS "stessaClasse"
      FROM fascicolo f JOIN voce_titolario v ON v.id = f.voce_titolario_id
      WHERE f.codice = ANY (${numeri}::text[]) AND ${apribile(ctx)}`.execute(tx);
    return rows;
  });
}

/** A registration about to be filed where it is written. */
export type DaFascicolare = { registrazioneId: string; fascicoli: readonly string[]; ctx: Contesto };

/**
 * Files registrations in the transaction that numbers them (RN-42b.3, RN-42b.4). What the UOP files so is moved only through a
 * report (AMB-09).
 *
 * @throws database errors `TB009` a fascicolo was closed meanwhile
 */
export async function fascicolaRegistrati(tx: Tx, elenco: readonly DaFascicolare[]): Promise<void> {
  const righe = elenco.flatMap(({ registrazioneId, fascicoli, ctx }) =>
    fascicoli.map((fascicolo) => ({
      ente: ctx.ente.id,
      fascicolo,
      registrazione: registrazioneId,
      operatore: ctx.attore,
      utente: ctx.utenteId,
      chiave: ctx.chiaveApiId,
      unita: ctx.unita?.id ?? null,
      protocollo: ctx.unita?.uop ?? false,
    })),
  );
  if (righe.length === 0) return;
  await sql`
    INSERT INTO fascicolazione (ente_id, fascicolo_id, registrazione_id, operatore, utente_id, chiave_api_id, unita_id, dal_protocollo)
    SELECT r.ente, r.fascicolo, r.registrazione, r.operatore, r.utente, r.chiave, r.unita, r.protocollo
    FROM jsonb_to_recordset(${JSON.stringify(righe)}) AS r (ente uuid, fascicolo uuid, registrazione uuid, operatore text, utente uuid,
      chiave uuid, unita uuid, protocollo boolean)
    ORDER BY r.fascicolo`.execute(tx);
}
