export { nominativo, verificaCorrispondente } from './corrispondente.ts';
export { Corrispondente } from './corrispondenti.schema.ts';
export { rotteRubrica } from './rubrica.routes.ts';
export { rotteDestinatari } from './destinatari.routes.ts';
