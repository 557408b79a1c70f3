import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, nonValido } from './registrazione.errors.ts';
import { trovaRegistrazione } from './registrazione.queries.ts';
import type { TipoCollegamento } from './registrazione.schema.ts';

/** Links two registrations after the fact (RN-55.1d); the link is seen from both. The other may be of another register. */
export async function collega(
  tx: Tx,
  ctx: Contesto,
  chiave: { registro: string; anno: number; numero: number },
  altra: { tipo: TipoCollegamento; registro?: string; anno: number; numero: number },
): Promise<void> {
  const questa = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  const quella = await trovaRegistrazione(
    tx,
    ctx,
    altra.registro ?? chiave.registro,
    altra.anno,
    altra.numero,
  );
  if (questa.id === quella.id)
    throw nonValido('collegamento-a-se-stessa', 'numero', 'Una registrazione non si collega a se stessa.');
  await tx
    .insertInto('collegamento')
    .values({
      ente_id: ctx.ente.id,
      registrazione_id: questa.id,
      altra_id: quella.id,
      tipo: altra.tipo,
      creato_da: ctx.attore,
    })
    .execute()
    .catch((errore: unknown) => {
      if (sqlstate(errore) === '23505')
        throw conflitto('gia-collegate', 'Le due registrazioni sono già collegate in questo modo.');
      if (sqlstate(errore) === 'TB007')
        throw nonValido(
          'collegamento-particolare',
          'tipo',
          'Questo collegamento unisce ciò che è a protocollo, pervenuto per raccomandata, al suo repertorio.',
        );
      throw errore;
    });
  await traccia(
    tx,
    ctx,
    'registrazione.collegata',
    { tipo: 'registrazione', id: questa.id },
    { a: quella.id, tipo: altra.tipo },
  );
}
