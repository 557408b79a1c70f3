import { leggiIstante } from './istante.ts';
import { type DatiSegnatura, nomeFlusso, numeroASetteCifre, siglaFlusso } from './segnatura.ts';

/**
 * The items of the graphic segnatura, on a label or in a stamp (RN-56.4–56.6). What identifies (`numero`, `momento`,
 * the codes) is never shortened; a `denominazione` may be, where there is no room.
 */
export type Segno = {
  amministrazione: string;
  aoo: { codice: string; denominazione: string };
  numero: string;
  momento: string;
  classificazione?: { codice: string; denominazione: string };
  unita?: { codice: string; denominazione: string };
  diciture: string[];
};

/** Chooses the items by the ente's options (RN-56.6a–c, AMB-03). */
export function componiSegno(dati: DatiSegnatura): Segno {
  const { opzioni } = dati;
  const { giorno, ora } = leggiIstante(dati.istante);
  const flusso = opzioni.flusso ? ` · ${nomeFlusso[dati.flusso]} (${siglaFlusso[dati.flusso]})` : '';
  return {
    amministrazione: dati.amministrazione.denominazione,
    aoo: { codice: `AOO ${dati.aoo.codice}`, denominazione: opzioni.aoo ? dati.aoo.denominazione : '' },
    numero: `${dati.registro.codice} n. ${numeroASetteCifre(dati.numero)}/${dati.anno}`,
    momento: `${giorno} ${ora}${flusso}`,
    ...(opzioni.classificazione && dati.classificazione
      ? {
          classificazione: {
            codice: `Class. ${dati.classificazione.codice}`,
            denominazione: dati.classificazione.denominazione,
          },
        }
      : {}),
    ...(opzioni.unita && dati.unita
      ? { unita: { codice: 'UU', denominazione: dati.unita.denominazione } }
      : {}),
    diciture: dati.diciture,
  };
}
