export { Corrispondente } from './corrispondenti.schema.ts';
export { nominativo, verificaCorrispondente } from './corrispondente.ts';
