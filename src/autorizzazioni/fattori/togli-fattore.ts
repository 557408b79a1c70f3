import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';
import { passoMancante } from '../sessioni/apri-sessione.ts';
import { rinnovaCodici } from './codici-recupero.ts';
import { richiediProvaRecente } from './prova-recente.ts';
import { prendiFattori } from './tentativi-fattore.ts';

/**
 * Takes away the app, or one passkey, of who asks. With the last factor the recovery codes go too.
 *
 * @throws Rifiuto `secondo-fattore.obbligatorio` for the last one of who must have one; `sessione.prova-richiesta`;
 *   `secondo-fattore.assente`
 */
export async function togliFattore(
  tx: Tx,
  ctx: Contesto,
  credenziale: Credenziale,
  quale: { tipo: 'totp' } | { tipo: 'passkey'; id: string },
): Promise<void> {
  const utenteId = ctx.soggetto.id;
  await prendiFattori(tx, ctx);
  await richiediProvaRecente(tx, credenziale);
  const tolto =
    quale.tipo === 'totp'
      ? await tx
          .deleteFrom('fattore_totp')
          .where('utente_id', '=', utenteId)
          .where('confermato_il', 'is not', null)
          .returning('id')
          .executeTakeFirst()
      : await tx
          .deleteFrom('passkey')
          .where('utente_id', '=', utenteId)
          .where('id', '=', quale.id)
          .returning(['id', 'nome'])
          .executeTakeFirst();
  if (!tolto)
    throw new Rifiuto({
      codice: 'secondo-fattore.assente',
      categoria: 'nonTrovato',
      dettaglio: 'Il fattore indicato non c’è, o è già stato tolto.',
    });
  const manca = await passoMancante(tx, utenteId);
  if (manca === 'attivazione')
    throw new Rifiuto({
      codice: 'secondo-fattore.obbligatorio',
      categoria: 'conflitto',
      dettaglio:
        'L’ente esige il secondo fattore per questo profilo: prima di togliere l’ultimo, attivarne un altro.',
    });
  if (manca === null) await tx.deleteFrom('codice_recupero').where('utente_id', '=', utenteId).execute();
  await traccia(
    tx,
    ctx,
    'secondo-fattore.tolto',
    { tipo: 'utente', id: utenteId },
    { fattore: quale.tipo, ...('nome' in tolto && { nome: tolto.nome }) },
  );
}

/**
 * Ten new recovery codes for who asks: those he had hold no longer.
 *
 * @throws Rifiuto `secondo-fattore.assente` to who has no factor to recover from; `sessione.prova-richiesta`
 */
export async function rigeneraCodici(tx: Tx, ctx: Contesto, credenziale: Credenziale): Promise<string[]> {
  const utenteId = ctx.soggetto.id;
  await prendiFattori(tx, ctx);
  await richiediProvaRecente(tx, credenziale);
  if ((await passoMancante(tx, utenteId)) !== 'verifica')
    throw new Rifiuto({
      codice: 'secondo-fattore.assente',
      categoria: 'conflitto',
      dettaglio: 'I codici di recupero servono a chi ha un secondo fattore: attivarne prima uno.',
    });
  const codici = await rinnovaCodici(tx, ctx.ente.id, utenteId);
  await traccia(tx, ctx, 'codici-recupero.generati', { tipo: 'utente', id: utenteId });
  return codici;
}
