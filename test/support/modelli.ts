/** The template every test database is cloned from, and the role that owns them: like an installation's, no superuser. */
export const MODELLO = 'modello';
export const PROPRIETARIO = 'proprietario';
/** The same with a test ente in it: most files want one, and making it takes longer than cloning it. */
export const MODELLO_CON_ENTE = 'modello_con_ente';

/** The same server, another database and user. */
export function urlDi(base: string, database: string, utente: string): string {
  const url = new URL(base);
  url.username = utente;
  url.pathname = `/${database}`;
  return url.href;
}
