export { apriLettore, leggiAutorita } from './apri-lettore.ts';
export { certificatiFidati } from './trasporti/certificati-fidati.ts';
export { rotteCaselle } from './caselle/caselle.routes.ts';
export { rottePosta } from './messaggi/messaggi.routes.ts';
export { lavoroRileggi, rileggiDa, type Riletti } from './messaggi/rileggi-da.ts';
export { importaMessaggi, trovaEml, type Importati } from './importa.ts';
export { sorvegliaCaselle } from './caselle/sorveglia-caselle.ts';
export type { PartiLettura, PartiRicezione } from './parti.ts';
export { lavoroSorveglia, lavoroSpedisci, rotteInvii, type PartiInvii } from './invii/index.ts';
