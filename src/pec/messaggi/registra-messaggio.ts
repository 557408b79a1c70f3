import type { Contesto } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { registra, type RichiestaInviata, type Risposta } from '#registrazione';
import { segnaMissiva } from '../missive/segna-missiva.ts';
import { richiediRicevutaProtocollazione } from '../invii/ricevuta-protocollazione.ts';
import { conflitto } from '../pec.errors.ts';
import { concludi, messaggioDaProtocollare, rifiutoMessaggio } from './agisci.ts';
import { completaGruppo } from './completa-gruppo.ts';
import { documentiDaParti } from './estrai.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { RegistrazioneDaMessaggio } from './messaggi.schema.ts';
import { FILE } from './mostra.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';
import { primaRisposta } from './prima-risposta.ts';
import { datiDaMessaggio } from './proponi.ts';

/**
 * Registers a message in one act: the parts chosen become its documents, the whole message goes with them, who wrote is the
 * mittente, the provider's delivery the date of arrival; and the message is registered if and only if the registration is
 * (RN-17.1, RN-79.1b).
 *
 * @throws Rifiuto of the registration's rules; `pec.gia-deciso`; `pec.da-verificare` (RN-17.1-2)
 */
export async function registraMessaggio(
  parti: PartiMessaggi,
  ctx: Contesto,
  id: string,
  richiesta: RegistrazioneDaMessaggio,
  chiave?: string,
): Promise<Risposta> {
  const { m, gia } = await inLettura(parti.db, ctx.ente.id, async (tx) => ({
    m: await messaggioDaProtocollare(tx, ctx, id),
    gia: await primaRisposta(tx, ctx, chiave),
  }));
  // Documents are made anew at each request, so the request is never the same: the key alone tells a retry.
  if (gia && m.stato === 'registrato') {
    await completa(parti, ctx, m);
    return gia;
  }
  if (m.concluso_il) throw conflitto('gia-deciso', 'Di questo messaggio si è già deciso.');
  const file = (m.lettura?.parti ?? []).filter((p) => FILE.has(p.genere)).map((p) => p.percorso);
  const { documentoPrincipale: principale, registro = 'PG' } = richiesta;
  const allegati = (richiesta.allegati ?? file).filter((p) => p !== principale);
  const [primo, ...altri] = await documentiDaParti(parti, ctx, m, [
    ...(principale === undefined ? [] : [principale]),
    ...allegati,
  ]);
  const documenti = principale === undefined ? [...(primo === undefined ? [] : [primo]), ...altri] : altri;
  const originale = { documento: m.eml_id, descrizione: 'Messaggio originale', tipo: 'messaggio' };
  const inviata: RichiestaInviata = {
    ...(await inLettura(parti.db, ctx.ente.id, (tx) => datiDaMessaggio(tx, m, richiesta.dati ?? {}))),
    flusso: 'E',
    ...(principale === undefined
      ? { documentoPrincipale: m.eml_id, allegati: documenti }
      : { documentoPrincipale: primo, allegati: [...documenti, originale] }),
  };
  try {
    const risposta = await registra(parti, ctx, registro, inviata, chiave, async (tx, registrazione) => {
      await concludi(tx, ctx, id, 'registrato', { registrazione_id: registrazione.id });
      await segnaMissiva(tx, m, registrazione.id);
      await richiediRicevutaProtocollazione(tx, ctx, { messaggioId: id, registrazioneId: registrazione.id });
    });
    await completa(parti, ctx, m);
    return risposta;
  } catch (errore) {
    throw rifiutoMessaggio(errore);
  }
}

/** The number is given: a note that could not be written now is written with the next part, or with a retry. */
async function completa(parti: PartiMessaggi, ctx: Contesto, m: RigaMessaggio): Promise<void> {
  try {
    await completaGruppo(parti, ctx, m);
  } catch (errore) {
    parti.log.error({ err: errore, messaggio: m.id }, 'the notes of a multiple sending were not completed');
  }
}
