// Child of `consegna.test.ts`: hands one package over, and kills itself at the point it is told.
import { join } from 'node:path';
import pino from 'pino';
import { lavoroInvia } from '#conservazione';
import { orologioDiSistema } from '#platform/clock';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';

const { url, dati, enteId, pacchettoId, punto } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'url' | 'dati' | 'enteId' | 'pacchettoId' | 'punto',
  string
>;
await lavoroInvia(
  { enteId, pacchettoId },
  {
    db: apriBancaDati(url, { max: 3 }),
    archivio: await openFileSystemStore(join(dati, 'documenti')),
    log: pino({ level: 'silent' }),
    vault: openVault(dati, undefined),
    orologio: orologioDiSistema,
    dati,
    punto: (nome) => {
      if (nome === punto) process.kill(process.pid, 'SIGKILL');
      // Nothing more happens in this process.
      return nome === punto ? new Promise<void>(() => undefined) : undefined;
    },
  },
);
