import { sql } from 'kysely';
import { RISERVATO, type Contesto } from '#autorizzazioni';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { invioNonTrovato } from './invii.errors.ts';
import { trovaInvii, trovaRicevute, type RigaInvio } from './invii.queries.ts';
import type { DettaglioInvio } from './invii.schema.ts';
import { mostraInvio, mostraRicevuta } from './mostra-invio.ts';

/** The provider keeps the traces of a message so long (DPR 68/2005 art. 11 c. 2, BES-6). */
const MESI = 30;

/** Until which day what is missing can be asked of the provider; undefined when nothing is. */
export function richiedibileFino(
  i: Pick<RigaInvio, 'inviato_il' | 'casella_genere' | 'destinatari'>,
): string | undefined {
  if (i.inviato_il === null || i.casella_genere !== 'pec') return undefined;
  const manca = i.destinatari.some((d) =>
    // Refused or failed says it all; who has no certified box gives no receipt but the acceptance.
    d.stato === 'mancata-consegna' || d.stato === 'non-accettato' || d.stato === 'esterno'
      ? false
      : d.consegnato_il === null || d.accettato_il === null,
  );
  return manca ? dopoMesi(giornoDiRoma(i.inviato_il), MESI) : undefined;
}

/** The same day so many months later; the last of the month, where there is no such day. */
function dopoMesi(giorno: string, mesi: number): string {
  const [anno = 0, mese = 0, g = 0] = giorno.split('-').map(Number);
  const ultimo = new Date(Date.UTC(anno, mese + mesi, 0)).getUTCDate();
  return new Date(Date.UTC(anno, mese - 1 + mesi, Math.min(g, ultimo))).toISOString().slice(0, 10);
}

/** One sending with its receipts and all that happened to it. @throws Rifiuto `invio.non-trovato`, also of what one does not see */
export async function leggiInvio(tx: Tx, ctx: Contesto, id: string): Promise<DettaglioInvio> {
  const [i] = await trovaInvii(tx, ctx, sql`i.id = ${id}`, 1);
  if (!i) throw invioNonTrovato();
  const altro = await tx
    .selectFrom('invio')
    .select(['testo', 'tipo_ricevuta', 'eml_id', 'rispedisce_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const allegati = await tx
    .selectFrom('invio_allegato as a')
    .innerJoin('documento as d', 'd.id', 'a.documento_id')
    .select(['a.documento_id as documento', 'a.nome', 'd.dimensione'])
    .where('a.invio_id', '=', id)
    .orderBy('a.ordine')
    .execute();
  const storia = await tx
    .selectFrom('invio_evento')
    .select(['istante', 'evento', 'attore', 'dettaglio'])
    .where('invio_id', '=', id)
    .orderBy('istante')
    .orderBy('id')
    .execute();
  const ricevute = await trovaRicevute(tx, sql`r.invio_id = ${id}`, sql`r.istante, r.id`, 5000);
  return {
    ...mostraInvio(ctx, i),
    // Of a reserved one the reason for reading is asked where it is read.
    testo: i.oggetto === RISERVATO ? RISERVATO : altro.testo,
    tipoRicevuta: altro.tipo_ricevuta,
    allegati: i.oggetto === RISERVATO ? [] : allegati,
    eml: altro.eml_id !== null,
    rispedisce: altro.rispedisce_id ?? undefined,
    richiedibileFino: richiedibileFino(i),
    ricevute: ricevute.map(mostraRicevuta),
    storia: storia.map((e) => ({
      istante: oraDiRoma(e.istante),
      evento: e.evento,
      attore: e.attore,
      dettaglio: e.dettaglio as Record<string, unknown>,
    })),
  };
}
