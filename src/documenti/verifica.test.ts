import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { apriBanco, type BancoDocumenti } from '../../test/support/documenti-di-prova.ts';
import { lavoroVerifica } from './documenti.jobs.ts';
import { verifica } from './verifica.ts';

let banco: BancoDocumenti;
beforeAll(async () => {
  banco = await apriBanco();
});
afterAll(() => banco.chiudi());

test('RN-A.14 l’impronta è SHA-256, il suo nome è conservato con lei e la verifica la ricalcola dai byte', async () => {
  const documento = await banco.carica('delibera.txt', 'Il Consiglio comunale delibera.');
  const { rows } = await banco.superutente.query<{ impronta: string; algoritmo: string }>(
    'SELECT impronta, algoritmo FROM documento WHERE id = $1',
    [documento.id],
  );
  const fuori = execFileSync('sha256sum', {
    input: 'Il Consiglio comunale delibera.',
    encoding: 'utf8',
  }).slice(0, 64);
  expect(rows).toEqual([{ impronta: fuori, algoritmo: 'SHA-256' }]);
  const colonne = { impronta: 'a'.repeat(64), algoritmo: 'MD5' };
  for (const [colonna, valore] of Object.entries(colonne)) {
    await expect(
      banco.superutente.query(`UPDATE documento SET ${colonna} = $1 WHERE id = $2`, [valore, documento.id]),
    ).rejects.toMatchObject({ code: 'TB001' });
    await expect(
      inTransazione(banco.db, banco.ente.enteId, (tx) =>
        tx
          .updateTable('documento')
          .set({ [colonna]: valore })
          .where('id', '=', documento.id)
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  }

  const { enteId } = banco.ente;
  expect(await verifica(banco, enteId, [documento.id])).toEqual([{ id: documento.id, integro: true }]);
  chmodSync(banco.percorso(documento), 0o644);
  writeFileSync(banco.percorso(documento), 'Il Consiglio comunale DELIBERA.');
  expect(await verifica(banco, enteId, [documento.id])).toEqual([{ id: documento.id, integro: false }]);
});

test('la verifica in differita avvisa di ciò che non corrisponde, e non è un lavoro da ritentare', async () => {
  const [sano, guasto] = [await banco.carica('a.txt', 'sano'), await banco.carica('b.txt', 'guasto')];
  chmodSync(banco.percorso(guasto), 0o644);
  writeFileSync(banco.percorso(guasto), '');
  await lavoroVerifica([{ enteId: banco.ente.enteId, documenti: [sano.id, guasto.id] }], banco);
  const { rows } = await banco.superutente.query<{ codice: string; testo: string }>(
    'SELECT codice, testo FROM avviso WHERE codice = ANY($1)',
    [[sano, guasto].map((d) => `documenti.alterato:${d.impronta}`)],
  );
  expect(rows).toEqual([
    {
      codice: `documenti.alterato:${guasto.impronta}`,
      testo: `Il file con impronta ${guasto.impronta} è cambiato dopo essere stato conservato: va ripristinato da una copia di sicurezza.`,
    },
  ]);
  await expect(lavoroVerifica([{ documenti: [] }], banco)).rejects.toThrow();
});
