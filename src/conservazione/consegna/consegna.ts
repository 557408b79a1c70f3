import { sql } from 'kysely';
import { inTransazione, type Tx } from '#platform/db';
import { attoreSistema, traccia } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import { NonArrivato, type DaConsegnare, type EsitoConsegna } from '../trasporti/trasporto.ts';
import { maiCollegato, perche } from './perche.ts';
import { prendi, type Preso } from './prendi.ts';
import { programma } from './programma.ts';
import { soloIo } from './solo-io.ts';

const MINUTO = 60_000;
/** Ever later, up to twice a day: the other end may be away for a week, and nothing is given up. */
const RIPROVA = [1, 5, 30, 120, 360, 720].map((m) => m * MINUTO);

/** Of a fascicolo handed over in many calls a part may be there when the last of them was never made. */
const aPezzi = ({ pacchetto, conservatore }: Preso): boolean =>
  conservatore.trasporto === 'http-parer' && pacchetto.tipo === 'fascicolo';

async function tenta(parti: PartiConservazione, preso: Preso): Promise<EsitoConsegna> {
  const { pacchetto, conservatore } = preso;
  let aperto = false;
  try {
    const trasporto = await apriTrasporto(parti, conservatore);
    aperto = true;
    try {
      return await trasporto.consegna(pacchetto);
    } finally {
      await trasporto.chiudi();
    }
  } catch (errore) {
    parti.log.warn(
      { err: errore, pacchetto: pacchetto.identificativo },
      'conservazione: consegna non riuscita',
    );
    const nonArrivato = !aperto || errore instanceof NonArrivato || (maiCollegato(errore) && !aPezzi(preso));
    return { esito: 'riprova', motivo: perche(errore), nonArrivato };
  }
}

async function inviato(tx: Tx, enteId: string, p: DaConsegnare): Promise<void> {
  await tx
    .updateTable('pacchetto')
    .set({
      stato: 'inviato',
      inviato_il: sql<Date>`istante_corrente()`,
      mosso_da: 'sistema',
      mosso_da_id: null,
    })
    .where('id', '=', p.id)
    .where('stato', '=', 'prodotto')
    .execute();
  await traccia(
    tx,
    attoreSistema(enteId),
    'conservazione.inviato',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, tentativo: p.tentativo },
  );
}

async function riprova(
  parti: PartiConservazione,
  { pacchetto: p, incerto }: Preso,
  { motivo, nonArrivato = false }: Extract<EsitoConsegna, { esito: 'riprova' }>,
): Promise<void> {
  const attesa = RIPROVA[Math.min(p.tentativo, RIPROVA.length) - 1] ?? MINUTO;
  const quando = new Date(parti.orologio.adesso().getTime() + attesa);
  await inTransazione(parti.db, p.enteId, async (tx) => {
    await tx
      .updateTable('pacchetto')
      .set({
        motivo,
        prossimo_il: quando,
        arrivo_incerto: incerto || !nonArrivato,
        mosso_da: 'sistema',
        mosso_da_id: null,
      })
      .where('id', '=', p.id)
      .where('stato', '=', 'prodotto')
      .execute();
    await programma(tx, p.enteId, p.id, quando);
  });
}

/**
 * `conservazione.invia` {enteId, pacchettoId}: commits that it is leaving, hands over, writes how it ended. May run at any moment and
 * any number of times. Who hands one over holds its lock on a connection of his own: who finds it free, and the package still
 * `prodotto`, knows that nobody is at it, and hands it over again to an end that takes it once.
 */
export async function lavoroInvia(contenuto: unknown, parti: PartiConservazione): Promise<void> {
  const { enteId, pacchettoId } = contenuto as { enteId: string; pacchettoId: string };
  await soloIo(parti, pacchettoId, async () => {
    const preso = await prendi(parti, enteId, pacchettoId);
    if (!preso) return;
    await parti.punto?.('in-partenza');
    const esito = await tenta(parti, preso);
    await parti.punto?.('consegnato');
    await concludi(parti, preso, esito);
    await parti.punto?.('concluso');
  });
}

async function concludi(parti: PartiConservazione, preso: Preso, esito: EsitoConsegna): Promise<void> {
  if (esito.esito === 'riprova') return await riprova(parti, preso, esito);
  const { pacchetto: p } = preso;
  await applicaRapporti(parti, attoreSistema(p.enteId), p.id, esito.risposte, (tx) =>
    inviato(tx, p.enteId, p),
  );
}
