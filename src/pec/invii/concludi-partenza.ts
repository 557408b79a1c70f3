import { sql } from 'kysely';
import { inTransazione, type Tx } from '#platform/db';
import { attoreSistema, type Attore } from '#tracciamento';
import { aggiornaDestinatari } from './aggiorna-destinatari.ts';
import { annotaInvio } from './annota-invio.ts';
import { avvisaUffici } from './avvisa-uffici.ts';
import type { PartiInvii } from './parti.ts';
import { programma } from './scrivi-invio.ts';
import type { Esito } from './uscita.ts';

/** Minutes to the next attempt; after the last of them, every hour. A day without an answer is a failure to be looked at. */
const MINUTI = [1, 2, 5, 10, 20, 40];
const TENTATIVI_MASSIMI = 30;

/** It left: known from the server, from a receipt, or from who decided so. A later knowledge of the same changes nothing. */
export async function segnaInviato(
  tx: Tx,
  chi: Attore,
  invioId: string,
  come: string,
  rifiutati: readonly { indirizzo: string; motivo: string }[] = [],
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('invio')
    .set({ stato: 'inviato', inviato_il: sql<Date>`coalesce(partito_il, clock_timestamp())`, motivo: null })
    .where('id', '=', invioId)
    .where('stato', 'in', ['in-coda', 'in-partenza', 'esito-incerto', 'fallito'])
    .where('partito_il', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  for (const { indirizzo, motivo } of rifiutati)
    await sql`UPDATE invio_destinatario SET stato = 'non-accettato', mancato_il = clock_timestamp(), errore = ${motivo}
      WHERE invio_id = ${invioId} AND lower(indirizzo) = lower(${indirizzo})
        AND grado_destinatario(stato) < grado_destinatario('non-accettato')`.execute(tx);
  await sql`UPDATE invio_destinatario SET stato = 'inviato' WHERE invio_id = ${invioId} AND stato = 'in-coda'`.execute(
    tx,
  );
  await annotaInvio(tx, chi, invioId, 'inviato', { come, ...(rifiutati.length > 0 && { rifiutati }) });
  if (rifiutati.length > 0)
    await avvisaUffici(tx, chi, invioId, {
      tipo: 'pec.non-accettato',
      oggetto: 'Invio non accettato',
      testo: `Il server di posta non ha accettato {chi}: ${rifiutati.map((r) => r.motivo).join('; ')}`,
      chi: rifiutati.map((r) => r.indirizzo).join(', '),
    });
  await aggiornaDestinatari(tx, chi, invioId);
}

async function fermo(
  tx: Tx,
  chi: Attore,
  invioId: string,
  stato: 'fallito' | 'esito-incerto',
  motivo: string,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('invio')
    .set({ stato, motivo })
    .where('id', '=', invioId)
    .where('stato', 'in', stato === 'fallito' ? ['in-coda', 'in-partenza'] : ['in-partenza'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await annotaInvio(tx, chi, invioId, stato, { motivo });
  await avvisaUffici(tx, chi, invioId, {
    tipo: `pec.${stato}`,
    oggetto: stato === 'fallito' ? 'Invio non riuscito' : 'Esito incerto di un invio',
    testo:
      stato === 'fallito'
        ? `Il messaggio non è partito: ${motivo}`
        : `Non si sa se il messaggio sia partito, e non sarà spedito di nuovo da sé: ${motivo}. L’Ufficio Protocollo decide.`,
  });
}

/** It will not leave: nothing more is tried by itself. */
export async function fallisci(
  parti: PartiInvii,
  enteId: string,
  invioId: string,
  motivo: string,
): Promise<void> {
  await inTransazione(parti.db, enteId, (tx) => fermo(tx, attoreSistema(enteId), invioId, 'fallito', motivo));
}

/** Nobody knows whether it left; who can know decides. */
export async function segnaIncerto(tx: Tx, chi: Attore, invioId: string, motivo: string): Promise<void> {
  await fermo(tx, chi, invioId, 'esito-incerto', motivo);
}

/** Writes how handing over ended. */
export async function concludiPartenza(tx: Tx, enteId: string, invioId: string, esito: Esito): Promise<void> {
  const chi = attoreSistema(enteId);
  if (esito.esito === 'inviato') return await segnaInviato(tx, chi, invioId, 'server', esito.rifiutati);
  if (esito.esito === 'incerto') return await segnaIncerto(tx, chi, invioId, esito.motivo);
  if (esito.esito === 'rifiutato') return await fermo(tx, chi, invioId, 'fallito', esito.motivo);
  const i = await tx
    .selectFrom('invio')
    .select('tentativi')
    .where('id', '=', invioId)
    .where('stato', '=', 'in-partenza')
    .executeTakeFirst();
  if (!i) return;
  if (i.tentativi >= TENTATIVI_MASSIMI) return await fermo(tx, chi, invioId, 'fallito', esito.motivo);
  const prossimo = new Date(Date.now() + (MINUTI[i.tentativi - 1] ?? 60) * 60_000);
  await tx
    .updateTable('invio')
    .set({ stato: 'in-coda', prossimo_il: prossimo, motivo: esito.motivo || null })
    .where('id', '=', invioId)
    .execute();
  await annotaInvio(tx, chi, invioId, 'rinviato-a', { motivo: esito.motivo, quando: prossimo.toISOString() });
  await programma(tx, enteId, invioId, prossimo);
}
