import { leggiIstante } from './istante.ts';
import { type DatiSegnatura, numeroASetteCifre, siglaFlusso } from './segnatura.ts';

/**
 * The segnatura in one readable line (RN-56.5a, RN-56.5b, DPR 445/2000 art. 55 c. 1), version 1. Items, separated by
 * ` - `, in this order; the last three, the name of the AOO and the flusso only where `opzioni` asks for them:
 *
 * `<Amministrazione> - AOO <codice>[ <denominazione>] - <registro> n. <numero>/<anno> del <gg/mm/aaaa> <hh:mm:ss>[ - <A|P|I>][ - Class. <indice>][ - UU <unità>]`
 *
 * It is text to be read and stored; programs read the bar code (`leggiCodiceABarre`) or the data. The composition of
 * a version never changes, because segnature already made must come out the same (RN-56.1).
 * @example 'Comune di Esempio - AOO A1B2C3D - PG n. 0000001/2026 del 21/11/2026 10:15:30 - A'
 */
export function componiSegnatura(dati: DatiSegnatura): string {
  const { amministrazione, aoo, registro, opzioni, classificazione, unita } = dati;
  const { giorno, ora } = leggiIstante(dati.istante);
  return [
    amministrazione.denominazione,
    opzioni.aoo ? `AOO ${aoo.codice} ${aoo.denominazione}` : `AOO ${aoo.codice}`,
    `${registro.codice} n. ${numeroASetteCifre(dati.numero)}/${dati.anno} del ${giorno} ${ora}`,
    ...(opzioni.flusso ? [siglaFlusso[dati.flusso]] : []),
    ...(opzioni.classificazione && classificazione ? [`Class. ${classificazione.codice}`] : []),
    ...(opzioni.unita && unita ? [`UU ${unita.denominazione}`] : []),
  ]
    .map((voce) => voce.replace(/\s+/gu, ' ').trim())
    .join(' - ');
}
