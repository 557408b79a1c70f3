import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { bloccaAssegnazione } from './assegnazioni.queries.ts';
import { chiudiSubassegnazioni, scriviEsito } from './comando.ts';
import { scriviAssegnazioni } from './scrivi-assegnazioni.ts';

async function revocaDove(
  tx: Tx,
  ctx: Contesto,
  registrazioneId: string,
  dove: RawBuilder<unknown>,
  motivo: string,
  istante: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM assegnazione a WHERE registrazione_id = ${registrazioneId} AND NOT subassegnata
      AND stato IN ('assegnata', 'smistata', 'in-carico') AND ${dove}`.execute(tx);
  for (const { id } of rows) {
    const a = await bloccaAssegnazione(tx, id);
    if (!a || !['assegnata', 'smistata', 'in-carico'].includes(a.stato)) continue;
    await scriviEsito(tx, ctx, a, { stato: 'revocata', conclusa_il: istante }, [
      { passo: 'revocata', istante, motivo },
    ]);
    await chiudiSubassegnazioni(tx, ctx, a, 'revocata', motivo, istante);
  }
}

/** An office that becomes competent no longer has the document per conoscenza: it has it once. */
export async function lasciaConoscenza(
  tx: Tx,
  ctx: Contesto,
  registrazioneId: string,
  unitaId: string,
  istante: Date,
): Promise<void> {
  const sua = sql`a.titolo = 'conoscenza' AND a.unita_id = ${unitaId}`;
  await revocaDove(tx, ctx, registrazioneId, sua, 'Ora l’ufficio ha il documento per competenza', istante);
}

/**
 * The UU competente was changed among the data of a registration: the assignment of the former ends, that of the new one begins and is
 * sent. The change itself, with its leaf, is written by who asks (ASM-4).
 *
 * @param unitaId null: nobody is competent
 */
export async function riassegnaCompetenza(
  tx: Tx,
  ctx: Contesto,
  registrazioneId: string,
  unitaId: string | null,
  istante: Date,
): Promise<void> {
  await revocaDove(
    tx,
    ctx,
    registrazioneId,
    sql`a.titolo = 'competenza'`,
    'Cambiato l’ufficio competente',
    istante,
  );
  if (unitaId === null) return;
  await lasciaConoscenza(tx, ctx, registrazioneId, unitaId, istante);
  await scriviAssegnazioni(tx, [
    {
      ctx,
      registrazione: registrazioneId,
      unita: unitaId,
      utente: null,
      titolo: 'competenza',
      nota: null,
      scadenza: null,
      istante,
      smista: true,
    },
  ]);
}
