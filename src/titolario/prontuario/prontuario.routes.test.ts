import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import type { VociTrovate } from '../titolario.schema.ts';
import type { ElencoProntuario, EsitoImportazioneProntuario, VoceProntuario } from './prontuario.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

async function cerca(q: string): Promise<string[]> {
  const { corpo } = await p.chiama<ElencoProntuario>(
    'operatore',
    'GET',
    `/prontuario?q=${encodeURIComponent(q)}`,
  );
  return corpo.items.map((v) => `${v.testo} → ${v.classificazione?.codice ?? '—'}`);
}

test('RN-26.1 «ICI» nel prontuario propone IV.3, e scegliendola il documento è classificato lì', async () => {
  expect((await cerca('ICI'))[0]).toBe('ICI → IV.3');
  const { corpo } = await p.chiama<VociTrovate>('operatore', 'GET', '/titolario/voci?q=ICI');
  expect(corpo.items[0]).toMatchObject({ codice: 'IV.3', prontuario: 'ICI' });
  const registrata = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({
      oggetto: 'Richiesta di rimborso ICI versata in eccesso',
      classificazione: corpo.items[0]?.codice ?? '',
    }),
  });
  expect(registrata.stato).toBe(201);
  expect(registrata.corpo).toMatchObject({
    classificazione: {
      codice: 'IV.3',
      denominazione: 'Gestione delle entrate: accertamento, riscossione, versamento',
    },
  });
});

test('bastano tre lettere, in qualsiasi ordine; accenti, apostrofi, punti e maiuscole non contano', async () => {
  const carta = "carta d'identità → XI.2";
  for (const q of [
    "carta d'identità",
    'CARTA D’IDENTITA’',
    'identita carta',
    'carta didentita',
    'cart iden',
    'carte d’identità',
  ])
    expect(await cerca(q), q).toContain(carta);
  expect(await cerca('tar')).toEqual(expect.arrayContaining(['TARI → IV.3', 'ricorso al TAR → V.1']));
  expect(await cerca('i.m.u.')).toContain('IMU → IV.3');
  expect(await cerca('suolo pubblico')).toEqual(
    expect.arrayContaining([
      'occupazione di suolo pubblico → IV.8',
      'suolo pubblico (tassa e canone) → IV.3',
    ]),
  );
  expect(await cerca('di')).toEqual(await cerca('DI'));
  expect(await cerca('xyzzy')).toEqual([]);
  expect(await cerca('%')).toEqual([]);
});

test('il prontuario di corredo porta ad almeno una voce usabile per ogni classe, e a nessuna che non c’è', async () => {
  const { corpo: orfane } = await p.chiama<ElencoProntuario>('operatore', 'GET', '/prontuario?orfane=true');
  expect(orfane).toMatchObject({ items: [], totale: 0 });
  const classi = new Set<string>();
  let cursor: string | undefined;
  let quante = 0;
  do {
    const { corpo } = await p.chiama<ElencoProntuario>(
      'operatore',
      'GET',
      `/prontuario?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
    );
    for (const v of corpo.items) classi.add(v.classificazione?.codice ?? '');
    quante += corpo.items.length;
    cursor = corpo.cursor;
  } while (cursor !== undefined);
  expect(quante).toBeGreaterThanOrEqual(250);
  // 125 classi, e il titolo XIV che non ne ha.
  expect(classi.size).toBe(126);
});

test('il responsabile aggiunge, corregge e toglie voci, che portano anche a ufficio e tipo di fascicolo', async () => {
  const nuova = {
    testo: 'Sagra della castagna',
    classificazione: 'VII.6',
    ufficio: 'tecnico',
    tipo: 'fascicolo per affare',
  };
  expect((await p.chiama('operatore', 'POST', '/prontuario', { corpo: nuova })).stato).toBe(403);
  const { stato, corpo: voce } = await p.chiama<VoceProntuario>('rsp', 'POST', '/prontuario', {
    corpo: nuova,
  });
  expect(stato).toBe(201);
  expect(voce).toMatchObject({
    classificazione: { codice: 'VII.6' },
    ufficio: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
    tipo: 'fascicolo per affare',
    origine: 'ente',
  });
  const { corpo: trovate } = await p.chiama<VociTrovate>('operatore', 'GET', '/titolario/voci?q=castagn');
  expect(trovate.items[0]).toMatchObject({
    codice: 'VII.6',
    ufficio: 'tecnico',
    tipo: 'fascicolo per affare',
  });

  const doppia = await p.chiama('rsp', 'POST', '/prontuario', {
    corpo: { ...nuova, testo: 'SAGRA della castagna' },
  });
  expect(doppia.corpo).toMatchObject({ status: 409, codice: 'prontuario.gia-presente' });
  for (const [classificazione, codice] of [
    ['I', 'titolario.voce-con-partizioni'],
    ['XX.1', 'titolario.voce-sconosciuta'],
  ]) {
    const rifiutata = await p.chiama('rsp', 'POST', '/prontuario', { corpo: { ...nuova, classificazione } });
    expect(rifiutata.corpo).toMatchObject({ status: 422, codice });
  }
  const modifica = { classificazione: 'VIII.5', tipo: null, versione: 1 };
  const dopo = await p.chiama<VoceProntuario>('rsp', 'PATCH', `/prontuario/${voce.id}`, { corpo: modifica });
  expect(dopo.corpo).toMatchObject({ versione: 2, classificazione: { codice: 'VIII.5' } });
  expect(dopo.corpo.tipo).toBeUndefined();
  const tardi = await p.chiama('rsp', 'PATCH', `/prontuario/${voce.id}`, { corpo: modifica });
  expect(tardi.corpo).toMatchObject({ status: 409, codice: 'prontuario.modificata-da-altri' });
  expect((await p.chiama('rsp', 'DELETE', `/prontuario/${voce.id}`)).stato).toBe(204);
  expect(await cerca('castagna')).toEqual([]);
});

test('un CSV aggiunge le voci che mancano e dice quali codici il titolario non ha', async () => {
  const contenuto =
    'Voce;Classificazione;Ufficio;Tipo\r\nlampioni guasti;vi.8;tecnico;\r\nICI;IV.3;;\r\nlampioni guasti;VI.8;;\r\nfantasia;XX.4;;\r\n;VI.8;;\r\n';
  const { stato, corpo } = await p.chiama<EsitoImportazioneProntuario>(
    'rsp',
    'POST',
    '/prontuario/importazione',
    {
      corpo: { contenuto },
    },
  );
  expect(stato).toBe(200);
  expect(corpo).toEqual({ aggiunte: 1, giaPresenti: 2, sconosciuti: ['riga 6', 'XX.4 fantasia'] });
  expect(await cerca('lampioni')).toEqual(['lampioni guasti → VI.8']);
  const senza = await p.chiama('rsp', 'POST', '/prontuario/importazione', {
    corpo: { contenuto: 'a;b\n1;2' },
  });
  expect(senza.corpo).toMatchObject({ status: 422, codice: 'importazione.colonna-mancante' });
});
