import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriLettore } from '#pec';
import { inLettura } from '#platform/db';
import { objectKey, openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import type { PartiRicezione } from '../../../src/pec/parti.ts';
import { riceviCasella } from '../../../src/pec/ricevi-casella.ts';
import { apriTrasporto } from '../../../src/pec/trasporti/apri.ts';
import { casellaDiProva } from '../../support/caselle-di-prova.ts';
import { firmatariDiProva } from '../../support/messaggi-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../support/prodotto-di-prova.ts';
import { annota, misura } from '../misura.ts';
import { muta } from './muta.ts';
import { semi } from './semi.ts';

const quanti = misura(250, 5_000);
const tempo = { timeout: misura(120_000, 2 * 3_600_000) };

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

test(
  'nessun messaggio guastato scompare: ciascuno è nel libro una volta, intero, e ha uno stato',
  tempo,
  async () => {
    const base = await semi();
    const autorita = [{ nome: 'Prova', certificato: (await firmatariDiProva()).autorita.pem }];
    const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
    const parti: PartiRicezione = {
      db: p.db,
      archivio,
      log: pino({ level: 'silent' }),
      vault: openVault(p.ambiente.dati, undefined),
      dati: p.ambiente.dati,
      leggi: apriLettore(() => autorita),
    };
    const { enteId } = p.ente;
    const { id } = await casellaDiProva(p.banca.urlSuperutente, p.ente, {
      parametri: { cartella: 'guasti' },
    });
    const casella = {
      id,
      enteId,
      trasporto: 'cartella',
      parametri: { cartella: 'guasti' },
      segreto: null,
      politica: {},
    };
    const cartella = join(p.ambiente.dati, 'caselle', 'guasti');
    await mkdir(cartella, { recursive: true });
    const impronte = new Set<string>();
    const vuoti = new Set<string>();
    for (let numero = 1; numero <= quanti; numero++) {
      // Some are empty: what is not there cannot be kept, and must not stop the others.
      const byte = numero % 100 === 0 ? Buffer.alloc(0) : muta(base, 2_000_000 + numero);
      const nome = `${String(numero).padStart(7, '0')}.eml`;
      await writeFile(join(cartella, nome), byte);
      if (byte.length === 0) vuoti.add(nome);
      else impronte.add(createHash('sha256').update(byte).digest('hex'));
    }
    const trasporto = await apriTrasporto(parti, casella);
    try {
      await riceviCasella(parti, casella, trasporto, true);
    } finally {
      await trasporto.chiudi();
    }
    const { messaggi, copie } = await inLettura(p.db, enteId, async (tx) => ({
      messaggi: await tx.selectFrom('messaggio').select(['impronta', 'stato', 'dimensione']).execute(),
      copie: await tx
        .selectFrom('messaggio_server')
        .select(['uid', 'messaggio_id', 'ultimo_errore'])
        .execute(),
    }));
    expect(new Set(messaggi.map((m) => m.impronta))).toEqual(impronte);
    expect(messaggi).toHaveLength(impronte.size);
    expect(messaggi.filter((m) => m.stato === 'conservato')).toEqual([]);
    expect(copie).toHaveLength(quanti);
    const mancano = copie.filter((c) => c.messaggio_id === null);
    expect(new Set(mancano.map((c) => c.uid))).toEqual(vuoti);
    expect(mancano.every((c) => c.ultimo_errore !== null)).toBe(true);
    for (const m of messaggi) expect(await archivio.digest(objectKey(enteId, m.impronta))).toBe(m.impronta);
    const stati = Map.groupBy(messaggi, (m) => m.stato);
    annota(
      `pec-fuzz: ${quanti} attraverso il libro, nessuno perduto o doppio (${[...stati].map(([s, m]) => `${m.length} ${s}`).join(', ')})`,
    );
  },
);
