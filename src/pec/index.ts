export { apriLettore, leggiAutorita } from './apri-lettore.ts';
export { certificatiFidati } from './trasporti/certificati-fidati.ts';
export { rotteCaselle } from './caselle/caselle.routes.ts';
export { contaDaEsaminare } from './messaggi/conta-da-esaminare.ts';
export { rottePosta } from './messaggi/messaggi.routes.ts';
export { importaMessaggi, trovaEml, type Importati } from './importa.ts';
export { sorvegliaCaselle } from './caselle/sorveglia-caselle.ts';
export type { PartiRicezione } from './parti.ts';
export { lavoroSorveglia, lavoroSpedisci, rotteInvii, type PartiInvii } from './invii/index.ts';
