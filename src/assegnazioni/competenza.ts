import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { scriviEvento } from '#numerazione';
import type { Tx } from '#platform/db';

type Unita = { codice: string; denominazione: string } | null;

/**
 * Moves the UU competente of a registration to another office or to none, with trace: old and new value, who, when, and a leaf of the
 * log (ASM-4, RN-33.4). It locks the register, so it comes before any assignment is locked: the order of who changes optional data.
 *
 * @param a id of the new unit; null: nobody is competent, until the UOP assigns again
 * @returns the instant of the change, or undefined when there is none
 */
export async function cambiaCompetente(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  registrazioneId: string,
  a: string | null,
): Promise<Date | undefined> {
  const leggi = async () => {
    const { rows } = await sql<{
      registro_id: string;
      anno: number;
      numero: number;
      id: string | null;
      prima: Unita;
      dopo: Unita;
    }>`
      SELECT s.registro_id, s.anno, s.numero, s.unita_competente_id AS id,
        CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('codice', u.codice, 'denominazione', u.denominazione) END AS prima,
        (SELECT jsonb_build_object('codice', n.codice, 'denominazione', n.denominazione) FROM unita n WHERE n.id = ${a}::uuid) AS dopo
      FROM scheda s LEFT JOIN unita u ON u.id = s.unita_competente_id WHERE s.registrazione_id = ${registrazioneId}`.execute(
      tx,
    );
    if (!rows[0]) throw new Error(`registrazione ${registrazioneId} senza scheda`);
    return rows[0];
  };
  const letta = await leggi();
  if (letta.id === a) return undefined;
  const istante = await scriviEvento(tx, ctx, adesso, { ...letta, id: registrazioneId }, 'variazione', {
    variazioni: [{ campo: 'unitaCompetente', prima: letta.prima, dopo: letta.dopo }],
  });
  await sql`
    UPDATE scheda SET unita_competente_id = ${a}, versione = versione + 1 WHERE registrazione_id = ${registrazioneId}`.execute(
    tx,
  );
  await tx
    .insertInto('variazione')
    .values({
      ente_id: ctx.ente.id,
      registrazione_id: registrazioneId,
      istante,
      campo: 'unitaCompetente',
      prima: JSON.stringify(letta.prima),
      dopo: JSON.stringify(letta.dopo),
      operatore: ctx.attore,
      utente_id: ctx.utenteId,
      unita_id: ctx.unita?.id ?? null,
    })
    .execute();
  return istante;
}
