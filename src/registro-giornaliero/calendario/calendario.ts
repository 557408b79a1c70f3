import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Calendario } from './calendario.schema.ts';
import { giorniDopo } from './giorno.ts';
import type { Chiusure } from './giorni-lavorativi.ts';

const CHIAVE = 'calendario';

export async function leggiCalendario(tx: Tx): Promise<Calendario> {
  const riga = await tx
    .selectFrom('impostazione')
    .select('valore')
    .where('chiave', '=', CHIAVE)
    .executeTakeFirst();
  return (riga?.valore as Calendario | undefined) ?? { straordinarie: [] };
}

/** As the functions on days want it. */
export function chiusureDi(c: Calendario): Chiusure {
  return { patrono: c.patrono?.giorno, straordinarie: c.straordinarie };
}

/**
 * Saves the days on which the offices are closed. It holds for the daily registers closed from then on: when one is due is fixed
 * when it is made.
 *
 * @throws Rifiuto `registro-giornaliero.giorno-inesistente`
 */
export async function salvaCalendario(tx: Tx, ctx: Contesto, nuovo: Calendario): Promise<void> {
  const patrono = nuovo.patrono?.giorno;
  // Of a leap year, which has them all.
  if (patrono !== undefined && giorniDopo(`2024-${patrono}`, 0) !== `2024-${patrono}`)
    throw new Rifiuto({
      codice: 'registro-giornaliero.giorno-inesistente',
      categoria: 'nonValido',
      campo: 'patrono.giorno',
      dettaglio: 'Quel giorno non esiste.',
    });
  const prima = await leggiCalendario(tx);
  const valore = {
    ...nuovo,
    straordinarie: nuovo.straordinarie.toSorted((a, b) => a.giorno.localeCompare(b.giorno)),
  };
  await tx
    .insertInto('impostazione')
    .values({ ente_id: ctx.ente.id, chiave: CHIAVE, valore: JSON.stringify(valore) })
    .onConflict((oc) =>
      oc.columns(['ente_id', 'chiave']).doUpdateSet((eb) => ({ valore: eb.ref('excluded.valore') })),
    )
    .execute();
  await traccia(tx, ctx, 'calendario.modificato', { tipo: 'impostazioni' }, { prima, dopo: valore });
}
