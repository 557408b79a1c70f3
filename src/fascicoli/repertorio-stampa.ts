import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import { tableSheet } from '#platform/pdf';
import type { VoceRepertorioFascicoli } from './fascicoli.schema.ts';

const COLONNE_CSV: [string, (v: VoceRepertorioFascicoli) => string | number | undefined][] = [
  ['Anno di creazione', (v) => v.annoCreazione],
  ['Classificazione', (v) => classificazione(v)],
  ['Numero fascicolo', (v) => v.numero],
  ['Numero sottofascicolo', (v) => v.sottofascicolo],
  ['Anno di chiusura', (v) => v.annoChiusura],
  ['Oggetto del fascicolo', (v) => v.oggetto],
  ['Oggetto del sottofascicolo', (v) => v.oggettoSottofascicolo],
  ['Denominazione', (v) => v.denominazione],
  ['Tipo', (v) => v.tipo],
  ['Ufficio', (v) => v.ufficio.denominazione],
  ['Responsabile del procedimento', (v) => v.rpa && `${v.rpa.cognome} ${v.rpa.nome}`],
  ['Data di apertura', (v) => v.dataApertura],
  ['Data di chiusura', (v) => v.dataChiusura],
  ['Livello di riservatezza', (v) => v.riservatezza],
  ['Luogo', (v) => v.luogo],
];

/** `VI.3 Territorio e ambiente › Edilizia privata`: code, and the text of every level at opening (RN-46.1b). */
function classificazione(v: VoceRepertorioFascicoli): string {
  return `${v.classificazione.codice} ${v.classificazione.percorso.map((p) => p.denominazione).join(' › ')}`;
}

/** The repertorio as CSV, as Italian spreadsheets read it (UTF-8 with mark, semicolons), a page at a time. */
export async function* repertorioCsv(
  pagine: AsyncIterable<VoceRepertorioFascicoli[]>,
): AsyncGenerator<string> {
  yield INIZIO_CSV + rigaCsv(COLONNE_CSV.map(([nome]) => nome));
  for await (const pagina of pagine)
    yield pagina.map((v) => rigaCsv(COLONNE_CSV.map(([, valore]) => valore(v)))).join('');
}

/** The repertorio dei fascicoli of a year, as printed (RN-46.1): tagged PDF/A-1b, in order of classification and number. */
export async function repertorioPdf(
  testa: { ente: string; anno: number; adesso: Date },
  pagine: AsyncIterable<VoceRepertorioFascicoli[]>,
): Promise<Uint8Array> {
  const foglio = await tableSheet(
    {
      title: `Repertorio dei fascicoli, anno ${testa.anno}`,
      issuer: testa.ente,
      lines: [`Stampato il ${dataItaliana(giornoDiRoma(testa.adesso))}`],
      footer: `${testa.ente}  ·  Repertorio dei fascicoli ${testa.anno}`,
      instant: testa.adesso,
      landscape: true,
    },
    [
      { name: 'Numero', width: 26 },
      { name: 'Creato', width: 18 },
      { name: 'Classificazione', width: 70 },
      { name: 'Oggetto', width: 105 },
      { name: 'Ufficio', width: 30 },
      { name: 'Chiuso', width: 18 },
    ],
  );
  let vuoto = true;
  for await (const pagina of pagine) {
    for (const v of pagina) {
      vuoto = false;
      await foglio.row([
        v.sottofascicolo === undefined ? v.numero : `${v.numero}.${v.sottofascicolo}`,
        String(v.annoCreazione),
        classificazione(v),
        v.oggettoSottofascicolo ?? v.oggetto,
        v.ufficio.denominazione,
        v.annoChiusura === undefined ? '' : String(v.annoChiusura),
      ]);
    }
  }
  if (vuoto) foglio.paragraph('Nessun fascicolo.');
  return await foglio.finish();
}
