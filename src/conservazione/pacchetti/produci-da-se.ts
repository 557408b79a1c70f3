import { inTransazione } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { attoreSistema, avvisa } from '#tracciamento';
import { perche } from '../consegna/perche.ts';
import type { PartiConservazione } from '../parti.ts';
import type { Oggetto } from './contenuto.ts';
import { produciPacchetto, type Richiedente } from './produci.ts';

/**
 * Makes a package that nobody is there to ask for now. That somebody has just made it is well; that it cannot be made is a warning, and
 * it is tried again at the next round.
 *
 * @param di whose package it is, as the warning begins
 */
export async function produciDaSe(
  parti: PartiConservazione,
  enteId: string,
  oggetto: Oggetto,
  di: string,
  richiedente?: Richiedente,
): Promise<void> {
  try {
    await produciPacchetto(parti, attoreSistema(enteId), oggetto, richiedente);
  } catch (errore) {
    if (errore instanceof Rifiuto && errore.codice === 'conservazione.gia-versato') return;
    parti.log.error({ err: errore, oggetto }, 'conservazione: pacchetto non prodotto');
    await inTransazione(parti.db, enteId, (tx) =>
      avvisa(
        tx,
        enteId,
        `conservazione.non-prodotto:${oggetto.oggettoId}`,
        `${di} non si riesce a fare il pacchetto di versamento: ${perche(errore)}`,
      ),
    );
  }
}
