/** What can be done. Every route names one of these (RN-71.1). */
export const permessi = [
  'registrazione.registra',
  'registrazione.consulta',
  'registrazione.modifica',
  'provvedimento.richiede',
  'provvedimento.autorizza',
  'esclusione.registra',
  'documento.carica',
  'rubrica.consulta',
  'rubrica.modifica',
  'modello.modifica',
  'titolario.consulta',
  'titolario.gestisce',
  'fascicolo.consulta',
  'fascicolo.gestisce',
  'fascicolo.corregge',
  'repertorio.consulta',
  'repertorio.gestisce',
  'suggerimento.consulta',
  'comunicazione.legge',
  'organizzazione.consulta',
  'registro.conferma-orologio',
  'delega.conferisce',
  'configurazione.legge',
  'configurazione.modifica',
  'chiave-api.gestisce',
  'avviso.consulta',
  'avviso.risolve',
] as const;
export type Permesso = (typeof permessi)[number];

/** What a route may ask for besides a permission: nobody in particular, or anybody who signed in. */
export type Accesso = Permesso | 'pubblico' | 'autenticato';

export const profili = ['amministratore', 'responsabile', 'operatore', 'consultazione'] as const;
export type Profilo = (typeof profili)[number];

/** The four profiles of RN-72.2a–d. The administrator configures and has no power over registrations. */
export const permessiDelProfilo: Record<Profilo, readonly Permesso[]> = {
  amministratore: [
    'configurazione.legge',
    'configurazione.modifica',
    'chiave-api.gestisce',
    'organizzazione.consulta',
    'avviso.consulta',
    'avviso.risolve',
  ],
  responsabile: [
    'registrazione.registra',
    'registrazione.consulta',
    'registrazione.modifica',
    'provvedimento.richiede',
    'provvedimento.autorizza',
    'esclusione.registra',
    'documento.carica',
    'rubrica.consulta',
    'rubrica.modifica',
    'modello.modifica',
    'titolario.consulta',
    'titolario.gestisce',
    'fascicolo.consulta',
    'fascicolo.gestisce',
    'fascicolo.corregge',
    'repertorio.consulta',
    'repertorio.gestisce',
    'suggerimento.consulta',
    'comunicazione.legge',
    'organizzazione.consulta',
    'registro.conferma-orologio',
    'delega.conferisce',
    'configurazione.legge',
    'avviso.consulta',
    'avviso.risolve',
  ],
  operatore: [
    'registrazione.registra',
    'registrazione.consulta',
    'registrazione.modifica',
    'provvedimento.richiede',
    'esclusione.registra',
    'documento.carica',
    'rubrica.consulta',
    'rubrica.modifica',
    'modello.modifica',
    'titolario.consulta',
    'fascicolo.consulta',
    'fascicolo.gestisce',
    'fascicolo.corregge',
    'repertorio.consulta',
    'suggerimento.consulta',
    'comunicazione.legge',
    'organizzazione.consulta',
    'avviso.consulta',
  ],
  consultazione: [
    'registrazione.consulta',
    'rubrica.consulta',
    'titolario.consulta',
    'fascicolo.consulta',
    'repertorio.consulta',
    'comunicazione.legge',
    'organizzazione.consulta',
  ],
};

/** A delegate of the RSP may authorise like him (RN-57.1). */
export const permessiDelDelegato: readonly Permesso[] = [
  'provvedimento.autorizza',
  'provvedimento.richiede',
  'registrazione.consulta',
];

/** Scopes an API key can have, and what each opens. No key can authorise an annullamento: that is a person's act. */
export const permessiDellAmbito: Record<string, readonly Permesso[]> = {
  'documenti:scrivi': ['documento.carica'],
  'registrazioni:scrivi': [
    'registrazione.registra',
    'registrazione.modifica',
    'provvedimento.richiede',
    'documento.carica',
    'esclusione.registra',
  ],
  'registrazioni:leggi': [
    'registrazione.consulta',
    'repertorio.consulta',
    'titolario.consulta',
    'organizzazione.consulta',
  ],
  'fascicoli:leggi': ['fascicolo.consulta', 'titolario.consulta'],
  'fascicoli:scrivi': ['fascicolo.consulta', 'fascicolo.gestisce', 'titolario.consulta', 'documento.carica'],
  'rubrica:leggi': ['rubrica.consulta'],
  'rubrica:scrivi': ['rubrica.consulta', 'rubrica.modifica'],
};
export const ambiti = Object.keys(permessiDellAmbito);
