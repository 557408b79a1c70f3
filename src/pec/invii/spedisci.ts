import type { Readable } from 'node:stream';
import { apriContenuto } from '#documenti';
import { inTransazione } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { apriUscita } from './apri-uscita.ts';
import { concludiPartenza } from './concludi-partenza.ts';
import { conservaEml } from './conserva-eml.ts';
import type { PartiInvii } from './parti.ts';
import { prendiTurno, type Preso } from './prendi-turno.ts';
import { risolviPartenza } from './risolvi-partenza.ts';
import type { Esito, Uscita } from './uscita.ts';

/**
 * `pec.spedisci` {enteId, invioId}: composes and keeps, commits that it is leaving, hands over, writes how it ended. May run at any
 * moment and any number of times: what left, or may have left, is not handed over again.
 */
export async function lavoroSpedisci(contenuto: unknown, parti: PartiInvii): Promise<void> {
  const { enteId, invioId } = contenuto as { enteId: string; invioId: string };
  await parti.punto?.('preso');
  await conservaEml(parti, enteId, invioId);
  await parti.punto?.('composto');
  const turno = await prendiTurno(parti, enteId, invioId);
  if (!turno) return;
  if ('interrotto' in turno)
    return await risolviPartenza(parti, enteId, { id: invioId, ...turno.interrotto });
  const { preso } = turno;
  await parti.punto?.('in-partenza');
  const esito = await consegna(parti, enteId, invioId, preso);
  await parti.punto?.('consegnato-al-server');
  await inTransazione(parti.db, enteId, (tx) => concludiPartenza(tx, enteId, invioId, esito));
  await parti.punto?.('concluso');
}

async function consegna(parti: PartiInvii, enteId: string, invioId: string, preso: Preso): Promise<Esito> {
  let corpo: Buffer | Readable;
  let uscita: Uscita;
  try {
    uscita = apriUscita(parti, preso.casella);
    corpo = await apriContenuto(parti, enteId, preso.eml);
  } catch (errore) {
    // Nobody was spoken to yet. Bytes that are no longer those are not sent; a disk or a key that is missing may be back tomorrow.
    if (errore instanceof Rifiuto) return { esito: 'rifiutato', motivo: errore.dettaglio };
    parti.log.error(
      { err: errore, invioId },
      'il messaggio da spedire, o la password della casella, non si legge',
    );
    return { esito: 'riprova', motivo: 'il messaggio conservato, o la password della casella, non si legge' };
  }
  const { dimensione } = preso.eml;
  return await uscita.spedisci({ id: invioId, da: preso.da, a: preso.a, dimensione, corpo });
}
