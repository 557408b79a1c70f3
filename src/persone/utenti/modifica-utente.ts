import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { colonneDi, comeRifiuto } from './dati-persona.ts';
import type { ModificaUtente, Utente } from './utenti.schema.ts';
import { leggiUtente } from './utenti.queries.ts';

/**
 * Rewrites what is known of a person, from his next request on: who is no longer appointed to personal data stops at once.
 *
 * @throws Rifiuto `utente.non-trovato`, `utente.persona-gia-attiva`, `utente.codice-fiscale`, `utente.propria-nomina`
 */
export async function modificaUtente(
  tx: Tx,
  ctx: Contesto,
  id: string,
  dati: ModificaUtente,
): Promise<Utente> {
  await tx.selectFrom('utente').select('id').where('id', '=', id).forUpdate().execute();
  const prima = await leggiUtente(tx, id);
  // Without it nobody would see that a second account is of the same person (RN-11.5).
  if (prima.codiceFiscale && !dati.codiceFiscale)
    throw new Rifiuto({
      codice: 'utente.codice-fiscale',
      categoria: 'nonValido',
      dettaglio: 'Il codice fiscale si corregge, non si toglie.',
      campo: 'codiceFiscale',
    });
  if (id === ctx.utenteId && !stessaNomina(prima, dati))
    throw new Rifiuto({
      codice: 'utente.propria-nomina',
      categoria: 'nonAmmesso',
      dettaglio: 'La propria nomina a incaricato del trattamento la annota un altro amministratore.',
      campo: 'incaricato',
    });
  await tx
    .updateTable('utente')
    .set(colonneDi(dati))
    .where('id', '=', id)
    .execute()
    .catch((errore: unknown) => {
      throw comeRifiuto(errore);
    });
  await traccia(tx, ctx, 'utente.modificato', { tipo: 'utente', id }, { prima, dopo: dati });
  return await leggiUtente(tx, id);
}

function stessaNomina(prima: ModificaUtente, dopo: ModificaUtente): boolean {
  const { incaricato: p } = prima;
  const { incaricato: d } = dopo;
  return (
    p?.dal === d?.dal &&
    p?.atto === d?.atto &&
    p?.datiParticolari === d?.datiParticolari &&
    p?.datiGiudiziari === d?.datiGiudiziari
  );
}
