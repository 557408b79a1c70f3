import { createHash } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlstate } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { spazza } from '#documenti';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import {
  apriDiProva,
  registraDiProva,
  type DocumentoDiProva,
} from '../../../test/support/fascicoli-di-prova.ts';
import {
  comeZip,
  contenutoZip,
  datiDelPacchetto,
  falsato,
} from '../../../test/support/pacchetto-di-prova.ts';
import {
  prodottoDiProva,
  type ProdottoDiProva,
  type Risposta,
} from '../../../test/support/prodotto-di-prova.ts';
import type { ElencoDocumentiFascicolo, Fascicolazione, Fascicolo } from '../fascicoli.schema.ts';
import type { EsitoImportazione } from './pacchetto.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Problema = { codice: string; dati?: { problemi: { codice: string }[] } };
type Esito = Risposta<EsitoImportazione & Problema>;

const sotto = async (padre: string, denominazione: string): Promise<string> =>
  (
    await p.chiama<Fascicolo>('operatore', 'POST', `/fascicoli/${padre}/sottofascicoli`, {
      corpo: { denominazione, oggetto: denominazione },
    })
  ).corpo.numero;
const metti = async (numero: string, corpo: object): Promise<Fascicolazione> => {
  const r = await p.chiama<Fascicolazione>('operatore', 'POST', `/fascicoli/${numero}/documenti`, { corpo });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
};
const togli = async (g: Fascicolazione): Promise<void> => {
  const via = `/fascicoli/${g.fascicolo}/documenti/${g.id}?motivo=Riordino`;
  expect((await p.chiama('operatore', 'DELETE', via)).stato).toBe(204);
};
const sposta = async (g: Fascicolazione, a: string): Promise<void> => {
  const via = `/fascicoli/${g.fascicolo}/documenti/${g.id}/spostamento`;
  const r = await p.chiama('operatore', 'POST', via, { corpo: { a, motivo: 'Riordino' } });
  expect(r.stato, r.testo).toBe(200);
};
const contenuto = async (numero: string): Promise<string[]> =>
  (
    await p.chiama<ElencoDocumentiFascicolo>('operatore', 'GET', `/fascicoli/${numero}/documenti`)
  ).corpo.items.map((g) => (g.registrazione ? `PG ${g.registrazione.numero}` : g.denominazione));
const esporta = async (numero: string): Promise<Map<string, Buffer>> => {
  const r = await p.chiama('operatore', 'GET', `/fascicoli/${numero}/esportazione.zip`);
  expect(r.stato).toBe(200);
  return await contenutoZip(r.byte);
};
const carica = async (chi: UtenteDiProva, voci: ReadonlyMap<string, Buffer>): Promise<string> =>
  await p.carica(chi, 'fascicolo.zip', await comeZip(voci));
const importa = (
  chi: UtenteDiProva,
  documento: string,
  conferma: boolean,
  chiave?: string,
): Promise<Esito> => {
  const corpo = { documento, conferma };
  return p.chiama(chi, 'POST', '/fascicoli/importazione', chiave ? { corpo, chiave } : { corpo });
};
const provaDi = async (voci: ReadonlyMap<string, Buffer>, chi: UtenteDiProva = 'rsp'): Promise<Esito> =>
  await importa(chi, await carica(chi, voci), false);
const righe = async (): Promise<unknown> => {
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM fascicolazione) AS a, (SELECT count(*) FROM fascicolazione WHERE tolta_il IS NULL) AS b,
        (SELECT count(*) FROM fascicolo) AS c, (SELECT count(*) FROM serie_unita) AS d, (SELECT count(*) FROM collegamento) AS e,
        (SELECT count(*) FROM fascicolo_evento) AS f`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
};

/** All that a package says of links, without when it was made and who put things back when. */
function legami(voci: ReadonlyMap<string, Buffer>): unknown {
  const { indice, parti } = datiDelPacchetto(voci);
  const { esportatoIl: _quando, parti: elenco, ...resto } = indice;
  return {
    ...resto,
    elenco: elenco.map((x) => x.numero),
    parti: parti.map(({ versione: _v, elencoDocumenti, ...parte }) => ({
      ...parte,
      elencoDocumenti: elencoDocumenti.map(({ id: _id, inseritoIl: _il, inseritoDa: _da, ...d }) => d),
    })),
    file: [...voci].filter(([nome]) => nome.startsWith('documenti/')).map(([n, b]) => [n, String(b)]),
    metadati: [...voci].filter(([nome]) => nome.startsWith('metadati/')).map(([n, b]) => [n, String(b)]),
  };
}

/** What the database answers to the application, whatever it tries. */
async function rifiuto(istruzione: string): Promise<string | undefined> {
  const client = new pg.Client(p.banca.url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE tabularium_applicazione');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [p.ente.enteId]);
    await client.query(istruzione);
    await client.query('COMMIT');
    return undefined;
  } catch (errore) {
    return sqlstate(errore);
  } finally {
    await client.end();
  }
}

test('RN-40.2b esportato, scomposto e reimportato il fascicolo ha di nuovo tutti i suoi legami; un documento da solo non esce dall’archivio', async () => {
  const f = await apriDiProva(p, 'operatore', { oggetto: 'Ampliamento della scuola' });
  const pareri = await sotto(f.numero, 'Pareri');
  const inserto = await sotto(pareri, 'Soprintendenza');
  const altro = await apriDiProva(p, 'operatore');
  const serie = (
    await p.chiama<{ id: string }>('rsp', 'POST', '/serie', {
      corpo: { denominazione: 'Opere', criterio: 'Opere pubbliche, per anno', tipoCriterio: 'materia' },
    })
  ).corpo.id;
  const unita = await p.chiama<{ id: string }>('rsp', 'POST', `/serie/${serie}/unita`, {
    corpo: { fascicolo: f.numero },
  });

  const principale = await p.carica('operatore', 'istanza.txt', 'il testo dell’istanza');
  const allegato = await p.carica('operatore', 'pianta.txt', 'la pianta');
  const fuori = await registraDiProva(p, 'operatore');
  const d1 = await registraDiProva(p, 'operatore', {
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: principale,
    allegati: [{ documento: allegato, descrizione: 'Pianta' }],
    collegamenti: [{ tipo: 'altro', anno: fuori.anno, numero: fuori.numero }],
  });
  const segue = (d: DocumentoDiProva, tipo: string) => ({
    collegamenti: [{ tipo, anno: d.anno, numero: d.numero }],
  });
  const d2 = await registraDiProva(p, 'operatore', segue(d1, 'integrazione'));
  const d3 = await registraDiProva(p, 'operatore', segue(d2, 'segue'));
  const appunti = await p.carica('operatore', 'appunti.txt', 'appunti');
  const g1 = await metti(f.numero, { registrazione: d1 });
  const g2 = await metti(pareri, { registrazione: d2 });
  const g3 = await metti(inserto, { registrazione: d3 });
  const libero = await metti(f.numero, { documento: appunti, denominazione: 'Appunti' });
  await metti(inserto, { documento: appunti, denominazione: 'Appunti del sopralluogo' });

  const prima = await esporta(f.numero);
  const { indice } = datiDelPacchetto(prima);
  expect(indice.collegamenti).toHaveLength(3);
  expect(indice.serie).toMatchObject([{ id: serie, denominazione: 'Opere' }]);

  // As far apart as the product allows.
  await togli(g1);
  await sposta(g2, altro.numero);
  await sposta(g3, f.numero);
  await togli(libero);
  await p.chiama('rsp', 'DELETE', `/serie/${serie}/unita/${unita.corpo.id}`);
  const scomposto = await righe();
  expect(legami(await esporta(f.numero))).not.toEqual(legami(prima));

  // First what it would do: nothing is written, and who may not compose serie is told so.
  const diOperatore = await provaDi(prima, 'operatore');
  expect(diOperatore.corpo.problemi.map((x) => x.codice)).toEqual(['fascicolo.senza-serie']);
  const pacchetto = await carica('rsp', prima);
  const prova = await importa('rsp', pacchetto, false);
  expect(prova.stato, prova.testo).toBe(200);
  expect(prova.corpo).toMatchObject({ confermata: false, problemi: [], avvisi: [] });
  expect(prova.corpo.rimessi.map((x) => x.legame).toSorted()).toEqual([
    'documento',
    'documento',
    'documento',
    'serie',
    'spostamento',
  ]);
  expect(await righe()).toEqual(scomposto);

  const fatto = await importa('rsp', pacchetto, true, 'una-volta');
  expect(fatto.corpo).toEqual({ ...prova.corpo, confermata: true });
  expect((await importa('rsp', pacchetto, true, 'una-volta')).corpo).toEqual(fatto.corpo);
  const dopo = await esporta(f.numero);
  expect(legami(dopo)).toEqual(legami(prima));
  // New facts, not history made over: it was taken out, and it is back; where it was moved meanwhile it stays.
  const storia = await p.chiama<{ items: { tipo: string }[] }>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${d1.anno}/${d1.numero}/storia`,
  );
  expect(storia.corpo.items.map((e) => e.tipo).slice(-3)).toEqual([
    'fascicolazione',
    'toglimento',
    'fascicolazione',
  ]);
  expect(await contenuto(altro.numero)).toEqual([`PG ${String(d2.numero).padStart(7, '0')}`]);

  // Once more there is nothing to do.
  const ricomposto = await righe();
  const ancora = await importa('rsp', pacchetto, true);
  expect(ancora.corpo).toMatchObject({ confermata: true, rimessi: [], problemi: [] });
  expect(ancora.corpo.alPosto).toBe(fatto.corpo.alPosto + fatto.corpo.rimessi.length);
  expect(await righe()).toEqual(ricomposto);

  // Of what may be taken away, nothing takes a document out of the archive: from a fascicolo, with its line left; never the last place
  // of one that is not registered.
  const api = await p.chiama<{ paths: Record<string, object> }>(null, 'GET', '/openapi.json');
  const cancellano = Object.entries(api.corpo.paths)
    .filter(([via, metodi]) => 'delete' in metodi && /registrazioni|documenti|fascicoli|registri/.test(via))
    .map(([via]) => via.replace('/api/v1', ''));
  expect(cancellano).toEqual(['/fascicoli/{numero}/documenti/{id}', '/registri/{registro}/richieste/{id}']);
  const solo = await metti(altro.numero, {
    documento: await p.carica('operatore', 'solo.txt', 'solo'),
    denominazione: 'Solo',
  });
  const via = `/fascicoli/${altro.numero}/documenti/${solo.id}?motivo=x`;
  expect((await p.chiama<Problema>('operatore', 'DELETE', via)).corpo.codice).toBe(
    'fascicolo.unica-collocazione',
  );
  for (const istruzione of [
    'DELETE FROM registrazione',
    'DELETE FROM registrazione_documento',
    'UPDATE registrazione_documento SET documento_id = NULL',
    'UPDATE registrazione_documento SET registrazione_id = uuid_v7()',
    'UPDATE documento SET impronta = impronta',
    'UPDATE registrazione SET ente_id = uuid_v7()',
    'DELETE FROM collegamento',
    'DELETE FROM fascicolazione',
    'UPDATE fascicolazione SET fascicolo_id = uuid_v7()',
    'UPDATE fascicolo SET ente_id = uuid_v7()',
  ])
    expect(await rifiuto(istruzione), istruzione).toBe('42501');
  for (const id of [principale, allegato, appunti])
    expect(await rifiuto(`DELETE FROM documento WHERE id = '${id}'`)).toBe('23503');
  // The sweeper, told to leave nothing: the uploaded packages go, what is in the archive stays.
  const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
  await spazza({ db: p.db, archivio, log: p.app.log }, p.ente.enteId, 0);
  expect((await importa('rsp', pacchetto, false)).corpo.codice).toBe('fascicolo.pacchetto-sconosciuto');
  expect(legami(await esporta(f.numero))).toEqual(legami(prima));
});

test('un pacchetto rovinato, falso o di altri non si importa, e si dice perché', async () => {
  const f = await apriDiProva(p, 'operatore');
  const documento = await p.carica('operatore', 'atto.txt', 'un atto');
  const d = await registraDiProva(p, 'operatore', {
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: documento,
  });
  const g = await metti(f.numero, { registrazione: d });
  const buono = await esporta(f.numero);
  const file = [...buono.keys()].find((nome) => nome.endsWith('atto.txt')) ?? '';
  const dati = `dati/${f.numero}.json`;
  const con = (nome: string, testo: string) => new Map(buono).set(nome, Buffer.from(testo));
  const codice = async (voci: ReadonlyMap<string, Buffer>) => (await provaDi(voci)).corpo.codice;

  expect(await codice(con(file, 'un Atto'))).toBe('fascicolo.pacchetto-alterato');
  expect(await codice(con(dati, `${String(buono.get(dati))} `))).toBe('fascicolo.pacchetto-alterato');
  expect(await codice(con('altro.txt', 'altro'))).toBe('fascicolo.pacchetto-non-valido');
  expect(await codice(con('fascicolo.json', 'null'))).toBe('fascicolo.pacchetto-non-valido');
  expect(await codice(con('fascicolo.json', '{"a":"\\u0000"}'))).toBe('richiesta.testo-non-valido');
  const senza = new Map(buono);
  senza.delete(file);
  expect(await codice(senza)).toBe('fascicolo.pacchetto-non-valido');
  expect(await codice(falsato(buono, ({ indice }) => Object.assign(indice, { versione: 2 })))).toBe(
    'fascicolo.pacchetto-non-valido',
  );
  const altraAoo = falsato(buono, ({ indice }) =>
    Object.assign(indice, { aoo: { codice: 'ALTRA', denominazione: 'Altra AOO' } }),
  );
  expect(await codice(altraAoo)).toBe('fascicolo.pacchetto-di-altra-aoo');
  const testo = await p.carica('rsp', 'nota.txt', 'non è uno zip');
  expect((await importa('rsp', testo, false)).corpo.codice).toBe('fascicolo.pacchetto-non-leggibile');
  const diAltri = await carica('operatore', buono);
  expect((await importa('rsp', diAltri, false)).corpo.codice).toBe('fascicolo.pacchetto-sconosciuto');

  // What it says of this archive must be true.
  const problemi = async (voci: ReadonlyMap<string, Buffer>) => {
    const pacchetto = await carica('rsp', voci);
    const prova = await importa('rsp', pacchetto, false);
    const conferma = await importa('rsp', pacchetto, true);
    expect([conferma.stato, conferma.corpo.codice]).toEqual([409, 'fascicolo.pacchetto-non-corrisponde']);
    expect(conferma.corpo.dati?.problemi).toEqual(prova.corpo.problemi);
    return prova.corpo.problemi.map((x) => x.codice);
  };
  const registrazione = (cambia: object) =>
    falsato(buono, ({ parti }) => Object.assign(parti[0]?.elencoDocumenti[0]?.registrazione ?? {}, cambia));
  expect(await problemi(registrazione({ numero: 999_999 }))).toEqual(['fascicolo.registrazione-sconosciuta']);
  expect(await problemi(registrazione({ segnatura: 'altra' }))).toEqual(['fascicolo.registrazione-diversa']);
  const impronta = createHash('sha256').update('un Atto').digest('hex');
  const sostituito = falsato(buono, ({ parti }, voci) => {
    voci.set(file, Buffer.from('un Atto'));
    Object.assign(parti[0]?.elencoDocumenti[0]?.file[0] ?? {}, { impronta });
  });
  expect(await problemi(sostituito)).toEqual(['fascicolo.impronta-diversa']);
  const altroFascicolo = falsato(buono, ({ parti }) =>
    Object.assign(parti[0] ?? {}, { apertoIl: '2020-01-01T00:00:00+01:00' }),
  );
  expect(await problemi(altroFascicolo)).toEqual(['fascicolo.pacchetto-diverso']);
  // A closed fascicolo is reopened first, with a reason.
  await togli(g);
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, { corpo: {} });
  expect(await problemi(buono)).toEqual(['fascicolo.chiuso']);
});

test('una parte che manca riavrà il suo numero, un collegamento che manca ritorna; la classe cambiata dopo resta, e si dice', async () => {
  const f = await apriDiProva(p, 'operatore');
  const [d1, d2] = [await registraDiProva(p, 'operatore'), await registraDiProva(p, 'operatore')];
  await metti(f.numero, { registrazione: d1 });
  await metti(f.numero, { registrazione: d2 });
  // As if the archive had gone back to a copy of before.
  const pacchetto = falsato(await esporta(f.numero), ({ indice, parti }) => {
    const [primo] = parti;
    const sottofascicolo = {
      ...primo,
      numero: `${f.numero}.1`,
      denominazione: 'Pareri',
      elencoDocumenti: [],
    };
    parti.push({ ...sottofascicolo } as never);
    indice.collegamenti.push({ da: d2, a: d1, tipo: 'segue' } as never);
    const [primoDocumento] = primo?.elencoDocumenti ?? [];
    Object.assign(primoDocumento?.registrazione ?? {}, { classificazione: 'I.1' });
  });
  const caricato = await carica('operatore', pacchetto);
  const fatto = await importa('operatore', caricato, true);
  expect(
    fatto.corpo.rimessi?.map((x) => x.legame),
    fatto.testo,
  ).toEqual(['parte', 'collegamento']);
  expect(fatto.corpo.avvisi).toHaveLength(1);
  const parte = await p.chiama<Fascicolo>('operatore', 'GET', `/fascicoli/${f.numero}.1`);
  expect(parte.corpo.denominazione).toBe('Pareri');
  expect((await importa('operatore', caricato, true)).corpo.rimessi).toEqual([]);
  expect(datiDelPacchetto(await esporta(f.numero)).indice.collegamenti).toHaveLength(1);
});
