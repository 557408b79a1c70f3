import { colonnePresenti, leggiCsv } from '#platform/csv';
import type { TipoUnita } from '../unita/unita.schema.ts';
import { difetti, type Detti, type FileLetto, type Letta } from './proposta.ts';

const COLONNE = {
  codice: [],
  denominazione: ['nome', 'ufficio', 'descrizione'],
  tipo: ['livello'],
  padre: ['codicepadre', 'superiore', 'unitasuperiore'],
  uop: [],
  uu: [],
  ufficioProtocollo: [],
  ordine: ['posto'],
  indirizzo: ['sede'],
  email: ['mail', 'postaelettronica'],
  pec: [],
  telefono: ['tel'],
  codiceUnivoco: ['codiceuniuo'],
} as const;
type Colonna = keyof typeof COLONNE;

const SI = /^(s[iì]|vero|x|1|true|yes)$/i;
const NO = /^(no|falso|-|0|false|)$/i;
const poteri = ['uop', 'uu', 'ufficioProtocollo'] as const;
const recapiti = ['indirizzo', 'email', 'pec', 'telefono'] as const;

/**
 * Reads the chart as `esportaOrganigramma` writes it, or as an office wrote it with those headings. A column that is not there says
 * nothing; an empty cell takes away what was there, except name and kind, which a unit always has.
 *
 * @throws Rifiuto `importazione.illeggibile`, `importazione.colonna-mancante`
 */
export function leggiOrganigramma(testo: string): FileLetto {
  const presenti = colonnePresenti(testo, COLONNE);
  const righe = leggiCsv(testo, COLONNE, ['codice', 'denominazione']).map(({ linea, celle }): Letta => {
    const dove = { linea, codice: celle.codice, denominazione: celle.denominazione };
    const dubbio = poteri.find((p) => !SI.test(celle[p]) && !NO.test(celle[p]));
    if (dubbio) return { ...dove, errore: `${dubbio}: «${celle[dubbio]}» non è né sì né no.` };
    const detti = dettiDa(celle, presenti);
    const errore = difetti(celle.codice, detti);
    return errore === undefined ? { ...dove, detti } : { ...dove, errore };
  });
  return { formato: 'organigramma', righe, altriEnti: 0 };
}

function dettiDa(celle: Record<Colonna, string>, presenti: ReadonlySet<Colonna>): Detti {
  const o = <K extends string, V>(quando: boolean, nome: K, valore: V): Partial<Record<K, V>> =>
    quando ? ({ [nome]: valore } as Partial<Record<K, V>>) : {};
  return {
    denominazione: celle.denominazione,
    // What it is not, the check of the values says.
    ...o(celle.tipo !== '', 'tipo', celle.tipo.toLowerCase() as TipoUnita),
    ...o(presenti.has('padre'), 'padre', celle.padre || null),
    ...Object.fromEntries(poteri.filter((p) => presenti.has(p)).map((p) => [p, SI.test(celle[p])])),
    ...o(celle.ordine !== '', 'ordine', Number(celle.ordine)),
    ...Object.fromEntries(recapiti.filter((r) => presenti.has(r)).map((r) => [r, celle[r] || null])),
    ...o(presenti.has('codiceUnivoco'), 'codiceUnivoco', celle.codiceUnivoco.toUpperCase() || null),
  };
}
