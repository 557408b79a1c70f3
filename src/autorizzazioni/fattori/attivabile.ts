import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Contesto } from '../contesto.ts';
import { passoMancante } from '../sessioni/apri-sessione.ts';
import type { SessioneInUso } from './attivato.ts';
import { richiediProvaRecente } from './prova-recente.ts';

/**
 * Whether this session may give its user a new factor. A sign-in that waits for one was opened when he had none; if he got
 * one since, elsewhere, that is the one to be given: else a stolen password would be enough to add another beside it.
 *
 * @throws Rifiuto `sessione.assente`, `sessione.prova-richiesta`
 */
export async function verificaAttivabile(tx: Tx, ctx: Contesto, sessione: SessioneInUso): Promise<void> {
  if (!sessione.parziale) return await richiediProvaRecente(tx, sessione.credenziale);
  if ((await passoMancante(tx, ctx.soggetto.id)) !== 'attivazione')
    throw new Rifiuto({
      codice: 'sessione.assente',
      categoria: 'nonAutenticato',
      dettaglio: 'Il secondo fattore è già stato attivato: accedere di nuovo.',
    });
}
