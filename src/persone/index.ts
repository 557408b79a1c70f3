export { rotteUtenti } from './utenti/utenti.routes.ts';
export { rotteAutorizzazioni } from './autorizzazioni/autorizzazioni.routes.ts';
export { rotteRichiesteAutorizzazione } from './richieste/richieste.routes.ts';
export { rotteSostituzioni } from './sostituzioni/sostituzioni.routes.ts';
export { rottePermessi } from './permessi/permessi.routes.ts';
export { assentiOggi, type Assente } from './sostituzioni/assenti-oggi.ts';
