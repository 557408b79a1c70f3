import type { Contesto } from '#autorizzazioni';
import { comunica, utentiConPermesso } from '#comunicazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { leggiDaDecidere } from '../autorizzazioni/modifica.ts';
import { verificaPeriodo } from '../giorni.ts';
import { sottoUnita, trovaUnita, trovaUtenteAttivo } from '../trova.ts';
import { findRichiesta } from './richieste.queries.ts';
import type { NuovaRichiesta, Richiesta } from './richieste.schema.ts';

/**
 * An office asks for a new authorisation, a change or a revocation for one of its people; the RSP is told (RN-72.1).
 *
 * @throws Rifiuto `richiesta-autorizzazione.altro-ufficio`, `autorizzazione.non-trovata`, `autorizzazione.gia-revocata`,
 *   `utente.non-trovato`, `utente.disattivato`, `unita.non-trovata`, `periodo.passato`, `periodo.rovesciato`
 */
export async function richiedi(tx: Tx, ctx: Contesto, nuova: NuovaRichiesta): Promise<Richiesta> {
  const ufficio = ctx.unita;
  if (!ufficio || !ctx.utenteId) throw altroUfficio();
  const chiesto = await componi(tx, nuova);
  if (chiesto.profilo === 'amministratore' || !(await sottoUnita(tx, chiesto.unita_id, ufficio.id)))
    throw altroUfficio();
  const { id } = await tx
    .insertInto('richiesta_autorizzazione')
    .values({
      ente_id: ctx.ente.id,
      tipo: nuova.tipo,
      ...chiesto,
      motivo: nuova.motivo,
      chiesta_da: ctx.utenteId,
      chiesta_da_nome: ctx.attore,
      chiesta_per: ufficio.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await traccia(
    tx,
    ctx,
    'richiesta-autorizzazione.presentata',
    { tipo: 'utente', id: chiesto.utente_id },
    { richiesta: id, ...nuova },
  );
  const richiesta = await findRichiesta(tx, ctx, id);
  if (!richiesta) throw new Error(`richiesta ${id} scritta e non riletta`);
  await comunica(
    tx,
    ctx,
    {
      tipo: 'autorizzazione.richiesta',
      oggetto: 'Richiesta di autorizzazione da decidere',
      testo: `${ufficio.denominazione} chiede: ${nuova.tipo} per ${richiesta.utente.cognome} ${richiesta.utente.nome} (${richiesta.unita.denominazione}).`,
      collegamento: '/autorizzazioni/richieste',
    },
    await utentiConPermesso(tx, 'autorizzazione.decide'),
  );
  return richiesta;
}

const altroUfficio = (): Rifiuto =>
  new Rifiuto({
    codice: 'richiesta-autorizzazione.altro-ufficio',
    categoria: 'nonAmmesso',
    dettaglio: 'Si chiedono autorizzazioni soltanto per il proprio ufficio e per quelli che ne dipendono.',
    campo: 'unita',
  });

/** What is asked, as columns: for a change and a revocation also what stays as it is. */
async function componi(tx: Tx, nuova: NuovaRichiesta) {
  if (nuova.tipo === 'nuova') {
    await verificaPeriodo(tx, nuova.dal, nuova.al);
    const utente = await trovaUtenteAttivo(tx, nuova.utente);
    const unita = await trovaUnita(tx, nuova.unita);
    return {
      utente_id: utente.id,
      unita_id: unita.id,
      autorizzazione_id: null,
      profilo: nuova.profilo,
      responsabile_unita: nuova.responsabileUnita,
      accesso: nuova.accesso,
      dal: nuova.dal ?? null,
      al: nuova.al ?? null,
    };
  }
  const attuale = await leggiDaDecidere(tx, nuova.autorizzazione);
  const base = {
    utente_id: attuale.utente_id,
    unita_id: attuale.unita_id,
    autorizzazione_id: attuale.id,
    dal: null,
  };
  if (nuova.tipo === 'revoca')
    return {
      ...base,
      profilo: attuale.profilo,
      responsabile_unita: attuale.responsabile_unita,
      accesso: attuale.accesso,
      al: null,
    };
  await verificaPeriodo(tx, undefined, nuova.al);
  return {
    ...base,
    profilo: nuova.profilo,
    responsabile_unita: nuova.responsabileUnita,
    accesso: nuova.accesso,
    al: nuova.al ?? null,
  };
}
