import { sql } from 'kysely';
import { inLettura, inTransazione } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { annotaInvio } from './annota-invio.ts';
import { avvisaUffici } from './avvisa-uffici.ts';
import { ATTESA_MS, type PartiInvii } from './parti.ts';
import { risolviPartenza } from './risolvi-partenza.ts';
import { programma } from './scrivi-invio.ts';

/** The provider says how it ended within 24 hours (RFC 6109 §3.3.3); one more for the receipt to come. */
const ORE = 25;

/**
 * Every quarter of an hour: what was leaving when a process died is settled, what waits beyond its time gets its job again, and of
 * what has no final receipt after a day the offices are told, once.
 */
export async function lavoroSorveglia(
  contenuto: unknown,
  parti: PartiInvii,
  adesso: Date = new Date(),
): Promise<void> {
  const { enteId } = contenuto as { enteId: string };
  const primaDi = new Date(adesso.getTime() - (parti.attesa ?? ATTESA_MS));
  const sospesi = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('invio')
      .select(['id', 'casella_id as casellaId', 'message_id as messageId', 'stato'])
      .where((eb) =>
        eb.or([
          eb('stato', '=', 'in-partenza').and('partito_il', '<=', primaDi),
          eb('stato', '=', 'in-coda').and('prossimo_il', '<=', primaDi),
        ]),
      )
      .orderBy('prossimo_il')
      .limit(500)
      .execute(),
  );
  for (const i of sospesi)
    if (i.stato === 'in-partenza') await risolviPartenza(parti, enteId, i);
    else await inTransazione(parti.db, enteId, (tx) => programma(tx, enteId, i.id, adesso));
  await avvisaSenzaRicevuta(parti, enteId, adesso);
}

async function avvisaSenzaRicevuta({ db }: PartiInvii, enteId: string, adesso: Date): Promise<void> {
  const prima = new Date(adesso.getTime() - ORE * 3_600_000);
  const { rows } = await inLettura(db, enteId, (tx) =>
    sql<{ id: string }>`SELECT i.id FROM invio i JOIN casella c ON c.id = i.casella_id AND c.genere = 'pec'
      WHERE i.stato = 'inviato' AND i.avvisato_il IS NULL AND i.inviato_il <= ${prima} AND EXISTS (SELECT FROM invio_destinatario d
        WHERE d.invio_id = i.id AND d.stato IN ('inviato', 'accettato', 'preavviso')) ORDER BY i.id LIMIT 500`.execute(
      tx,
    ),
  );
  for (const { id } of rows)
    await inTransazione(db, enteId, async (tx) => {
      const chi = attoreSistema(enteId);
      const { numUpdatedRows } = await tx
        .updateTable('invio')
        .set({ avvisato_il: sql<Date>`clock_timestamp()` })
        .where('id', '=', id)
        .where('avvisato_il', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      const attesi = await tx
        .selectFrom('invio_destinatario')
        .select(['nominativo', 'indirizzo'])
        .where('invio_id', '=', id)
        .where('stato', 'in', ['inviato', 'accettato', 'preavviso'])
        .orderBy('ordine')
        .limit(5)
        .execute();
      await annotaInvio(tx, chi, id, 'senza-ricevuta');
      await avvisaUffici(tx, chi, id, {
        tipo: 'pec.senza-ricevuta',
        oggetto: 'Nessuna ricevuta dopo 24 ore',
        testo:
          'Non è arrivata la ricevuta di consegna, né quella di mancata consegna, per {chi}: chiederla al gestore o rispedire.',
        chi: attesi.map((d) => `${d.nominativo} (${d.indirizzo})`).join(', '),
      });
    });
}
