import { parse, type CsvError } from 'csv-parse/sync';
import { Compile } from 'typebox/compile';
import { campiInItaliano, Rifiuto, verificaTesto } from '#platform/http';
import { leggiIntestazione, piega, type Colonna } from './colonne-csv.ts';
import { Corrispondente } from './corrispondenti.schema.ts';
import { verificaCorrispondente } from './corrispondente.ts';
import type { DestinatariLetti } from './destinatari.schema.ts';

/** As many as one registration admits (RN-58.2). */
export const RIGHE_MASSIME = 10_000;

const TIPI: Record<string, Corrispondente['tipo']> = {
  pf: 'PF',
  persona_fisica: 'PF',
  pg: 'PG',
  persona_giuridica: 'PG',
  pai: 'PAI',
  pa: 'PAI',
  amministrazione: 'PAI',
  amministrazione_italiana: 'PAI',
  pae: 'PAE',
  amministrazione_estera: 'PAE',
};

const forma = Compile(Corrispondente);

/**
 * Reads a list of recipients. A row that gives none is told apart with its number and why; the others are unaffected.
 *
 * @param testo CSV with a header, separated by `;`, `,` or tabs, quoted fields with whatever inside
 * @throws Rifiuto `destinatari.csv-illeggibile`, `destinatari.vuoto`, `destinatari.troppi`, `destinatari.colonne`
 */
export function leggiDestinatari(testo: string): DestinatariLetti {
  const [intestazione, ...righe] = dividi(testo);
  if (!intestazione) throw nonLeggibile('vuoto', 'Il file è vuoto.');
  const colonne = leggiIntestazione(intestazione);
  const esito: DestinatariLetti = {
    items: [],
    totale: 0,
    colonne: colonne.flatMap((c) => ('variabile' in c ? [c.variabile] : [])),
    errori: [],
    avvisi: [],
  };
  for (const [i, celle] of righe.entries()) {
    if (celle.every((c) => c === '')) continue;
    if (++esito.totale > RIGHE_MASSIME)
      throw nonLeggibile(
        'troppi',
        `L’elenco supera ${RIGHE_MASSIME} destinatari: va diviso in più registrazioni.`,
      );
    // As the spreadsheet numbers them: a text on two lines is one row.
    const riga = i + 2;
    try {
      const { destinatario, avvisi } = leggiRiga(colonne, celle);
      esito.items.push(destinatario);
      esito.avvisi.push(...avvisi.map((messaggio) => ({ riga, messaggio })));
    } catch (errore) {
      if (!(errore instanceof Rifiuto)) throw errore;
      esito.errori.push({ riga, messaggio: errore.dettaglio });
    }
  }
  if (esito.totale === 0) throw nonLeggibile('vuoto', 'Il file ha solo l’intestazione.');
  return esito;
}

function dividi(testo: string): string[][] {
  const [prima = ''] = testo.split('\n', 1);
  const conta = (separatore: string): number => prima.replace(/"[^"]*"/g, '').split(separatore).length;
  const separatori = [';', ',', '\t'].sort((a, b) => conta(b) - conta(a));
  try {
    return parse(testo, { delimiter: separatori[0] ?? ';', relaxColumnCount: true, trim: true });
  } catch (errore) {
    const { lines } = errore as CsvError & { lines?: number };
    if (lines === undefined) throw errore;
    throw nonLeggibile(
      'csv-illeggibile',
      `Alla riga ${lines} le virgolette non tornano: il file non si legge oltre.`,
    );
  }
}

function leggiRiga(colonne: Colonna[], celle: string[]): { destinatario: Corrispondente; avvisi: string[] } {
  if (celle.slice(colonne.length).some((c) => c !== ''))
    throw nonLeggibile('riga', 'La riga ha più celle dell’intestazione.');
  const dati: Partial<Record<string, string>> = {};
  const indirizziDigitali: string[] = [];
  const variabili: Record<string, string> = {};
  for (const [i, colonna] of colonne.entries()) {
    const cella = celle[i] ?? '';
    if ('variabile' in colonna) variabili[colonna.variabile] = cella;
    else if (colonna.dato === 'indirizziDigitali')
      indirizziDigitali.push(...cella.split(/[\s,;]+/).filter(Boolean));
    else if (cella !== '') dati[colonna.dato] = cella;
  }
  const { tipo, ...resto } = dati;
  const destinatario = {
    tipo: tipoDi(tipo, dati),
    ...resto,
    ...(indirizziDigitali.length > 0 && { indirizziDigitali }),
    ...(Object.keys(variabili).length > 0 && { variabili }),
  };
  if (!forma.Check(destinatario)) {
    const campi = campiInItaliano(forma.Errors(destinatario));
    throw nonLeggibile('riga', campi.map((c) => `${c.campo}: ${c.messaggio}`).join(' '));
  }
  verificaTesto(destinatario);
  return { destinatario, avvisi: verificaCorrispondente(destinatario, '').avvisi };
}

function tipoDi(scritto: string | undefined, dati: Partial<Record<string, string>>): Corrispondente['tipo'] {
  if (scritto !== undefined) {
    const tipo = TIPI[piega(scritto)];
    if (!tipo) throw nonLeggibile('riga', `Il tipo «${scritto}» non è PF, PG, PAI né PAE.`);
    return tipo;
  }
  if (dati.denominazione === undefined) return 'PF';
  return dati.codiceIpa === undefined ? 'PG' : 'PAI';
}

function nonLeggibile(motivo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `destinatari.${motivo}`, categoria: 'nonValido', dettaglio, campo: 'file' });
}
