import { randomUUID } from 'node:crypto';
import { accodaPer } from '#platform/jobs';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { annotaInvio } from './annota-invio.ts';
import type { AllegatoInvio, DestinatarioInvio, RichiestaInvio } from './richiesta.ts';

/** One message: a request, or a part of one. */
export type NuovoInvio = Omit<RichiestaInvio, 'destinatari' | 'allegati'> & {
  /** Address of the box, whose domain the Message-ID is of. */
  mittente: string;
  gruppo: string;
  parte?: { x: number; di: number };
  destinatari: readonly DestinatarioInvio[];
  allegati: readonly AllegatoInvio[];
  rispedisceId?: string;
};

/** Puts the job of a sending in the outbox for that moment; there is one for each sending. */
export async function programma(tx: Tx, enteId: string, invioId: string, quando: Date): Promise<void> {
  await accodaPer(tx, 'pec.spedisci', `pec.spedisci:${invioId}`, { enteId, invioId }, quando);
}

/** Writes a sending and its job, in the caller's transaction. Its Message-ID is decided here. @returns its id */
export async function scriviInvio(tx: Tx, chi: Attore, n: NuovoInvio): Promise<string> {
  const dominio = n.mittente.slice(n.mittente.lastIndexOf('@') + 1);
  const { id } = await tx
    .insertInto('invio')
    .values({
      ente_id: chi.ente.id,
      casella_id: n.casellaId,
      genere: n.genere,
      registrazione_id: n.registrazioneId ?? null,
      messaggio_id: n.messaggioId ?? null,
      automatico: n.automatico ?? false,
      oggetto: n.oggetto,
      testo: n.testo,
      tipo_ricevuta: n.tipoRicevuta ?? 'completa',
      parte: n.parte?.x ?? null,
      parti: n.parte?.di ?? null,
      gruppo: n.gruppo,
      message_id: `<${randomUUID()}@${dominio}>`,
      in_risposta_a: n.inRispostaA ?? null,
      rispedisce_id: n.rispedisceId ?? null,
      chiesto_da: chi.attore,
      chiesto_da_id: chi.utenteId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const suo = { ente_id: chi.ente.id, invio_id: id };
  await tx
    .insertInto('invio_destinatario')
    .values(
      n.destinatari.map((d, i) => ({
        ...suo,
        ordine: i + 1,
        indirizzo: d.indirizzo,
        nominativo: d.nominativo,
        per_conoscenza: d.perConoscenza ?? false,
      })),
    )
    .execute();
  if (n.allegati.length > 0)
    await tx
      .insertInto('invio_allegato')
      .values(
        n.allegati.map((a, i) => ({ ...suo, ordine: i + 1, documento_id: a.documentoId, nome: a.nome })),
      )
      .execute();
  await annotaInvio(tx, chi, id, n.rispedisceId === undefined ? 'chiesto' : 'rispedito', {
    destinatari: n.destinatari.length,
    ...(n.rispedisceId !== undefined && { rispedisce: n.rispedisceId }),
  });
  await programma(tx, chi.ente.id, id, new Date());
  return id;
}
