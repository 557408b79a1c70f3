export { scegliLuogo, type Luogo } from './luogo.ts';
export { avviaPostgres, type PostgresIncluso } from './postgres.ts';
