import { randomUUID } from 'node:crypto';
import { trovaDocumenti } from '#documenti';
import type { Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import { dividi } from './dividi.ts';
import { conflitto, nonValido } from './invii.errors.ts';
import type { AllegatoInvio, RichiestaInvio } from './richiesta.ts';
import { scriviInvio } from './scrivi-invio.ts';
import { verificaDestinatari } from './verifica-destinatari.ts';

/**
 * Queues something to be sent, in the caller's transaction (the registering one too): it leaves if and only if that commits. One
 * message wherever the limits of the box allow (RN-14.1), else «INVIO x di n» (RN-82.1) and groups of recipients.
 *
 * @returns the sendings, in the order of the parts
 * @throws Rifiuto `invio.*`: no registration, a box that does not send, recipients or files that cannot go
 */
export async function accodaInvio(tx: Tx, chi: Attore, richiesta: RichiestaInvio): Promise<string[]> {
  verificaCausa(richiesta);
  const casella = await casellaCheSpedisce(tx, richiesta.casellaId);
  const destinatari = verificaDestinatari(richiesta.destinatari);
  const { parti, destinatariPerMessaggio } = dividi(
    await conDimensioni(tx, richiesta.allegati ?? []),
    destinatari.length,
    Buffer.byteLength(richiesta.testo),
    politicaDi(casella.politica),
  );
  const gruppo = randomUUID();
  const { indirizzo: mittente } = casella;
  const ids: string[] = [];
  for (let da = 0; da < destinatari.length; da += destinatariPerMessaggio)
    for (const [i, allegati] of parti.entries())
      ids.push(
        await scriviInvio(tx, chi, {
          ...richiesta,
          mittente,
          gruppo,
          ...(parti.length > 1 && { parte: { x: i + 1, di: parti.length } }),
          destinatari: destinatari.slice(da, da + destinatariPerMessaggio),
          allegati,
        }),
      );
  await traccia(
    tx,
    chi,
    'pec.invio-chiesto',
    richiesta.registrazioneId === undefined
      ? { tipo: 'messaggio', id: richiesta.messaggioId }
      : { tipo: 'registrazione', id: richiesta.registrazioneId },
    { invii: ids, genere: richiesta.genere, casella: casella.codice, destinatari: destinatari.length },
  );
  return ids;
}

// The database says the same; here it is said to whoever asks.
function verificaCausa(r: RichiestaInvio): void {
  if (r.registrazioneId === undefined && (r.genere === 'documento' || r.messaggioId === undefined))
    throw nonValido(
      'senza-registrazione',
      'registrazione',
      'Si spedisce un documento registrato o la risposta a un messaggio, mai un messaggio libero (art. 11 c. 9).',
    );
}

/** @throws Rifiuto `invio.casella-sconosciuta`, `invio.casella-non-attiva`, `invio.casella-senza-uscita` */
export async function casellaCheSpedisce(
  tx: Tx,
  id: string,
): Promise<{ codice: string; indirizzo: string; politica: unknown }> {
  const c = await tx
    .selectFrom('casella')
    .select(['codice', 'indirizzo', 'politica', 'attiva', 'trasporto', 'uscita'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!c) throw nonValido('casella-sconosciuta', 'casella', 'La casella non esiste.');
  if (!c.attiva) throw conflitto('casella-non-attiva', `La casella ${c.codice} non è attiva.`);
  if (c.trasporto !== 'cartella' && !(c.uscita as { host?: string }).host)
    throw conflitto('casella-senza-uscita', `Della casella ${c.codice} non si sa da quale server spedire.`);
  return c;
}

async function conDimensioni(
  tx: Tx,
  allegati: readonly AllegatoInvio[],
): Promise<(AllegatoInvio & { dimensione: number })[]> {
  const trovati = new Map(
    (await trovaDocumenti(tx, [...new Set(allegati.map((a) => a.documentoId))])).map((d) => [d.id, d]),
  );
  return allegati.map((a) => {
    const dimensione = trovati.get(a.documentoId)?.dimensione;
    if (dimensione === undefined)
      throw nonValido('documento-sconosciuto', 'allegati', `Il file «${a.nome}» non esiste.`);
    return { ...a, dimensione };
  });
}
