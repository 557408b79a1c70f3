import { sql } from 'kysely';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Vault } from '#platform/vault';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { richiediProvaRecente } from '../fattori/prova-recente.ts';
import type { Credenziale } from '../segreti.ts';
import { leggiEmittente } from './emittente.ts';
import { senzaSegreto, trovaFornitore } from './fornitori.queries.ts';
import type { FornitoreIdentita, ModificaFornitore, NuovoFornitore } from './fornitori.schema.ts';

/**
 * A provider the ente will believe. Who may say whom to believe can become anybody: he proves who he is first.
 *
 * @throws Rifiuto `fornitore-identita.emittente`, `fornitore-identita.gia-presente`, `sessione.prova-richiesta`
 */
export async function creaFornitore(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  credenziale: Credenziale,
  nuovo: NuovoFornitore,
): Promise<FornitoreIdentita> {
  await richiediProvaRecente(tx, credenziale);
  const emittente = leggiEmittente(nuovo.emittente);
  if (emittente === undefined) throw emittenteNonAmmesso();
  const { rows } = await sql<{ id: string }>`SELECT uuid_v7() AS id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await tx
    .insertInto('fornitore_identita')
    .values({
      id,
      ente_id: ctx.ente.id,
      emittente,
      segreto: vault.seal(`fornitore_identita/${id}`, nuovo.segreto),
      ...colonne(nuovo),
    })
    .execute()
    .catch(doppione);
  const creato = await rileggi(tx, id);
  await traccia(tx, ctx, 'fornitore-identita.creato', { tipo: 'fornitore-identita', id }, descrivi(creato));
  return creato;
}

/**
 * Changes a provider; without a secret the one it has stays. Switched off, nobody comes in by it and who did is out at once.
 *
 * @throws Rifiuto `fornitore-identita.non-trovato`, `fornitore-identita.gia-presente`, `sessione.prova-richiesta`
 */
export async function modificaFornitore(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  credenziale: Credenziale,
  id: string,
  modifica: ModificaFornitore,
): Promise<FornitoreIdentita> {
  await richiediProvaRecente(tx, credenziale);
  const prima = await rileggi(tx, id);
  await tx
    .updateTable('fornitore_identita')
    .set({
      ...colonne(modifica),
      ...(modifica.segreto !== undefined && {
        segreto: vault.seal(`fornitore_identita/${id}`, modifica.segreto),
      }),
    })
    .where('id', '=', id)
    .execute()
    .catch(doppione);
  if (!modifica.attivo) await tx.deleteFrom('sessione').where('fornitore_id', '=', id).execute();
  const dopo = await rileggi(tx, id);
  await traccia(
    tx,
    ctx,
    'fornitore-identita.modificato',
    { tipo: 'fornitore-identita', id },
    { prima: descrivi(prima), dopo: descrivi(dopo), segretoCambiato: modifica.segreto !== undefined },
  );
  return dopo;
}

const colonne = (m: ModificaFornitore) => ({
  nome: m.nome.trim(),
  client_id: m.clientId,
  ambiti: [...new Set(['openid', ...m.ambiti])],
  attributo: m.attributo,
  campo: m.campo,
  secondo_fattore: m.secondoFattore,
  nuova_prova: m.nuovaProva,
  attivo: m.attivo,
});

const descrivi = ({ id: _, creatoIl: __, collegate: ___, ...dati }: FornitoreIdentita) => dati;

const rileggi = async (tx: Tx, id: string): Promise<FornitoreIdentita> =>
  senzaSegreto(await trovaFornitore(tx, id));

export function emittenteNonAmmesso(): Rifiuto {
  return new Rifiuto({
    codice: 'fornitore-identita.emittente',
    categoria: 'nonValido',
    dettaglio:
      'L’emittente è un indirizzo https senza altro in coda, come https://accesso.comune.it/realms/dipendenti.',
    campo: 'emittente',
  });
}

function doppione(errore: unknown): never {
  if (sqlstate(errore) !== '23505') throw errore;
  throw new Rifiuto({
    codice: 'fornitore-identita.gia-presente',
    categoria: 'conflitto',
    dettaglio: 'C’è già un fornitore con questo nome, o con lo stesso emittente e identificativo.',
  });
}
