import type { ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';

const ISTANTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const GIORNO = /^\d{4}-\d{2}-\d{2}$/;

/** Any value of a datum as the office reads it: text, date, correspondent, list, protocol of the sender. */
export function leggibile(valore: unknown): string {
  if (valore === null || valore === undefined || valore === '') return '(nessun valore)';
  if (typeof valore === 'string')
    return ISTANTE.test(valore) ? dataOra(valore) : GIORNO.test(valore) ? data(valore) : valore;
  if (typeof valore === 'number') return String(valore);
  if (typeof valore === 'boolean') return valore ? 'sì' : 'no';
  if (Array.isArray(valore)) return valore.length === 0 ? '(nessuno)' : valore.map(leggibile).join('; ');
  return oggetto(valore as Record<string, unknown>);
}

function oggetto(o: Record<string, unknown>): string {
  const testo = (campo: string): string => (typeof o[campo] === 'string' ? o[campo] : '');
  if ('nominativo' in o || 'cognome' in o) {
    const nome = testo('nominativo') || `${testo('cognome')} ${testo('nome')}`.trim();
    return testo('ufficio') ? `${nome} (${testo('ufficio')})` : nome;
  }
  if ('codice' in o && 'denominazione' in o) return `${testo('codice')} ${testo('denominazione')}`;
  if ('numero' in o && 'anno' in o) return `n. ${leggibile(o.numero)}/${leggibile(o.anno)}`;
  if ('numero' in o) return `${leggibile(o.numero)}${o.data ? ` del ${leggibile(o.data)}` : ''}`;
  if ('denominazione' in o) return testo('denominazione');
  return Object.values(o).map(leggibile).join(', ');
}

export function Valore({ valore }: { valore: unknown }): ReactElement {
  return <>{leggibile(valore)}</>;
}
