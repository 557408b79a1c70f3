export type { Incarico, Sessione } from '../../autorizzazioni/sessioni/sessione.schema.ts';
