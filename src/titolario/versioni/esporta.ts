import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import type { ClasseDaImportare, TitoloDaImportare, TitolarioDaImportare } from '../importa-titolario.ts';
import { inOrdine, nomiLivelli, vociDi, type RigaVoce } from '../titolario.queries.ts';
import { trovaVersione } from './versioni.queries.ts';

/** Columns of the CSV, in their order; a voce without a code has that of the entry it is under. */
export const COLONNE = ['codice', 'denominazione', 'voce', 'tipi', 'nota', 'chiusa'] as const;

/** A version in the form in which it can be imported again. */
export async function esportaJson(tx: Tx, id: string): Promise<TitolarioDaImportare> {
  const versione = await trovaVersione(tx, id);
  const righe = await vociDi(tx, id);
  const sotto = (padre: string | null, conCodice: boolean): RigaVoce[] =>
    righe.filter((r) => r.padre_id === padre && (r.codice !== null) === conCodice);
  const partizione = (r: RigaVoce) => ({
    codice: r.codice ?? '',
    numero: r.numero,
    denominazione: r.denominazione,
    ...(r.chiusa && { chiusa: true }),
    voci: sotto(r.id, false).map((v) => ({
      numero: v.numero,
      descrizione: v.denominazione,
      tipi: v.tipi,
      ...(v.nota !== null && { nota: v.nota }),
      ...(v.testo_originale !== null && { testoOriginale: v.testo_originale }),
      ...(v.chiusa && { chiusa: true }),
    })),
  });
  const classe = (r: RigaVoce): ClasseDaImportare => {
    const sottoclassi = sotto(r.id, true).map(partizione);
    return { ...partizione(r), ...(sottoclassi.length > 0 && { sottoclassi }) };
  };
  return {
    versione: versione.versione,
    inUsoDal: versione.inUsoDal ?? '',
    livelli: await nomiLivelli(tx, []),
    titoli: sotto(null, true).map((t): TitoloDaImportare => ({
      ...partizione(t),
      classi: sotto(t.id, true).map(classe),
    })),
  };
}

/** The same as a table: one row for each entry, in order, for a spreadsheet. */
export async function esportaCsv(tx: Tx, id: string): Promise<string> {
  await trovaVersione(tx, id);
  const voci = inOrdine(await vociDi(tx, id));
  const codici = new Map(voci.map((v) => [v.id, v.codice]));
  const righe = voci.map((v) => {
    const sopra = v.padre_id === null ? '' : (codici.get(v.padre_id) ?? '');
    const [codice, denominazione, voce] =
      v.codice === null ? [sopra, '', v.denominazione] : [v.codice, v.denominazione, ''];
    return rigaCsv([codice, denominazione, voce, v.tipi.join(' | '), v.nota ?? '', v.chiusa ? 'sì' : '']);
  });
  return `${INIZIO_CSV}${rigaCsv(COLONNE)}${righe.join('')}`;
}
