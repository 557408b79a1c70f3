import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { casellaCheSpedisce } from './accoda-invio.ts';
import { conflitto, invioNonTrovato, nonValido } from './invii.errors.ts';
import type { GenereInvio, TipoRicevuta } from './richiesta.ts';
import { scriviInvio } from './scrivi-invio.ts';
import { verificaDestinatari } from './verifica-destinatari.ts';

const FALLITI = ['mancata-consegna', 'non-accettato'];

/**
 * Sends again, as a new sending, to those whom the message did not reach and to nobody else: same text, same files, from the same box.
 * To each once; an address that was wrong may be mended.
 *
 * @param indirizzi right addresses, by recipient
 * @returns the new sending
 * @throws Rifiuto `invio.nessuno-da-rispedire`, `invio.destinatario-sconosciuto`
 */
export async function rispedisci(
  tx: Tx,
  ctx: Contesto,
  invioId: string,
  indirizzi: Readonly<Record<string, string>> = {},
): Promise<string> {
  const i = await tx.selectFrom('invio').selectAll().where('id', '=', invioId).forUpdate().executeTakeFirst();
  if (!i) throw invioNonTrovato();
  const tutti = await tx
    .selectFrom('invio_destinatario')
    .selectAll()
    .where('invio_id', '=', invioId)
    .orderBy('ordine')
    .execute();
  const mancati = tutti.filter(
    (d) => d.rispedito_id === null && (i.stato === 'fallito' || FALLITI.includes(d.stato)),
  );
  if (mancati.length === 0)
    throw conflitto('nessuno-da-rispedire', 'Nessun destinatario ha un esito negativo ancora da rispedire.');
  if (Object.keys(indirizzi).some((id) => !mancati.some((d) => d.id === id)))
    throw nonValido(
      'destinatario-sconosciuto',
      'indirizzi',
      'Uno dei destinatari non è tra quelli da rispedire.',
    );
  const casella = await casellaCheSpedisce(tx, i.casella_id);
  const allegati = await tx
    .selectFrom('invio_allegato')
    .select(['documento_id as documentoId', 'nome'])
    .where('invio_id', '=', invioId)
    .orderBy('ordine')
    .execute();
  const nuovo = await scriviInvio(tx, ctx, {
    casellaId: i.casella_id,
    mittente: casella.indirizzo,
    genere: i.genere as GenereInvio,
    registrazioneId: i.registrazione_id ?? undefined,
    messaggioId: i.messaggio_id ?? undefined,
    automatico: i.automatico,
    oggetto: i.oggetto,
    testo: i.testo,
    tipoRicevuta: i.tipo_ricevuta as TipoRicevuta,
    inRispostaA: i.in_risposta_a ?? undefined,
    gruppo: i.gruppo,
    ...(i.parte !== null && i.parti !== null && { parte: { x: i.parte, di: i.parti } }),
    destinatari: verificaDestinatari(
      mancati.map((d) => ({
        indirizzo: indirizzi[d.id] ?? d.indirizzo,
        nominativo: d.nominativo,
        perConoscenza: d.per_conoscenza,
      })),
    ),
    allegati,
    rispedisceId: invioId,
  });
  await tx
    .updateTable('invio_destinatario')
    .set({ rispedito_id: nuovo })
    .where(
      'id',
      'in',
      mancati.map((d) => d.id),
    )
    .execute();
  await traccia(
    tx,
    ctx,
    'pec.invio-rispedito',
    { tipo: 'invio', id: invioId },
    { nuovo, destinatari: mancati.length },
  );
  return nuovo;
}
