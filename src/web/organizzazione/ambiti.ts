/** What each scope of a key allows, in words. */
export const nomiAmbiti: Record<string, string> = {
  'documenti:scrivi': 'caricare documenti',
  'registrazioni:scrivi': 'registrare',
  'registrazioni:leggi': 'leggere il registro',
  'esportazioni:leggi': 'verificare le esportazioni che il responsabile apre alle chiavi',
  'rubrica:leggi': 'leggere la rubrica',
  'rubrica:scrivi': 'scrivere nella rubrica',
};
