import { nomeProfilo } from '../autorizzazioni/nomi.ts';
import { data } from '../platform/date/roma.ts';
import type { Accesso, Ambito, Autorizzazione, Profilo, Sostituzione, Utente } from './api.ts';

export { nomeProfilo };

export const nomeRapporto: Record<Utente['rapporto'], string> = {
  dipendente: 'dipendente',
  esterno: 'personale esterno',
  outsourcer: 'fornitore in outsourcing',
};
export const nomeAccesso: Record<Accesso, string> = {
  contenuto: 'estremi e contenuto',
  estremi: 'solo gli estremi',
};
export const nomeAmbito: Record<Ambito, string> = {
  assegnazioni: 'Scrivania: prende in carico, rinvia, assegna',
  registrazioni: 'Registra e completa le registrazioni',
  fascicoli: 'Apre, alimenta e chiude i fascicoli',
  ufficio: 'Dirige l’ufficio: chiede autorizzazioni',
};
export const ambitoBreve: Record<Ambito, string> = {
  assegnazioni: 'scrivania',
  registrazioni: 'registrazioni',
  fascicoli: 'fascicoli',
  ufficio: 'direzione dell’ufficio',
};
export const statoAutorizzazione: Record<Autorizzazione['stato'], { nome: string; marca: string }> = {
  'in-vigore': { nome: 'in vigore', marca: 'marca--viva' },
  futura: { nome: 'futura', marca: '' },
  scaduta: { nome: 'scaduta', marca: 'marca--spenta' },
  revocata: { nome: 'revocata', marca: 'marca--spenta' },
};
export const statoSostituzione: Record<Sostituzione['stato'], { nome: string; marca: string }> = {
  'in-vigore': { nome: 'in vigore', marca: 'marca--viva' },
  futura: { nome: 'futura', marca: '' },
  finita: { nome: 'finita', marca: 'marca--spenta' },
  revocata: { nome: 'revocata', marca: 'marca--spenta' },
};

/** `operatore, dirige l’ufficio; solo gli estremi dei documenti` */
export function descriviPoteri(p: {
  profilo: Profilo;
  responsabileUnita: boolean;
  accesso: Accesso;
}): string {
  return [
    nomeProfilo[p.profilo],
    p.responsabileUnita && 'dirige l’ufficio',
    p.accesso === 'estremi' && 'solo gli estremi dei documenti',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `dal 01/02/2026 al 31/03/2026`, `dal 01/02/2026, fino a revoca` */
export function periodo(dal: string | undefined, al: string | undefined): string {
  const inizio = dal === undefined ? 'dalla decisione' : `dal ${data(dal)}`;
  return al === undefined ? `${inizio}, fino a revoca` : `${inizio} al ${data(al)}`;
}
