// `npm run types`: regenerates src/platform/db/tipi.ts from a database made by the migrations, on a throw-away PostgreSQL.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migra } from '#platform/db';
import { avviaPostgres } from '../test/support/postgres.ts';

const RADICE = join(import.meta.dirname, '..');
const TIPI = 'src/platform/db/tipi.ts';

function lancia(programma: string, ...opzioni: string[]): void {
  execFileSync(process.execPath, [join(RADICE, 'node_modules/.bin', programma), ...opzioni], {
    cwd: RADICE,
    stdio: 'inherit',
  });
}

const cluster = await avviaPostgres();
try {
  await migra(cluster.url);
  lancia(
    'kysely-codegen',
    ...['--dialect', 'postgres', '--url', cluster.url, '--out-file', TIPI, '--date-parser', 'string'],
    ...['--numeric-parser', 'number', '--exclude-pattern', '(graphile_worker.*|migrazione*)'],
    ...['--default-schema', 'public', '--log-level', 'warn'],
  );
  // The pool reads int8 as number (see pool.ts).
  const int8 = 'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;';
  // The view of the authorisations in force has the columns of the table; of a view PostgreSQL does not say what is never null.
  const incarico = 'export type Incarico = Autorizzazione;\n';
  const generati = readFileSync(join(RADICE, TIPI), 'utf8');
  writeFileSync(
    join(RADICE, TIPI),
    generati
      .replace(/^export type Int8 = .*$/m, int8)
      .replace(/^export interface Incarico \{.*?^\}\n/ms, incarico),
  );
  lancia('prettier', '--write', '--log-level', 'warn', TIPI);
} finally {
  await cluster.arresta();
}
