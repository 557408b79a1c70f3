export { Documento } from './documenti.schema.ts';
export { rotteDocumenti } from './documenti.routes.ts';
export { lavoroSpazza, lavoroVerifica } from './documenti.jobs.ts';
export { apriContenuto, leggiContenuto, type Intervallo } from './contenuto.ts';
export type { PuoLeggere } from './puo-leggere.ts';
export { spazza } from './spazza.ts';
export { trovaDocumenti, type DocumentoTrovato } from './trova-documenti.ts';
export { verifica, type PartiDocumenti } from './verifica.ts';
