// Child of `figlio-invii.ts`: sends one thing, and kills itself at the point it is told.
import { join } from 'node:path';
import pino from 'pino';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { lavoroSpedisci } from '#pec';

const { url, dati, enteId, invioId, punto } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'url' | 'dati' | 'enteId' | 'invioId' | 'punto',
  string
>;
await lavoroSpedisci(
  { enteId, invioId },
  {
    db: apriBancaDati(url, { max: 2 }),
    archivio: await openFileSystemStore(join(dati, 'documenti')),
    log: pino({ level: 'silent' }),
    vault: openVault(dati, undefined),
    dati,
    punto: (nome) => {
      if (nome === punto) process.kill(process.pid, 'SIGKILL');
      // Nothing more happens in this process.
      return nome === punto ? new Promise<void>(() => undefined) : undefined;
    },
  },
);
