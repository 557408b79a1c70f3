export { Corrispondente } from './corrispondenti.schema.ts';
