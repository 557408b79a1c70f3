/** The application's clock, injected so that a test can set it. Registering instants do not come from here but from SQL. */
export type Orologio = { adesso(): Date };

export const orologioDiSistema: Orologio = { adesso: () => new Date() };
