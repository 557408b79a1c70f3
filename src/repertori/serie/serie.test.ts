import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import {
  prodottoDiProva,
  type ProdottoDiProva,
  type Risposta,
} from '../../../test/support/prodotto-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import type { Serie, UnitaDiSerie } from './serie.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string; campi?: { campo: string }[] };
const nuova = {
  denominazione: 'Ordinanze del sindaco',
  criterio: 'Atti della stessa forma, per anno e numero progressivo',
  tipoCriterio: 'forma',
};
const crea = (corpo: object, chi: UtenteDiProva = 'rsp'): Promise<Risposta<Serie & Errore>> =>
  p.chiama(chi, 'POST', '/serie', { corpo });
const unita = async (id: string): Promise<UnitaDiSerie[]> =>
  (await p.chiama<{ items: UnitaDiSerie[] }>('operatore', 'GET', `/serie/${id}/unita`)).corpo.items;
const aggiungi = (id: string, corpo: object): Promise<Risposta<{ id: string } & Errore>> =>
  p.chiama('rsp', 'POST', `/serie/${id}/unita`, { corpo });

const apriFascicolo = async (oggetto: string): Promise<string> =>
  (await apriDiProva(p, 'operatore', { denominazione: oggetto, oggetto })).numero;

test('RN-47.1 i documenti si organizzano in serie archivistiche, che riuniscono fascicoli e registri', async () => {
  const serie = await crea(nuova);
  expect(serie.stato, serie.testo).toBe(201);
  const { id } = serie.corpo;
  const [uno, due] = [
    await apriFascicolo('Viabilità della fiera'),
    await apriFascicolo('Sicurezza della fiera'),
  ];
  for (const membro of [{ registro: 'ORDINANZE' }, { fascicolo: uno }, { fascicolo: due }])
    expect((await aggiungi(id, membro)).stato).toBe(201);
  expect((await unita(id)).map((u) => [u.tipo, u.codice])).toEqual([
    ['registro', 'ORDINANZE'],
    ['fascicolo', uno],
    ['fascicolo', due],
  ]);
  expect((await aggiungi(id, { registro: 'ORDINANZE' })).corpo.codice).toBe('serie.gia-presente');
  expect((await aggiungi(id, { fascicolo: '999999' })).corpo.codice).toBe('serie.unita-sconosciuta');
});

test('RN-47.2 la serie dichiara il suo criterio, e le sue unità si elencano', async () => {
  for (const campo of ['criterio', 'tipoCriterio']) {
    const senza = await crea({ ...nuova, denominazione: 'Senza criterio', [campo]: undefined });
    expect([campo, senza.stato, senza.corpo.campi?.[0]?.campo]).toEqual([campo, 422, campo]);
  }
  expect((await crea({ ...nuova, denominazione: 'Vuoto', criterio: '          ' })).stato).toBe(422);
  const { id } = (await crea({ ...nuova, denominazione: 'Contratti', tipoCriterio: 'natura' })).corpo;
  for (const registro of ['CONTRATTI', 'ATTI_ROGATI']) await aggiungi(id, { registro });
  expect((await unita(id)).map((u) => u.codice)).toEqual(['ATTI_ROGATI', 'CONTRATTI']);
  const pagine = await p.chiama<{ items: UnitaDiSerie[]; cursor: string }>(
    'operatore',
    'GET',
    `/serie/${id}/unita?limit=1`,
  );
  const seconda = await p.chiama<{ items: UnitaDiSerie[] }>(
    'operatore',
    'GET',
    `/serie/${id}/unita?limit=1&cursor=${pagine.corpo.cursor}`,
  );
  expect(seconda.corpo.items.map((u) => u.codice)).toEqual(['CONTRATTI']);
  const letta = (await p.chiama<Serie>('operatore', 'GET', `/serie/${id}`)).corpo;
  expect(letta).toMatchObject({ criterio: nuova.criterio, tipoCriterio: 'natura', quanteUnita: 2 });
});

test('la serie si modifica e si chiude; chiusa non riceve né perde unità; la governa il RSP', async () => {
  expect((await crea(nuova, 'operatore')).stato).toBe(403);
  const { corpo } = await crea({ ...nuova, denominazione: 'Verbali' });
  expect((await crea({ ...nuova, denominazione: 'Verbali' })).corpo.codice).toBe('serie.nome-in-uso');
  const membro = (await aggiungi(corpo.id, { registro: 'VERB_CONSIGLIO' })).corpo.id;
  const cambia = (m: object): Promise<Risposta<Serie & Errore>> =>
    p.chiama('rsp', 'PATCH', `/serie/${corpo.id}`, { corpo: m });
  const estremi = { estremoIniziale: '2020-01-01', estremoFinale: '2010-12-31' };
  expect((await cambia({ versione: 1, ...estremi })).corpo.codice).toBe('serie.estremi-invertiti');
  expect((await cambia({ versione: 1, criterio: '     ' })).stato).toBe(422);
  const chiusa = await cambia({
    versione: 1,
    chiusa: true,
    ufficio: 'tecnico',
    attivita: 'Organi di governo',
  });
  expect(chiusa.corpo).toMatchObject({
    versione: 2,
    ufficio: { codice: 'tecnico' },
    attivita: 'Organi di governo',
  });
  expect(chiusa.corpo.chiusaIl).toBeDefined();
  expect((await cambia({ versione: 1, note: 'x' })).corpo.codice).toBe('serie.modificata-nel-frattempo');
  expect((await aggiungi(corpo.id, { registro: 'NOTIFICHE' })).corpo.codice).toBe('serie.chiusa');
  const togli = (): Promise<Risposta<Errore>> =>
    p.chiama('rsp', 'DELETE', `/serie/${corpo.id}/unita/${membro}`);
  expect((await togli()).corpo.codice).toBe('serie.chiusa');
  await cambia({ versione: 2, chiusa: false });
  expect((await togli()).stato).toBe(204);
  expect(await unita(corpo.id)).toEqual([]);
});
