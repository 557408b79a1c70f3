import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { casellaDiProva } from '../../../test/support/caselle-di-prova.ts';
import { entra } from '../../../test/support/app-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { apriFlusso, type FlussoDiEventi } from '../../../test/support/flusso-di-eventi.ts';
import { busta, firmatariDiProva, originale, testo } from '../../../test/support/messaggi-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { apriLettore } from '../apri-lettore.ts';
import type { Autorita } from '../messaggio/catena.ts';
import type { PartiRicezione } from '../parti.ts';
import { riceviCasella } from '../ricevi-casella.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import { lavoroRileggi } from './rileggi-da.ts';
import type { VoceMessaggio } from './messaggi.schema.ts';

let p: ProdottoDiProva;
let parti: PartiRicezione;
let casella: {
  id: string;
  enteId: string;
  trasporto: string;
  parametri: object;
  segreto: null;
  politica: object;
};
let autorita: Autorita[] = [];
const flussi: FlussoDiEventi[] = [];

beforeAll(async () => {
  p = await prodottoDiProva();
  parti = {
    db: p.db,
    archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
    log: pino({ level: 'silent' }),
    vault: openVault(p.ambiente.dati, undefined),
    dati: p.ambiente.dati,
    leggi: apriLettore(() => autorita),
  };
  const parametri = { cartella: 'arrivo' };
  const { id } = await casellaDiProva(p.banca.urlSuperutente, p.ente, { parametri });
  casella = { id, enteId: p.ente.enteId, trasporto: 'cartella', parametri, segreto: null, politica: {} };
});
afterAll(async () => {
  for (const flusso of flussi) flusso.chiudi();
  await p.chiudi();
});

async function arriva(oggetto: string): Promise<void> {
  const cartella = join(p.ambiente.dati, 'caselle', 'arrivo');
  await mkdir(cartella, { recursive: true });
  const byte = await busta(originale(testo(`Buongiorno, ${oggetto}`), { Subject: oggetto }));
  await writeFile(join(cartella, `${oggetto}.eml`), byte);
  const trasporto = await apriTrasporto(parti, casella);
  try {
    await riceviCasella(parti, casella, trasporto, true);
  } finally {
    await trasporto.chiudi();
  }
}
const elenco = async (): Promise<VoceMessaggio[]> =>
  (await p.chiama<{ items: VoceMessaggio[] }>('operatore', 'GET', '/pec/messaggi?limit=200')).corpo.items;
const rileggi = (chi: UtenteDiProva, dal: string, id = casella.id) =>
  p.chiama<{ messaggi: number; codice?: string }>(chi, 'POST', `/pec/caselle/${id}/rilettura`, {
    corpo: { dal },
  });
async function lavora(): Promise<void> {
  const { rows } = await inTransazione(p.db, p.ente.enteId, (tx) =>
    sql<{ dal: Date }>`SELECT min(conservato_il) AS dal FROM messaggio`.execute(tx),
  );
  const dal = rows[0]?.dal.toISOString();
  await lavoroRileggi({ enteId: p.ente.enteId, casellaId: casella.id, dal }, parti);
}

test('rileggere tutti i messaggi da un giorno in poi corregge ciò che se ne sapeva, e non ciò che si è deciso', async () => {
  for (const oggetto of ['primo', 'secondo', 'terzo']) await arriva(oggetto);
  expect(new Set((await elenco()).map((m) => m.firma))).toEqual(new Set(['non-riconosciuta']));
  const [primo] = await elenco();
  const via = `/pec/messaggi/${primo?.id}/accantonamento`;
  expect((await p.chiama('operatore', 'POST', via)).stato).toBe(200);

  autorita = [{ nome: 'Prova', certificato: (await firmatariDiProva()).autorita.pem }];
  expect(await rileggi('operatore', '2020-01-01T00:00:00Z')).toMatchObject({
    stato: 202,
    corpo: { messaggi: 3 },
  });
  expect((await rileggi('operatore', '2999-01-01T00:00:00Z')).corpo.messaggi).toBe(0);
  await lavora();
  const dopo = await elenco();
  expect(dopo.map((m) => m.firma)).toEqual(['valida', 'valida', 'valida']);
  expect(Object.fromEntries(dopo.map((m) => [m.id === primo?.id, m.stato]))).toEqual({
    true: 'accantonato',
    false: 'da-esaminare',
  });
  // Done again it changes nothing.
  await lavora();
  expect(await elenco()).toEqual(dopo);
});

test('rileggono solo coloro che lavorano la casella', async () => {
  for (const chi of ['tecnico', 'anagrafe', 'admin'] as const)
    expect((await rileggi(chi, '2020-01-01T00:00:00Z')).stato, chi).toBe(403);
  const altra = '00000000-0000-4000-8000-000000000000';
  expect((await rileggi('operatore', '2020-01-01T00:00:00Z', altra)).corpo.codice).toBe(
    'pec.casella-non-trovata',
  );
});

test('a chi lavora la casella l’arrivo di un messaggio si annuncia subito; a chi non la lavora, no', async () => {
  const url = await p.app.listen({ host: '127.0.0.1', port: 0 });
  const ascolta = async (chi: UtenteDiProva): Promise<FlussoDiEventi> => {
    const { cookie } = await entra(p.app, chi, p.ente.codiceIpa);
    const flusso = await apriFlusso(url, cookie);
    flussi.push(flusso);
    expect(await flusso.prossimo()).toEqual({ evento: 'pronto', dati: {} });
    return flusso;
  };
  const [protocollo, altrove] = [await ascolta('operatore'), await ascolta('anagrafe')];
  await arriva('quarto');
  expect(await protocollo.prossimo()).toEqual({ evento: 'cambiato', dati: ['pec'] });
  // What comes first to the other is what is announced to him.
  await inTransazione(p.db, p.ente.enteId, (tx) =>
    sql`SELECT annuncia('comunicazioni', ${[p.ente.utenti.anagrafe.id]}::uuid[])`.execute(tx),
  );
  expect(await altrove.prossimo()).toEqual({ evento: 'cambiato', dati: ['comunicazioni'] });
});
