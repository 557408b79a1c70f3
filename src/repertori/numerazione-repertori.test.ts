import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import { verificaRegistro } from '#registro-verificabile';
import { fissaIstante, OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Registrazione } from '#registrazione';
import type { Repertorio } from './repertori.schema.ts';

const orologio = new OrologioDiProva();
let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
});
afterAll(() => p.chiudi());

const alle = async (iso: string): Promise<void> => {
  orologio.imposta(iso);
  await fissaIstante(p.banca.urlSuperutente, iso);
};
const registra = async (codice: string): Promise<Registrazione> => {
  const r = await p.chiama<Registrazione>('operatore', 'POST', `/registri/${codice}/registrazioni`, {
    corpo: {
      oggetto: 'Verbale della seduta',
      supporto: 'analogico',
      analogico: { esemplare: 'originale', unico: false, disponibile: true },
    },
  });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
};

test('a mezzanotte del 31 dicembre la numerazione annuale riparte da 1, quella continua prosegue', async () => {
  for (const numerazione of ['annuale', 'continua'] as const)
    await p.chiama('rsp', 'POST', '/repertori', {
      corpo: { codice: numerazione.toUpperCase(), denominazione: `Repertorio ${numerazione}`, numerazione },
    });
  await alle('2026-12-31T23:59:59.999+01:00');
  for (const codice of ['ANNUALE', 'CONTINUA'])
    for (const numero of ['0000001', '0000002'])
      expect(await registra(codice)).toMatchObject({ registro: codice, anno: 2026, numero });
  await alle('2027-01-01T00:00:00.000+01:00');
  expect(await registra('ANNUALE')).toMatchObject({ anno: 2027, numero: '0000001' });
  expect(await registra('CONTINUA')).toMatchObject({ anno: 2027, numero: '0000003' });

  const leggi = async (codice: string): Promise<Repertorio> =>
    (await p.chiama<Repertorio>('operatore', 'GET', `/repertori/${codice}`)).corpo;
  expect(await leggi('ANNUALE')).toMatchObject({ quante: 1, ultimo: { anno: 2027, numero: '0000001' } });
  expect(await leggi('CONTINUA')).toMatchObject({
    quante: 1,
    anni: [
      { anno: 2027, quante: 1 },
      { anno: 2026, quante: 2 },
    ],
    ultimo: { numero: '0000003' },
  });

  // Printed by year or, where the numbering never restarts, whole.
  const righe = async (percorso: string): Promise<string[]> =>
    (await p.chiama('operatore', 'GET', percorso)).testo
      .split('\r\n')
      .slice(1, -1)
      .map((riga) => riga.split(';').slice(0, 2).join('/'));
  expect(await righe('/repertori/CONTINUA/stampa.csv')).toEqual([
    '0000001/2026',
    '0000002/2026',
    '0000003/2027',
  ]);
  expect(await righe('/repertori/CONTINUA/stampa.csv?anno=2027')).toEqual(['0000003/2027']);
  expect(await righe('/repertori/ANNUALE/stampa.csv')).toEqual(['0000001/2027']);
  expect(await righe('/repertori/ANNUALE/stampa.csv?anno=2026')).toEqual(['0000001/2026', '0000002/2026']);

  const ids = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx.selectFrom('registro').select('id').where('codice', 'in', ['ANNUALE', 'CONTINUA']).execute(),
  );
  for (const { id } of ids) {
    const esito = await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, id));
    expect(esito).toMatchObject({ registrazioni: 3, foglie: 3, difetti: [] });
  }
});

test('un repertorio può tacere per anni: il silenzio mette in dubbio l’orologio solo a protocollo', async () => {
  await alle('2029-06-01T10:00:00.000+02:00');
  expect(await registra('ANNUALE')).toMatchObject({ anno: 2029, numero: '0000001' });
  expect(await registra('CONTINUA')).toMatchObject({ anno: 2029, numero: '0000004' });
});

test('la banca dati rifiuta un numero continuo ripetuto in un altro anno', async () => {
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    const doppio =
      client.query(`INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto,
        supporto, esemplare, esemplare_unico, segnatura, segnatura_dati, impronta_segnatura, token, operatore, unita_id)
      SELECT gen_random_uuid(), ente_id, registro_id, 2030, 1, '2030-01-01 10:00+01', flusso, oggetto, supporto, esemplare,
        esemplare_unico, segnatura, segnatura_dati, impronta_segnatura, 'altro', operatore, unita_id
      FROM registrazione WHERE numerazione_continua AND numero = 1 LIMIT 1`);
    await expect(doppio).rejects.toMatchObject({ constraint: 'registrazione_numero_continuo' });
  } finally {
    await client.end();
  }
});
