import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { adesso } from '../orologio-accessi.ts';
import type { Credenziale } from '../segreti.ts';

/** Minutes for which a proof is recent. */
const RECENTE_MINUTI = 10;

/**
 * Lets somebody change the ways he signs in only shortly after he proved who he is: who finds a session open does not make
 * himself a key to it (ASVS 3.7.1).
 *
 * @throws Rifiuto `sessione.prova-richiesta`
 */
export async function richiediProvaRecente(tx: Tx, credenziale: Credenziale): Promise<void> {
  const recente = await tx
    .selectFrom('sessione')
    .select('utente_id')
    .where('impronta_segreto', '=', credenziale.impronta)
    .where('provata_il', '>', sql<Date>`${adesso} - make_interval(mins => ${RECENTE_MINUTI})`)
    .executeTakeFirst();
  if (!recente)
    throw new Rifiuto({
      codice: 'sessione.prova-richiesta',
      categoria: 'nonAmmesso',
      dettaglio: 'Per cambiare il modo di accedere occorre dimostrare di nuovo chi si è.',
    });
}

/** From now the proof is recent again; a locked session opens. */
export async function segnaProva(tx: Tx, credenziale: Credenziale): Promise<void> {
  await tx
    .updateTable('sessione')
    .set({
      bloccata: false,
      ultima_attivita: adesso,
      provata_il: adesso,
    })
    .where('impronta_segreto', '=', credenziale.impronta)
    .execute();
}
