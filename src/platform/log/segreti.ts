const nomi = ['password', 'authorization', 'cookie', 'segreto', 'chiave', 'token', 'connectionString'];

/**
 * What never reaches the log: secrets by name, at the top and one or two levels down, and the parts of a database error
 * that repeat the values of a row, which are people's names and tax codes.
 */
export const senzaSegreti = {
  censor: '[omesso]',
  paths: [
    ...nomi.flatMap((nome) => [nome, `*.${nome}`, `*.*.${nome}`]),
    'req.headers["x-api-key"]',
    'res.headers["set-cookie"]',
    'err.detail',
    'err.where',
    'err.internalQuery',
  ],
};

/** A connection string with its password hidden, for messages. */
export function senzaPassword(url: string): string {
  const visibile = new URL(url);
  if (visibile.password) visibile.password = '***';
  return visibile.href;
}
