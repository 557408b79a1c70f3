import { sql } from 'kysely';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { attoreSistema, traccia } from '#tracciamento';
import { perche } from '../consegna/perche.ts';
import { soloIo } from '../consegna/solo-io.ts';
import { muovi } from '../pacchetti/muovi.ts';
import type { PartiConservazione } from '../parti.ts';
import { apriTrasporto, type ConservatoreDaRaggiungere } from '../trasporti/apri.ts';
import type { DaConsegnare } from '../trasporti/trasporto.ts';

type Fermo = {
  id: string;
  identificativo: string;
  dimensione: number;
  chiave: DaConsegnare['chiave'];
  incerto: boolean;
  denominazione: string;
  conservatore: ConservatoreDaRaggiungere;
};

async function leggi(tx: Tx, id: string): Promise<Fermo | undefined> {
  const { rows } = await sql<Fermo>`
    SELECT p.id, p.identificativo, p.dimensione, p.chiave, p.partito_il IS NOT NULL AND p.arrivo_incerto AS incerto, c.denominazione,
      jsonb_build_object('id', c.id, 'trasporto', c.trasporto, 'parametri', c.parametri, 'segreto', c.segreto,
        'dialetto', c.dialetto) AS conservatore
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id
    WHERE p.id = ${id} AND p.stato = 'prodotto' AND NOT c.attivo`.execute(tx);
  return rows[0];
}

/** Whether he says that he has it. Of who cannot be asked it is not known, and that is no. */
async function loHa(parti: PartiConservazione, p: Fermo): Promise<boolean> {
  try {
    const trasporto = await apriTrasporto(parti, p.conservatore);
    try {
      return await trasporto.haGia(p);
    } finally {
      await trasporto.chiudi();
    }
  } catch (errore) {
    parti.log.warn(
      { pacchetto: p.identificativo, perche: perche(errore) },
      'conservazione: non si sa se il conservatore di prima ha il pacchetto',
    );
    return false;
  }
}

async function ritirato(tx: Tx, enteId: string, p: Fermo): Promise<void> {
  const chi = attoreSistema(enteId);
  const motivo = `Il conservatore è cambiato: a ${p.denominazione} il pacchetto non è mai arrivato.`;
  await muovi(tx, chi, p.id, { stato: 'ritirato', motivo, concluso_il: sql<Date>`istante_corrente()` });
  await traccia(
    tx,
    chi,
    'conservazione.ritirato',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, conservatore: p.denominazione, motivo },
  );
}

async function arrivato(tx: Tx, enteId: string, p: Fermo): Promise<void> {
  const chi = attoreSistema(enteId);
  await muovi(tx, chi, p.id, { stato: 'inviato', motivo: null, inviato_il: sql<Date>`partito_il` });
  await traccia(
    tx,
    chi,
    'conservazione.inviato',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, conservatore: p.denominazione },
  );
}

/**
 * What was made for a conservatore who has since been replaced: withdrawn, when it surely never reached him; his, when he has it. What
 * may be either stays as it is, for the responsabile to find out: not twice, and not forgotten.
 */
export async function ritira(parti: PartiConservazione, enteId: string, id: string): Promise<void> {
  await soloIo(parti, id, async () => {
    const p = await inLettura(parti.db, enteId, (tx) => leggi(tx, id));
    if (!p) return;
    const suo = p.incerto && (await loHa(parti, p));
    if (p.incerto && !suo) return;
    await inTransazione(parti.db, enteId, async (tx) => {
      // Meanwhile somebody may have said so himself.
      const ancora = await leggi(tx, id);
      if (ancora) await (suo ? arrivato : ritirato)(tx, enteId, ancora);
    });
  });
}
