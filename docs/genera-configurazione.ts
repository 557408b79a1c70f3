// Writes docs/configurazione.md from the declarations of the settings; test/avvio/configurazione.test.ts fails when it is stale.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paginaConfigurazione } from '#platform/config';
import { impostazioni } from '../src/app/avvio/impostazioni.ts';

await writeFile(join(import.meta.dirname, 'configurazione.md'), paginaConfigurazione(impostazioni));
