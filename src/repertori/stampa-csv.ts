import { oraDiRoma } from '#platform/clock';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import { numeroASetteCifre } from '#segnatura';
import type { RigaRepertorio } from './righe-stampa.ts';

/**
 * The repertorio as CSV, as Italian spreadsheets read it (UTF-8 with mark, semicolons), a line at a time: number, year, date,
 * classification, oggetto, state.
 */
export async function* csvRepertorio(righe: AsyncIterable<RigaRepertorio>): AsyncGenerator<string> {
  yield (
    INIZIO_CSV + rigaCsv(['Numero', 'Anno', 'Data di registrazione', 'Classificazione', 'Oggetto', 'Stato'])
  );
  for await (const r of righe) {
    yield rigaCsv([
      numeroASetteCifre(r.numero),
      r.anno,
      oraDiRoma(r.istante),
      r.classificazione,
      r.oggetto,
      r.annullata ? 'annullata' : 'valida',
    ]);
  }
}
