import { oraDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import type { RigaRepertorio } from './righe-stampa.ts';

/** A field that a spreadsheet would take for a formula is shown as text; quotes are doubled (RFC 4180). */
function campo(testo: string): string {
  const innocuo = /^[=+\-@\t\r]/.test(testo) ? `'${testo}` : testo;
  return /[";\r\n]/.test(innocuo) ? `"${innocuo.replaceAll('"', '""')}"` : innocuo;
}

/**
 * The repertorio as CSV, as Italian spreadsheets read it (UTF-8 with mark, semicolons), a line at a time: number, year, date,
 * classification, oggetto, state.
 */
export async function* csvRepertorio(righe: AsyncIterable<RigaRepertorio>): AsyncGenerator<string> {
  yield '\ufeffNumero;Anno;Data di registrazione;Classificazione;Oggetto;Stato\r\n';
  for await (const r of righe) {
    const voci = [
      numeroASetteCifre(r.numero),
      String(r.anno),
      oraDiRoma(r.istante),
      r.classificazione ?? '',
      r.oggetto,
      r.annullata ? 'annullata' : 'valida',
    ];
    yield `${voci.map(campo).join(';')}\r\n`;
  }
}
