import type { Contesto } from '#autorizzazioni';
import { delProtocollo } from '../caselle/caselle-mie.ts';
import { siChiede } from './chiedi-al-mittente.ts';
import { siConferma } from './conferma.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { AzioneMessaggio } from './messaggi.schema.ts';

/**
 * What whoever reads a message may do with it now. The verbs ask the same again: this is for the screens.
 *
 * @param confermata its sender was already told that it came
 */
export function azioniDi(ctx: Contesto, m: RigaMessaggio, confermata: boolean): AzioneMessaggio[] {
  if (!ctx.permessi.has('pec.registra')) return [];
  const attende = m.stato === 'da-esaminare' || m.stato === 'quarantena';
  const aperto = attende || m.stato === 'trasmesso';
  const daParte = m.stato === 'accantonato';
  const risponde = m.mittente !== null && !m.automatico;
  const protocolla = m.mio && delProtocollo(ctx);
  const puo: Record<AzioneMessaggio, boolean> = {
    registra: protocolla && aperto,
    allega: protocolla && aperto,
    rifiuta: protocolla && aperto && risponde && m.stato !== 'quarantena',
    'comunica-rifiuto': protocolla && risponde && m.comunicare_entro !== null && m.comunicato_il === null,
    chiedi: m.mio && risponde && siChiede(m.stato),
    segna: m.mio && aperto,
    verifica: protocolla && aperto,
    'non-registrare': m.mio && (aperto || daParte),
    restituisci: m.mio && aperto && risponde,
    accantona: m.mio && attende,
    riprendi: m.mio && daParte,
    trasmetti: m.mio && !protocolla && m.genere === 'ordinaria' && (attende || daParte),
    conferma: m.casella_mia && !confermata && siConferma(m),
    rileggi: m.mio && m.concluso_il === null,
  };
  return (Object.keys(puo) as AzioneMessaggio[]).filter((a) => puo[a]);
}
