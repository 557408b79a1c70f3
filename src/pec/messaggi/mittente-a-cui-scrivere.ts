import { conflitto, nonValido } from '../pec.errors.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';

/** The sender as the recipient of an answer. @throws Rifiuto `pec.senza-mittente`, `pec.risposta-a-automatico` */
export function mittenteACuiScrivere(m: Pick<RigaMessaggio, 'mittente' | 'mittente_nome' | 'automatico'>): {
  indirizzo: string;
  nominativo: string;
} {
  if (m.mittente === null || m.mittente === '')
    throw nonValido('senza-mittente', 'mittente', 'Il messaggio non dice chi lo ha scritto.');
  if (m.automatico)
    throw conflitto('risposta-a-automatico', 'Il messaggio lo ha scritto un programma: non gli si risponde.');
  return { indirizzo: m.mittente, nominativo: m.mittente_nome?.trim() || m.mittente };
}
