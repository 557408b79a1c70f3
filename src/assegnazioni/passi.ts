import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

export type NomePasso =
  | 'presa-in-carico'
  | 'confermata'
  | 'smistata'
  | 'subassegnata'
  | 'rinviata'
  | 'rinvio-evaso'
  | 'archiviata'
  | 'riaperta'
  | 'revocata'
  | 'scadenza'
  | 'nota'
  | 'ritiro-autorizzato';

export type NuovoPasso = {
  assegnazione: string;
  registrazione: string;
  passo: NomePasso;
  motivo?: string | undefined;
  dettaglio?: Record<string, unknown>;
  /** Nobody did it by hand (RN-34.4). */
  sistema?: boolean;
  istante?: Date | undefined;
};

/** Steps of the history, with operator, office and instant (RN-33.6), in the transaction of what they tell. */
export async function scriviPassi(tx: Tx, ctx: Contesto, passi: readonly NuovoPasso[]): Promise<void> {
  if (passi.length === 0) return;
  await tx
    .insertInto('passo_assegnazione')
    .values(
      passi.map((p) => ({
        ente_id: ctx.ente.id,
        assegnazione_id: p.assegnazione,
        registrazione_id: p.registrazione,
        istante: p.istante ?? sql<Date>`istante_corrente()`,
        passo: p.passo,
        utente_id: p.sistema === true ? null : ctx.utenteId,
        operatore: p.sistema === true ? 'sistema' : ctx.attore,
        unita_id: ctx.unita?.id ?? null,
        per_conto_di: p.sistema === true ? null : (ctx.perConto?.nome ?? null),
        per_conto_utente_id: p.sistema === true ? null : (ctx.perConto?.utenteId ?? null),
        motivo: p.motivo ?? null,
        dettaglio: JSON.stringify(p.dettaglio ?? {}),
      })),
    )
    .execute();
}
