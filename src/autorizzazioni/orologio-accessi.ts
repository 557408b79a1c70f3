import { sql } from 'kysely';

/** The instant sessions and passwords are judged by: the database's, the same for every node. */
export const adesso = sql<Date>`istante_accessi()`;
