import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';
import { apriSessione, type Prova, type SessioneAperta } from '../sessioni/apri-sessione.ts';
import { leggiUtentePerAccesso } from '../sessioni/sessione.queries.ts';

/**
 * Opens the whole session in place of the parziale one, with a secret of its own (ASVS 3.2.1). The parziale one is taken away
 * first: of two that complete it together, one finds it.
 *
 * @throws Rifiuto `sessione.assente`
 */
export async function completaAccesso(
  tx: Tx,
  ctx: Contesto,
  credenziale: Credenziale,
  secondo: NonNullable<Prova['secondo']>,
): Promise<SessioneAperta> {
  const parziale = await tx
    .deleteFrom('sessione')
    .where('impronta_segreto', '=', credenziale.impronta)
    .where('parziale', 'is not', null)
    .returning((eb) => [
      'primo_fattore',
      'agente',
      'fornitore_id',
      eb
        .selectFrom('fornitore_identita as f')
        .select('f.nome')
        .whereRef('f.id', '=', 'sessione.fornitore_id')
        .as('fornitore'),
    ])
    .executeTakeFirst();
  const utente = await leggiUtentePerAccesso(tx, { id: ctx.soggetto.id });
  if (!parziale || !utente)
    throw new Rifiuto({
      codice: 'sessione.assente',
      categoria: 'nonAutenticato',
      dettaglio: 'L’accesso è scaduto: ricominciare.',
    });
  const prova = {
    primo: parziale.primo_fattore as Prova['primo'],
    secondo,
    fornitore: parziale.fornitore_id
      ? { id: parziale.fornitore_id, nome: parziale.fornitore ?? '' }
      : undefined,
  };
  const da = { ip: ctx.ip, agente: parziale.agente ?? undefined, precedente: undefined };
  return await apriSessione(tx, ctx, utente, prova, da);
}

/** Other sign-ins of the same person that wait for a factor end when he gets one: they began without it. */
export async function chiudiAltriParziali(tx: Tx, ctx: Contesto, credenziale: Credenziale): Promise<void> {
  await tx
    .deleteFrom('sessione')
    .where('utente_id', '=', ctx.soggetto.id)
    .where('parziale', 'is not', null)
    .where('impronta_segreto', '!=', credenziale.impronta)
    .execute();
}
