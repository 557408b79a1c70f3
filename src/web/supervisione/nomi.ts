import type { FiltroLog } from './api.ts';

type Gruppo = NonNullable<FiltroLog['gruppo']>;

/** Families of the log as one chooses them; those of the system are all that its administrator has. */
export const nomiGruppi: readonly { codice: Gruppo; nome: string; diSistema?: true }[] = [
  { codice: 'accessi', nome: 'Accessi e sessioni', diSistema: true },
  { codice: 'rifiuti', nome: 'Accessi rifiutati', diSistema: true },
  { codice: 'permessi', nome: 'Profili, deleghe e utenti', diSistema: true },
  { codice: 'configurazione', nome: 'Configurazione', diSistema: true },
  { codice: 'registrazioni', nome: 'Registrazioni' },
  { codice: 'correzioni', nome: 'Annullamenti e rettifiche' },
  { codice: 'documenti', nome: 'Documenti' },
  { codice: 'assegnazioni', nome: 'Assegnazioni' },
  { codice: 'fascicoli', nome: 'Fascicoli e serie' },
  { codice: 'repertori', nome: 'Repertori' },
  { codice: 'titolario', nome: 'Titolario e prontuario' },
  { codice: 'corrispondenti', nome: 'Rubrica' },
  { codice: 'letture', nome: 'Letture riservate e consultazioni' },
  { codice: 'comunicazioni', nome: 'Comunicazioni e avvisi' },
];
