/** What each scope of a key allows, in words. */
export const nomiAmbiti: Record<string, string> = {
  'documenti:scrivi': 'caricare documenti',
  'registrazioni:scrivi': 'registrare',
  'registrazioni:leggi': 'leggere il registro',
  'rubrica:leggi': 'leggere la rubrica',
  'rubrica:scrivi': 'scrivere nella rubrica',
};
