import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Impostazioni } from './impostazioni.schema.ts';

/** What holds where the ente has decided nothing. */
const PREDEFINITE: Impostazioni = {
  segnatura: { aoo: false, classificazione: false, flusso: true, unita: false },
  smistamento: { subito: true },
  oggettoMinimo: 5,
  oggettiVietati: [
    'varie',
    'comunicazione',
    'comunicazioni',
    'documento',
    'documenti',
    'lettera',
    'nota',
    'richiesta',
    'trasmissione',
    'invio',
  ],
};

/**
 * The settings of an ente from the rows it has (`chiave` → `valore`), completed with what holds otherwise: a setting born
 * after the ente has its default there too.
 */
export function completaImpostazioni(righe: Record<string, unknown>): Impostazioni {
  const scelte = righe as Partial<Impostazioni>;
  return {
    ...PREDEFINITE,
    ...scelte,
    segnatura: { ...PREDEFINITE.segnatura, ...scelte.segnatura },
    smistamento: { ...PREDEFINITE.smistamento, ...scelte.smistamento },
  };
}

export async function leggiImpostazioni(tx: Tx): Promise<Impostazioni> {
  const righe = await tx.selectFrom('impostazione').select(['chiave', 'valore']).execute();
  return completaImpostazioni(Object.fromEntries(righe.map((r) => [r.chiave, r.valore])));
}

/** Saves all the settings. They hold from the next registration on; what is registered keeps its own. */
export async function salvaImpostazioni(tx: Tx, ctx: Contesto, nuove: Impostazioni): Promise<Impostazioni> {
  const prima = await leggiImpostazioni(tx);
  await tx
    .insertInto('impostazione')
    .values(
      Object.entries(nuove).map(([chiave, valore]) => ({
        ente_id: ctx.ente.id,
        chiave,
        valore: JSON.stringify(valore),
      })),
    )
    .onConflict((oc) =>
      oc.columns(['ente_id', 'chiave']).doUpdateSet((eb) => ({ valore: eb.ref('excluded.valore') })),
    )
    .execute();
  await traccia(tx, ctx, 'impostazioni.modificate', { tipo: 'impostazioni' }, { prima, dopo: nuove });
  return nuove;
}
