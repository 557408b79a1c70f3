import { Rifiuto } from '#platform/http';
import { apriCliente, conPost } from './cliente.ts';
import { indirizzoAmmesso, leggiEmittente } from './emittente.ts';
import type { EsitoProva } from './fornitori.schema.ts';
import { causa } from './rifiutato.ts';
import { emittenteNonAmmesso } from './salva-fornitore.ts';

/**
 * Asks an issuer what it says of itself (OpenID Connect Discovery 1.0), as a sign-in would. Client id and secret can be proved by
 * signing in only.
 *
 * @throws Rifiuto `fornitore-identita.emittente`; `fornitore-identita.non-risponde`, with why
 */
export async function provaEmittente(testo: string): Promise<EsitoProva> {
  const emittente = leggiEmittente(testo);
  if (emittente === undefined) throw emittenteNonAmmesso();
  const cliente = await apriCliente(emittente, { clientId: 'prova' }).catch((errore: unknown) => {
    throw nonRisponde(errore);
  });
  const as = cliente.serverMetadata();
  const autorizzazione = as.authorization_endpoint ?? '';
  if (!indirizzoAmmesso(autorizzazione, emittente) || !indirizzoAmmesso(as.token_endpoint ?? '', emittente))
    throw nonRisponde(new Error('indirizzi non ammessi'));
  return {
    emittente: as.issuer,
    autorizzazione,
    pkce: as.code_challenge_methods_supported?.includes('S256') ?? false,
    rispondeConEmittente: as.authorization_response_iss_parameter_supported ?? false,
    segreto: conPost(as) ? 'corpo' : 'intestazione',
    ambiti: elenco(as.scopes_supported),
    attributi: elenco(as.claims_supported),
    acr: elenco(as.acr_values_supported),
  };
}

/** What somebody else wrote, within bounds. */
const elenco = (valori: unknown): string[] =>
  (Array.isArray(valori) ? valori : [])
    .filter((v): v is string => typeof v === 'string' && v.length <= 200)
    .slice(0, 100);

function nonRisponde(errore: unknown): Rifiuto {
  return new Rifiuto({
    codice: 'fornitore-identita.non-risponde',
    categoria: 'nonValido',
    dettaglio: `A questo indirizzo nessun fornitore si presenta come deve (${causa(errore)}).`,
    campo: 'emittente',
  });
}
