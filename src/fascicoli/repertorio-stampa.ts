import { setImmediate } from 'node:timers/promises';
import { dataItaliana, giornoDiRoma } from '#platform/clock';
import type { VoceRepertorioFascicoli } from './fascicoli.schema.ts';
import { foglioTabella } from './foglio-tabella.ts';

const RESPIRO = 100;

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

/** A field that a spreadsheet would take for a formula is shown as text; quotes are doubled (RFC 4180). */
function campo(valore: string | number | undefined): string {
  const testo = String(valore ?? '');
  const innocuo = /^[=+\-@\t\r]/.test(testo) ? `'${testo}` : testo;
  return /[";\r\n]/.test(innocuo) ? `"${innocuo.replaceAll('"', '""')}"` : innocuo;
}

/** The repertorio as CSV, as Italian spreadsheets read it (UTF-8 with mark, semicolons), a page at a time. */
export async function* repertorioCsv(
  pagine: AsyncIterable<VoceRepertorioFascicoli[]>,
): AsyncGenerator<string> {
  yield `\ufeff${COLONNE_CSV.map(([nome]) => campo(nome)).join(';')}\r\n`;
  for await (const pagina of pagine)
    yield pagina.map((v) => `${COLONNE_CSV.map(([, valore]) => campo(valore(v))).join(';')}\r\n`).join('');
}

/** The repertorio dei fascicoli of a year, as printed (RN-46.1): tagged PDF/A-1b, in order of classification and number. */
export async function repertorioPdf(
  testa: { ente: string; anno: number; adesso: Date },
  pagine: AsyncIterable<VoceRepertorioFascicoli[]>,
): Promise<Uint8Array> {
  const foglio = await foglioTabella(
    {
      titolo: `Repertorio dei fascicoli, anno ${testa.anno}`,
      ente: testa.ente,
      righe: [`Stampato il ${dataItaliana(giornoDiRoma(testa.adesso))}`],
      piede: `${testa.ente}  ·  Repertorio dei fascicoli ${testa.anno}`,
      istante: testa.adesso,
      orizzontale: true,
    },
    [
      { nome: 'Numero', larghezza: 26 },
      { nome: 'Creato', larghezza: 18 },
      { nome: 'Classificazione', larghezza: 70 },
      { nome: 'Oggetto', larghezza: 105 },
      { nome: 'Ufficio', larghezza: 30 },
      { nome: 'Chiuso', larghezza: 18 },
    ],
  );
  let n = 0;
  for await (const pagina of pagine) {
    for (const v of pagina) {
      foglio.riga([
        v.sottofascicolo === undefined ? v.numero : `${v.numero}.${v.sottofascicolo}`,
        String(v.annoCreazione),
        classificazione(v),
        v.oggettoSottofascicolo ?? v.oggetto,
        v.ufficio.denominazione,
        v.annoChiusura === undefined ? '' : String(v.annoChiusura),
      ]);
      if (++n % RESPIRO === 0) await setImmediate();
    }
  }
  if (n === 0) foglio.capoverso('Nessun fascicolo.');
  return await foglio.fine();
}
