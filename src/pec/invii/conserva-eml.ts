import { apriContenuto, carica, ricevi } from '#documenti';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { attoreSistema } from '#tracciamento';
import { annotaInvio } from './annota-invio.ts';
import { componi } from './componi.ts';
import { fallisci } from './concludi-partenza.ts';
import type { PartiInvii } from './parti.ts';

const MASSIMO = 512 * 1024 * 1024;

async function leggi(tx: Tx, invioId: string) {
  const invio = await tx
    .selectFrom('invio as i')
    .innerJoin('casella as c', 'c.id', 'i.casella_id')
    .innerJoin('ente as e', 'e.id', 'i.ente_id')
    .select([
      'i.oggetto',
      'i.testo',
      'i.parte',
      'i.parti',
      'i.message_id',
      'i.in_risposta_a',
      'i.tipo_ricevuta',
    ])
    .select(['i.automatico', 'i.genere', 'c.indirizzo', 'e.denominazione'])
    .where('i.id', '=', invioId)
    .where('i.stato', '=', 'in-coda')
    .where('i.eml_id', 'is', null)
    .executeTakeFirst();
  if (!invio) return undefined;
  const destinatari = await tx
    .selectFrom('invio_destinatario')
    .select(['indirizzo', 'nominativo', 'per_conoscenza as perConoscenza'])
    .where('invio_id', '=', invioId)
    .orderBy('ordine')
    .execute();
  const allegati = await tx
    .selectFrom('invio_allegato as a')
    .innerJoin('documento as d', 'd.id', 'a.documento_id')
    .select(['a.nome', 'd.formato', 'd.impronta', 'd.dimensione'])
    .where('a.invio_id', '=', invioId)
    .orderBy('a.ordine')
    .execute();
  return { invio, destinatari, allegati };
}

/**
 * Composes the message of a sending, once, and keeps its bytes before any server sees them: what is sent is what is kept, also at the
 * second attempt. Files that are no longer what they were stop it for good.
 */
export async function conservaEml(parti: PartiInvii, enteId: string, invioId: string): Promise<void> {
  const letto = await inLettura(parti.db, enteId, (tx) => leggi(tx, invioId));
  if (!letto) return;
  const { invio: i, destinatari } = letto;
  const allegati = [];
  try {
    for (const a of letto.allegati)
      allegati.push({ nome: a.nome, formato: a.formato, contenuto: await apriContenuto(parti, enteId, a) });
  } catch (errore) {
    if (!(errore instanceof Rifiuto)) throw errore;
    await fallisci(parti, enteId, invioId, errore.dettaglio);
    return;
  }
  const messaggio = await componi({
    id: invioId,
    mittente: { nome: i.denominazione, indirizzo: i.indirizzo },
    destinatari,
    oggetto: i.oggetto,
    testo: i.testo,
    parte: i.parte !== null && i.parti !== null ? { x: i.parte, di: i.parti } : undefined,
    messageId: i.message_id,
    inRispostaA: i.in_risposta_a ?? undefined,
    tipoRicevuta: i.tipo_ricevuta,
    automatico: i.automatico ? i.genere : undefined,
    data: new Date(),
    allegati,
  });
  const ricevuto = await ricevi(parti.archivio, enteId, messaggio, MASSIMO);
  try {
    await inTransazione(parti.db, enteId, async (tx) => {
      const chi = attoreSistema(enteId);
      const { id } = await carica(tx, chi, ricevuto, `${invioId}.eml`);
      const scritto = await tx
        .updateTable('invio')
        .set({ eml_id: id })
        .where('id', '=', invioId)
        .where('eml_id', 'is', null)
        .executeTakeFirst();
      if (scritto.numUpdatedRows > 0n)
        await annotaInvio(tx, chi, invioId, 'composto', { impronta: ricevuto.deposito.digest });
    });
  } finally {
    await ricevuto.deposito.discard();
  }
}
