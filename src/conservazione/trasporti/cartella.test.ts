import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apriCartella } from './cartella.ts';
import { MASSIMO_RAPPORTO, RapportoIllegibile } from './trasporto.ts';

test('un rapporto che manca si aspetta; uno troppo lungo, o che non si legge, si dice, e non è mai letto', async () => {
  const radice = await mkdtemp(join(tmpdir(), 'cartella-'));
  try {
    const trasporto = apriCartella(radice, () => Promise.reject(new Error('nulla da consegnare')));
    await trasporto.prova();
    expect(await trasporto.esito({ identificativo: 'PG-1' })).toBeUndefined();
    await writeFile(join(radice, 'esiti', 'PG-1.xml'), '<Esito/>');
    expect(String(await trasporto.esito({ identificativo: 'PG-1' }))).toBe('<Esito/>');

    await writeFile(join(radice, 'esiti', 'PG-2.xml'), '');
    await truncate(join(radice, 'esiti', 'PG-2.xml'), MASSIMO_RAPPORTO + 1);
    await mkdir(join(radice, 'esiti', 'PG-3.xml'));
    for (const identificativo of ['PG-2', 'PG-3'])
      await expect(trasporto.esito({ identificativo })).rejects.toBeInstanceOf(RapportoIllegibile);
  } finally {
    await rm(radice, { recursive: true });
  }
});
