import { isDeepStrictEqual } from 'node:util';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { applicaProvvedimento } from './applica-provvedimento.ts';
import { conflitto, nonValido } from './registrazione.errors.ts';
import { trovaRegistrazione } from './registrazione.queries.ts';
import type { CampoRettificabile } from './registrazione.schema.ts';
import { valoreInVigore } from './valore-in-vigore.ts';
import { leggiValoreRettifica } from './valore-rettifica.ts';

export type Domanda =
  | { tipo: 'annullamento'; motivazione: string; atto?: { numero: string; data: string } }
  | { tipo: 'rettifica'; motivazione: string; campo: CampoRettificabile; valore: unknown };

const MOTIVAZIONE_MINIMA = 10;

/**
 * Asks, with a reasoned note, to annul a registration or to change one of its immutable data (RN-57.1). Who may
 * authorise (RSP or delegate) authorises by asking (RN-57.1-2): the effect is then in the same transaction; an
 * annullamento wants number and date of the act all the same (RN-57.1-3).
 *
 * @returns id of the request
 */
export async function chiediProvvedimento(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  chiave: { registro: string; anno: number; numero: number },
  domanda: Domanda,
): Promise<string> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  if (r.annullata) throw conflitto('annullata', 'La registrazione è già annullata.');
  if (domanda.motivazione.trim().length < MOTIVAZIONE_MINIMA) {
    throw nonValido(
      'motivazione-mancante',
      'motivazione',
      `La richiesta va motivata (almeno ${MOTIVAZIONE_MINIMA} caratteri).`,
    );
  }
  const valore =
    domanda.tipo === 'rettifica' ? leggiValoreRettifica(domanda.campo, r.flusso, domanda.valore) : null;
  if (domanda.tipo === 'rettifica' && isDeepStrictEqual(await valoreInVigore(tx, r, domanda.campo), valore)) {
    throw nonValido('valore-uguale', 'valore', 'Il nuovo valore è uguale a quello in vigore.');
  }
  const atto = domanda.tipo === 'annullamento' ? domanda.atto : undefined;
  const richiesta = await tx
    .insertInto('richiesta')
    .values({
      ente_id: ctx.ente.id,
      registrazione_id: r.id,
      tipo: domanda.tipo,
      campo: domanda.tipo === 'rettifica' ? domanda.campo : null,
      valore: domanda.tipo === 'rettifica' ? JSON.stringify(valore) : null,
      motivazione: domanda.motivazione,
      atto_numero: atto?.numero ?? null,
      atto_data: atto?.data ?? null,
      richiesta_da: ctx.utenteId,
      richiesta_da_nome: ctx.attore,
      unita_id: ctx.unita?.id ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      if (sqlstate(errore) === '23505')
        throw conflitto('richiesta-aperta', 'C’è già una richiesta uguale in attesa di decisione.');
      throw errore;
    });
  await traccia(
    tx,
    ctx,
    `${domanda.tipo}.richiesto`,
    { tipo: 'registrazione', id: r.id },
    { richiesta: richiesta.id },
  );
  if (ctx.permessi.has('provvedimento.autorizza'))
    await applicaProvvedimento(tx, ctx, adesso, richiesta, { atto, motivo: null });
  return richiesta.id;
}
