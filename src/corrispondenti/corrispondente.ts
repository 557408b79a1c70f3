import { Rifiuto, type ErroreCampo } from '#platform/http';
import { codiceFiscalePersonaEsatto, codiceNumericoEsatto } from '#platform/codice-fiscale';
import type { Corrispondente } from './corrispondenti.schema.ts';

/** How a correspondent reads in the register, in the words typed: `Rossi Anna`, `Edilizia Aurora S.r.l.` */
export function nominativo(c: Corrispondente): string {
  return c.tipo === 'PF' ? `${c.cognome ?? ''} ${c.nome ?? ''}` : (c.denominazione ?? '');
}

const assente = (testo: string | undefined): boolean => testo === undefined || testo.trim() === '';
const INDIRIZZO_DIGITALE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * Checks what a correspondent must have to be named in the register (RN-54.1c). What is on the paper is registered as it
 * is, so a tax code whose arithmetic does not agree is a warning, not a refusal; no text is ever altered.
 *
 * @param campo path of the correspondent in the request (`destinatari.3`), for the errors; empty at the top
 * @returns sentences for the operator, to be shown and then left to him
 * @throws Rifiuto `corrispondente.non-valido` with every field at fault
 */
export function verificaCorrispondente(c: Corrispondente, campo: string): { avvisi: string[] } {
  const campi = errori(c).map((e) => ({ ...e, campo: campo ? `${campo}.${e.campo}` : e.campo }));
  if (campi.length > 0)
    throw new Rifiuto({
      codice: 'corrispondente.non-valido',
      categoria: 'nonValido',
      dettaglio: campi.map((e) => e.messaggio).join(' '),
      campi,
    });
  return { avvisi: avvisi(c) };
}

function errori(c: Corrispondente): ErroreCampo[] {
  const trovati: ErroreCampo[] = [];
  const seManca = (campo: 'nome' | 'cognome' | 'denominazione', messaggio: string): void => {
    if (assente(c[campo])) trovati.push({ campo, messaggio });
  };
  const seCe = (campo: 'nome' | 'cognome' | 'denominazione', messaggio: string): void => {
    if (c[campo] !== undefined) trovati.push({ campo, messaggio });
  };
  if (c.tipo === 'PF') {
    seManca('cognome', 'Il cognome è obbligatorio per una persona fisica.');
    seManca('nome', 'Il nome è obbligatorio per una persona fisica.');
    seCe('denominazione', 'Una persona fisica ha nome e cognome, non denominazione.');
  } else {
    seManca('denominazione', 'La denominazione è obbligatoria.');
    seCe('nome', 'Solo una persona fisica ha un nome.');
    seCe('cognome', 'Solo una persona fisica ha un cognome.');
  }
  for (const [i, indirizzo] of (c.indirizziDigitali ?? []).entries()) {
    if (!INDIRIZZO_DIGITALE.test(indirizzo))
      trovati.push({
        campo: `indirizziDigitali.${i}`,
        messaggio: `«${indirizzo}» non è un indirizzo di posta.`,
      });
  }
  return trovati;
}

function avvisi(c: Corrispondente): string[] {
  // Foreign codes have rules of their own, which nobody here can check.
  if (c.tipo === 'PAE' || (c.nazione !== undefined && c.nazione !== 'IT')) return [];
  const trovati: string[] = [];
  if (c.codiceFiscale !== undefined && !codiceFiscaleEsatto(c.tipo, c.codiceFiscale))
    trovati.push(`Il codice fiscale «${c.codiceFiscale}» di ${nominativo(c)} non è formalmente corretto.`);
  if (c.partitaIva !== undefined && !partitaIvaEsatta(c.partitaIva))
    trovati.push(`La partita IVA «${c.partitaIva}» di ${nominativo(c)} non è formalmente corretta.`);
  return trovati;
}

// Sole traders have a person's code, and some persons a provisional code of eleven digits; a body has digits only.
function codiceFiscaleEsatto(tipo: Corrispondente['tipo'], codice: string): boolean {
  return codiceNumericoEsatto(codice) || (tipo !== 'PAI' && codiceFiscalePersonaEsatto(codice));
}

function partitaIvaEsatta(partitaIva: string): boolean {
  const [, paese, cifre = partitaIva] = /^([A-Z]{2})(.+)$/i.exec(partitaIva) ?? [];
  return paese !== undefined && paese.toUpperCase() !== 'IT' ? true : codiceNumericoEsatto(cifre);
}
