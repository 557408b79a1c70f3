export { creaEnte, type NuovaUnita, type NuovoEnte, type NuovoUtente } from './crea-ente.ts';
export { difettoOggetto } from './oggetto-esauriente.ts';
export { completaImpostazioni, leggiImpostazioni } from './impostazioni.ts';
export { Impostazioni } from './impostazioni.schema.ts';
export { lavoroAttua } from './unita/attua.ts';
export { percorsiUnita } from './unita/percorsi.ts';
export { rotteOrganizzazione } from './organizzazione.routes.ts';
export { ufficiPubblici } from './uffici/uffici-pubblici.ts';
export type { UfficiPubblici } from './uffici/uffici.schema.ts';
