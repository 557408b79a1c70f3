import { PROTOCOLLO } from '../registrazione/indirizzi.ts';

export type Interpretazione =
  | { tipo: 'salto'; registro?: string; anno: string; numero: string }
  | { tipo: 'giorno'; giorno: string }
  | { tipo: 'corrispondente'; testo: string }
  | { tipo: 'testo'; testo: string };

const NUMERO = /^(?:n\.?\s*)?0*(\d{1,15})\s*\/\s*(\d{4})$/i;
/** What a bar-code reader types from our labels: `<AOO>-<registro>-<anno><numero>`. */
const CODICE_A_BARRE = /^[A-Za-z0-9_.]{1,20}-([A-Za-z0-9_.]{1,20})-(\d{4})-?0*(\d{1,15})$/;
/** `ORDINANZE 12/2026`: an entry of a repertorio. */
const DI_REPERTORIO = /^([A-Za-z][A-Za-z0-9_.]{0,15})\s+(?:n\.?\s*)?0*(\d{1,15})\s*\/\s*(\d{4})$/;
const GIORNO = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const CODICE_FISCALE =
  /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/i;
const PARTITA_IVA = /^\d{11}$/;

/**
 * What somebody means who writes in the one search box: `345/2026`, `ORDINANZE 12/2026` and a scanned label are a registration to go to, a
 * day is a day of the register, a codice fiscale is a correspondent, anything else is text. A PEC address is text too: the
 * text of a registration has the digital addresses of all its correspondents.
 */
export function interpretaRicerca(scritto: string): Interpretazione {
  const testo = scritto.trim();
  const [, numero, anno] = NUMERO.exec(testo) ?? [];
  if (numero && anno) return { tipo: 'salto', anno, numero };
  const [, registro, numeroSuo, annoSuo] = DI_REPERTORIO.exec(testo) ?? [];
  if (registro && numeroSuo && annoSuo) return salto(registro, annoSuo, numeroSuo);
  const [, registroBarre, annoBarre, numeroBarre] = CODICE_A_BARRE.exec(testo) ?? [];
  if (registroBarre && annoBarre && numeroBarre) return salto(registroBarre, annoBarre, numeroBarre);
  const giorno = giornoEsistente(testo);
  if (giorno) return { tipo: 'giorno', giorno };
  const compatto = testo.replaceAll(/\s/g, '');
  if (CODICE_FISCALE.test(compatto) || PARTITA_IVA.test(compatto))
    return { tipo: 'corrispondente', testo: compatto.toUpperCase() };
  return { tipo: 'testo', testo };
}

function salto(codice: string, anno: string, numero: string): Interpretazione {
  const registro = codice.toUpperCase();
  return { tipo: 'salto', ...(registro !== PROTOCOLLO && { registro }), anno, numero };
}

function giornoEsistente(testo: string): string | undefined {
  const [, g, m, anno] = GIORNO.exec(testo) ?? [];
  if (!g || !m || !anno) return undefined;
  const giorno = `${anno}-${m.padStart(2, '0')}-${g.padStart(2, '0')}`;
  const data = new Date(`${giorno}T00:00:00Z`);
  return !Number.isNaN(data.getTime()) && data.toISOString().startsWith(giorno) ? giorno : undefined;
}
