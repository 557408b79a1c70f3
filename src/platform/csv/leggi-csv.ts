import { parse } from 'csv-parse/sync';
import { Rifiuto } from '#platform/http';

/** Letters and digits of a heading: `Codice classificazione` → `codiceclassificazione`. */
const piega = (testo: string): string =>
  testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/**
 * Rows of a CSV with heading, by the names of the columns asked for, each of which may be headed in several ways. Comma,
 * semicolon or tab. The apostrophe that `rigaCsv` puts before what looks like a formula is taken away.
 *
 * @param colonne name → headings it is known by, folded (`codiceclassificazione`)
 * @throws Rifiuto `importazione.illeggibile`; `importazione.colonna-mancante` for one of `obbligatorie`
 */
export function leggiCsv<C extends string>(
  testo: string,
  colonne: Record<C, readonly string[]>,
  obbligatorie: readonly NoInfer<C>[],
): { linea: number; celle: Record<C, string> }[] {
  const righe = tabella(testo);
  const posti = postiDi(righe[0] ?? [], colonne);
  const manca = obbligatorie.find((nome) => posti[nome] < 0);
  if (manca !== undefined)
    throw new Rifiuto({
      codice: 'importazione.colonna-mancante',
      categoria: 'nonValido',
      dettaglio: `Manca la colonna «${manca}».`,
      campo: 'contenuto',
    });
  return righe.slice(1).map((r, i) => ({
    linea: i + 2,
    celle: Object.fromEntries(
      (Object.keys(colonne) as C[]).map((nome) => [
        nome,
        (posti[nome] < 0 ? '' : (r[posti[nome]] ?? '')).trim().replace(/^'(?=[=+\-@])/, ''),
      ]),
    ) as Record<C, string>,
  }));
}

/** Which of these columns the file has: one that is not there says nothing, one that is empty does. */
export function colonnePresenti<C extends string>(
  testo: string,
  colonne: Record<C, readonly string[]>,
): Set<C> {
  const posti = postiDi(tabella(testo, 1)[0] ?? [], colonne);
  return new Set((Object.keys(posti) as C[]).filter((nome) => posti[nome] >= 0));
}

function postiDi<C extends string>(
  intestazione: readonly string[],
  colonne: Record<C, readonly string[]>,
): Record<C, number> {
  const intestazioni = intestazione.map(piega);
  return Object.fromEntries(
    (Object.entries(colonne) as [C, readonly string[]][]).map(([nome, modi]) => [
      nome,
      intestazioni.findIndex((i) => i === piega(nome) || modi.includes(i)),
    ]),
  ) as Record<C, number>;
}

function tabella(testo: string, quante?: number): string[][] {
  const prima = testo.split('\n', 1)[0] ?? '';
  const delimiter = [';', '\t', ','].find((d) => prima.includes(d)) ?? ';';
  try {
    return parse(testo, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      ...(quante && { to: quante }),
    });
  } catch (errore) {
    throw new Rifiuto({
      codice: 'importazione.illeggibile',
      categoria: 'nonValido',
      dettaglio: `Il file non si legge come CSV: ${errore instanceof Error ? errore.message : ''}`,
      campo: 'contenuto',
    });
  }
}
