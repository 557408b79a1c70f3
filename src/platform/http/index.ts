export { ISTANTE, leggiCursore, NUMERO, PAROLA, scriviCursore, UUID } from './cursore.ts';
export { chiaveIdempotenza, conIdempotenza, rispondiGiaScritto, type Creato } from './idempotenza.ts';
export { Rifiuto, type Categoria, type ErroreCampo } from './rifiuto.ts';
export { mandaFile } from './manda-file.ts';
export { campiInItaliano } from './messaggi.ts';
export { daRifiuto, problema, type Problema } from './problem.ts';
export { creaServer, type App, type OpzioniServer } from './server.ts';
export { verificaTesto } from './testo.ts';
