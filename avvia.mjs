// Entry point of `npm start` and of the commands `demo`, `ente:crea`, `esporta`, `importa`, `pec:importa` and `pec:rileggi`. Plain JavaScript that any Node reads: its only
// work is to reach a Node that runs TypeScript, the one that came with `npm ci` where ours is older.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RADICE = dirname(fileURLToPath(import.meta.url));
const MINIMO = 24;
const incluso = join(RADICE, 'node_modules/.bin/node');

// Relative paths in the settings mean the same however the program is started.
process.chdir(RADICE);

if (Number(process.versions.node.split('.')[0]) >= MINIMO) {
  // Started by the branch below: if that process is killed, we stop too.
  if (process.channel) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
  }
  if (!existsSync(join(RADICE, 'node_modules'))) esci('Mancano le dipendenze: eseguire prima «npm ci».');
  // What was compiled once is not compiled again: half a second less at each start. Where nothing can be written, nothing is.
  module.enableCompileCache(join(RADICE, 'node_modules/.cache/tabularium'));
  await import('./src/main.ts');
} else if (existsSync(incluso) && !process.channel) {
  const figlio = spawn(incluso, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const segnale of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(segnale, () => figlio.kill(segnale));
  figlio.on('exit', (codice) => process.exit(codice ?? 1));
  figlio.on('error', (errore) => esci(`Node ${MINIMO} non si avvia: ${errore.message}`));
} else {
  esci(
    `Serve Node ${MINIMO} o successivo (questo è ${process.versions.node}). «npm ci» lo installa insieme alle dipendenze; ` +
      'se per questo sistema non è disponibile, installarlo da nodejs.org o dai pacchetti del sistema.',
  );
}

function esci(messaggio) {
  console.error(messaggio);
  process.exit(1);
}
