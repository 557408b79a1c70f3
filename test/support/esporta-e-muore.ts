// Child of `esportazioni.test.ts`: prepares one export, and kills itself when so many documents have been copied.
import { join } from 'node:path';
import pino from 'pino';
import { lavoroPrepara } from '#esportazione';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';

const { url, dati, enteId, esportazioneId, dopo } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'url' | 'dati' | 'enteId' | 'esportazioneId' | 'dopo',
  string
>;
const archivio = await openFileSystemStore(join(dati, 'documenti'));
let letti = 0;
await lavoroPrepara(
  { enteId, esportazioneId },
  {
    db: apriBancaDati(url, { max: 3 }),
    archivio: {
      ...archivio,
      get: async (key) => {
        if (letti++ === Number(dopo)) {
          process.kill(process.pid, 'SIGKILL');
          // Nothing more happens in this process.
          await new Promise<void>(() => undefined);
        }
        return await archivio.get(key);
      },
    },
    log: pino({ level: 'silent' }),
    dati,
    metadati: null,
    giorniEsportazioni: 7,
  },
);
