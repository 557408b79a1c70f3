import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura, inTransazione, sqlstate } from '#platform/db';
import { verificaRegistro } from '#registro-verificabile';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { apriDiProva } from '../../test/support/fascicoli-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import {
  prodottoDiProva,
  type ProdottoDiProva,
  type Risposta,
} from '../../test/support/prodotto-di-prova.ts';
import type { Elenco, Registrazione } from '#registrazione';
import type { Repertorio } from './repertori.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string; detail: string; dati?: { registro: string; numero: string } };

/** An act of the office, of paper and at hand: the least a repertorio wants. */
const atto = (altro: object = {}) => ({
  oggetto: 'Chiusura al traffico di via Roma per la fiera',
  supporto: 'analogico',
  analogico: { esemplare: 'originale', unico: false, disponibile: true },
  ...altro,
});
const digitale = (documentoPrincipale: string, altro: object = {}) => ({
  ...atto(altro),
  supporto: undefined,
  analogico: undefined,
  documentoPrincipale,
});
const registra = <T = Registrazione>(
  registro: string,
  corpo: unknown,
  chi: UtenteDiProva = 'operatore',
  chiave?: string,
): Promise<Risposta<T>> => p.chiama<T>(chi, 'POST', `/registri/${registro}/registrazioni`, { corpo, chiave });
const via = (r: Pick<Registrazione, 'registro' | 'anno' | 'numero'>): string =>
  `/registri/${r.registro}/registrazioni/${r.anno}/${Number(r.numero)}`;
const repertorio = async (codice: string, chi: UtenteDiProva = 'operatore'): Promise<Repertorio> =>
  (await p.chiama<Repertorio>(chi, 'GET', `/repertori/${codice}`)).corpo;
const istituisci = (corpo: object, chi: UtenteDiProva = 'rsp'): Promise<Risposta<Repertorio & Errore>> =>
  p.chiama(chi, 'POST', '/repertori', { corpo });
const ultimoDelProtocollo = async (): Promise<number> => {
  const r = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx
      .selectFrom('contatore')
      .select((eb) => eb.fn.max('ultimo').as('ultimo'))
      .where('registro_id', '=', p.ente.registroId)
      .executeTakeFirstOrThrow(),
  );
  return Number(r.ultimo ?? 0);
};

test('RN-39.1 i 23 tipi di registrazione particolare del manuale sono registri pronti, con i nomi del manuale', async () => {
  const { registri } = JSON.parse(
    readFileSync(new URL('../../db/seed/registri-particolari.json', import.meta.url), 'utf8'),
  ) as { registri: { codice: string; denominazione: string }[] };
  const { items } = (await p.chiama<{ items: Repertorio[] }>('operatore', 'GET', '/repertori')).corpo;
  expect(items).toHaveLength(23);
  expect(items.map(({ codice, denominazione }) => [codice, denominazione])).toEqual(
    registri.map(({ codice, denominazione }) => [codice, denominazione]),
  );
  expect(items.map((r) => r.voceManuale)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
  expect([items[0]?.denominazione, items[18]?.denominazione, items[22]?.denominazione]).toEqual([
    'Atti rogati o autenticati dal Segretario Generale',
    'Ordinanze',
    'Notifiche',
  ]);
  // Every one of them takes its first number.
  for (const { codice } of items)
    expect((await registra(codice, atto())).corpo.numero, codice).toBe('0000001');
});

test('RN-9.2 la registrazione particolare è ammessa solo per i tipi elencati; un operatore non ne aggiunge', async () => {
  const nuovo = { codice: 'PASSI_CARRABILI', denominazione: 'Passi carrabili' };
  for (const chi of ['operatore', 'consultazione', 'admin'] as const)
    expect([chi, (await istituisci(nuovo, chi)).stato]).toEqual([chi, 403]);
  expect((await registra<Errore>('PASSI_CARRABILI', atto())).corpo.codice).toBe('registro.non-trovato');
  const { items } = (await p.chiama<{ items: Repertorio[] }>('operatore', 'GET', '/repertori')).corpo;
  expect(items.filter((r) => r.voceManuale !== undefined)).toHaveLength(23);

  // The RSP does, with reason; and the database itself gives the application no way to another protocollo.
  expect((await istituisci(nuovo)).stato).toBe(201);
  expect((await istituisci(nuovo)).corpo.codice).toBe('repertorio.codice-in-uso');
  expect((await istituisci({ ...nuovo, codice: 'minuscolo' })).stato).toBe(422);
  expect((await registra('PASSI_CARRABILI', atto())).stato).toBe(201);
  for (const tipo of ['protocollo', 'fascicoli']) {
    const falso = inTransazione(p.db, p.ente.enteId, (tx) =>
      tx
        .insertInto('registro')
        .values({ ente_id: p.ente.enteId, aoo_id: p.ente.aooId, codice: 'PG2', denominazione: 'Altro', tipo })
        .execute(),
    );
    expect([tipo, sqlstate(await falso.catch((e: unknown) => e))]).toEqual([tipo, '42501']);
  }
  const toccato = await inTransazione(p.db, p.ente.enteId, (tx) =>
    tx.updateTable('registro').set({ denominazione: 'Altro' }).where('codice', '=', 'PG').executeTakeFirst(),
  );
  expect(Number(toccato.numUpdatedRows)).toBe(0);
});

test('RN-39.1-2 ogni registro particolare ha la sua numerazione, indipendente dal protocollo', async () => {
  await registra('PG', arrivoDiCarta());
  const protocollo = await ultimoDelProtocollo();
  const prima = { ordinanze: await repertorio('ORDINANZE'), contratti: await repertorio('CONTRATTI') };
  const numeri = [];
  for (const registro of ['ORDINANZE', 'CONTRATTI', 'ORDINANZE']) {
    const r = await registra(registro, atto());
    expect(r.stato, r.testo).toBe(201);
    expect(r.corpo.segnatura).toContain(` - ${registro} n. ${r.corpo.numero}/${r.corpo.anno} del `);
    numeri.push(Number(r.corpo.numero));
  }
  const da = (r: Repertorio): number => Number(r.ultimo?.numero ?? 0);
  expect(numeri).toEqual([da(prima.ordinanze) + 1, da(prima.contratti) + 1, da(prima.ordinanze) + 2]);
  expect(await ultimoDelProtocollo()).toBe(protocollo);
  expect(await repertorio('ORDINANZE')).toMatchObject({
    quante: numeri[2],
    ultimo: { numero: String(numeri[2]).padStart(7, '0') },
  });
});

test('in gara cinquanta registrazioni di un repertorio, alcune annullate dal guasto, prendono i numeri 1..n senza buchi', async () => {
  await istituisci({ codice: 'GARA', denominazione: 'Repertorio di gara', numerazione: 'continua' });
  const conteso = await p.carica('operatore', 'conteso.pdf', pdfDiProva());
  const esiti = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      registra('GARA', i % 5 === 0 ? digitale(conteso) : atto(), i % 2 === 0 ? 'operatore' : 'anagrafe'),
    ),
  );
  const buone = esiti.filter((e) => e.stato === 201).map((e) => Number(e.corpo.numero));
  expect(buone.sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
  const { id } = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx.selectFrom('registro').select('id').where('codice', '=', 'GARA').executeTakeFirstOrThrow(),
  );
  const esito = await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, id));
  expect(esito).toMatchObject({ registrazioni: 41, foglie: 41, difetti: [] });
});

test('mittente e destinatari sono facoltativi, il flusso è interno se non detto, la classificazione è quella proposta', async () => {
  await istituisci({ codice: 'DECRETI', denominazione: 'Decreti del sindaco', classificazione: 'VI.3' });
  const r = await registra('DECRETI', atto());
  expect(r.corpo).toMatchObject({ flusso: 'I', destinatari: [], classificazione: { codice: 'VI.3' } });
  const altra = await registra('DECRETI', atto({ flusso: 'U', classificazione: 'I.1' }));
  expect(altra.corpo).toMatchObject({ flusso: 'U', classificazione: { codice: 'I.1' } });
  expect((await registra<Errore>('PG', { ...arrivoDiCarta(), flusso: undefined })).corpo.codice).toBe(
    'registrazione.flusso-mancante',
  );
  expect((await registra<Errore>('FASC', atto())).corpo.codice).toBe('registrazione.registro-di-fascicoli');
  expect(
    (await istituisci({ codice: 'X', denominazione: 'X', classificazione: 'XXX.99' })).corpo.codice,
  ).toBe('repertorio.classificazione-sconosciuta');
  // Found by the search of its register, and not by that of the protocollo.
  const cerca = async (registro: string): Promise<number> =>
    (await p.chiama<Elenco>('operatore', 'GET', `/registri/${registro}/registrazioni?q=fiera`)).corpo.items
      .length;
  expect([await cerca('DECRETI'), await cerca('PG')]).toEqual([2, 0]);
});

test('registra qualunque ufficio, o solo quelli che il repertorio dice; in uno chiuso nessuno', async () => {
  expect((await registra('VERB_GIUNTA', atto(), 'ragioniere')).stato).toBe(201);
  expect((await repertorio('VERB_GIUNTA', 'ragioniere')).registrabile).toBe(true);
  let { versione } = await repertorio('VERB_GIUNTA');
  const cambia = (corpo: object, chi: UtenteDiProva = 'rsp'): Promise<Risposta<Repertorio & Errore>> =>
    p.chiama(chi, 'PATCH', '/repertori/VERB_GIUNTA', { corpo: { versione, ...corpo } });
  expect((await cambia({ uffici: ['protocollo'] }, 'operatore')).stato).toBe(403);
  expect((await cambia({ uffici: ['inesistente'] })).corpo.codice).toBe('repertorio.ufficio-sconosciuto');
  ({ versione } = (await cambia({ uffici: ['protocollo'] })).corpo);
  expect((await registra<Errore>('VERB_GIUNTA', atto(), 'ragioniere')).corpo).toMatchObject({
    codice: 'registrazione.ufficio-non-ammesso',
    detail: expect.stringContaining('Ufficio Protocollo') as string,
  });
  expect((await registra('VERB_GIUNTA', atto(), 'operatore')).stato).toBe(201);

  const chiuso = await cambia({ chiuso: true });
  expect(chiuso.corpo.chiusoIl).toBeDefined();
  expect((await registra<Errore>('VERB_GIUNTA', atto())).corpo.codice).toBe(
    'registrazione.repertorio-chiuso',
  );
  expect((await cambia({ chiuso: false })).corpo.codice).toBe('repertorio.modificato-nel-frattempo');
  ({ versione } = chiuso.corpo);
  expect((await cambia({ chiuso: false, uffici: [] })).corpo.chiusoIl).toBeUndefined();
  expect((await registra('VERB_GIUNTA', atto(), 'ragioniere')).stato).toBe(201);
});

test('dopo la chiusura non esce più un numero, nemmeno in gara con chi registra', async () => {
  await istituisci({ codice: 'CHIUDENDO', denominazione: 'Repertorio che si chiude' });
  const { versione } = await repertorio('CHIUDENDO');
  const corse = Array.from({ length: 20 }, () => registra<Errore & Registrazione>('CHIUDENDO', atto()));
  const chiusura = await p.chiama<Repertorio>('rsp', 'PATCH', '/repertori/CHIUDENDO', {
    corpo: { versione, chiuso: true },
  });
  const esiti = await Promise.all(corse);
  const chiusoIl = Date.parse(chiusura.corpo.chiusoIl ?? '');
  for (const e of esiti) {
    if (e.stato === 201) continue;
    expect(e.corpo.codice).toBe('registrazione.repertorio-chiuso');
  }
  const { quante } = await repertorio('CHIUDENDO');
  expect(quante).toBe(esiti.filter((e) => e.stato === 201).length);
  expect(Number.isNaN(chiusoIl)).toBe(false);
  expect((await registra<Errore>('CHIUDENDO', atto())).stato).toBe(403);
});

test('RN-39.1-3 ciò che è in un registro particolare non si registra anche a protocollo, se non pervenuto per raccomandata', async () => {
  const file = await p.carica('operatore', 'ordinanza.pdf', pdfDiProva());
  const ordinanza = (await registra('ORDINANZE', digitale(file))).corpo;
  const arrivo = { flusso: 'E', mittente: arrivoDiCarta().mittente };
  const rifiutata = await registra<Errore>('PG', digitale(file, arrivo));
  expect([rifiutata.stato, rifiutata.corpo.codice]).toEqual([409, 'registrazione.gia-in-repertorio']);
  expect(rifiutata.corpo.detail).toContain(
    `nel repertorio «Ordinanze» (ORDINANZE) con il numero ${ordinanza.numero} del ${ordinanza.anno}`,
  );
  // Sending it out, or uploading the same bytes again, changes nothing.
  const partenza = { flusso: 'U', destinatari: [arrivoDiCarta().mittente], mezzo: 'raccomandata' };
  expect((await registra<Errore>('PG', digitale(file, partenza))).corpo.codice).toBe(
    'registrazione.gia-in-repertorio',
  );
  // Another repertorio is no way round either: the operator chooses one (AMB-31).
  expect((await registra<Errore>('DEL_GIUNTA', digitale(file))).corpo.codice).toBe(
    'registrazione.documento-gia-registrato',
  );
  const byte = pdfDiProva('Ordinanza caricata due volte');
  const unaVolta = await p.carica('operatore', 'prima.pdf', byte);
  const altraVolta = await p.carica('operatore', 'seconda.pdf', byte);
  expect((await registra('ORDINANZE', digitale(unaVolta))).stato).toBe(201);
  expect((await registra<Errore>('PG', digitale(altraVolta, arrivo))).corpo.codice).toBe(
    'registrazione.gia-in-repertorio',
  );
  // Of paper the operator says so.
  const carta = (await registra('NOTIFICHE', atto())).corpo;
  const giaRegistrato = { registro: 'NOTIFICHE', anno: carta.anno, numero: Number(carta.numero) };
  expect((await registra<Errore>('PG', arrivoDiCarta({ giaRegistrato }))).corpo.codice).toBe(
    'registrazione.gia-in-repertorio',
  );
  // What is in the protocollo, not by raccomandata, stays out of the repertori.
  const protocollato = await p.carica('operatore', 'lettera.pdf', pdfDiProva());
  expect((await registra('PG', digitale(protocollato, arrivo))).stato).toBe(201);
  expect((await registra<Errore>('CONTRATTI', digitale(protocollato))).corpo.codice).toBe(
    'registrazione.gia-a-protocollo',
  );

  // By raccomandata it has both numbers, whichever comes first, and the two know of each other.
  for (const [prima, dopo, corpo] of [
    ['ORDINANZE', 'PG', digitale(file, { ...arrivo, mezzo: 'raccomandata', numeroRaccomandata: '1357' })],
    ['NOTIFICHE', 'PG', arrivoDiCarta({ giaRegistrato, mezzo: 'raccomandata' })],
  ] as const) {
    const r = await registra(dopo, corpo);
    expect(r.stato, r.testo).toBe(201);
    const prec = prima === 'ORDINANZE' ? ordinanza : carta;
    const daQui = { tipo: 'registrazione-particolare', verso: 'a', registro: prima, numero: prec.numero };
    expect(r.corpo.collegamenti).toMatchObject([daQui]);
    const letta = (await p.chiama<Registrazione>('operatore', 'GET', via(prec))).corpo;
    expect(letta.collegamenti).toMatchObject([
      { tipo: 'registrazione-particolare', verso: 'da', registro: 'PG', numero: r.corpo.numero },
    ]);
    // The reason of the two numbers cannot be taken away.
    const mezzo = await p.chiama<Errore>('operatore', 'PATCH', via(r.corpo), {
      corpo: { versione: 1, mezzo: 'posta' },
    });
    expect(mezzo.corpo.codice).toBe('registrazione.mezzo-della-doppia');
  }
});

test('la banca dati stessa rifiuta lo stesso documento a protocollo e in un repertorio, anche in gara', async () => {
  const file = await p.carica('operatore', 'gara.pdf', pdfDiProva());
  const protocollo = digitale(file, { flusso: 'E', mittente: arrivoDiCarta().mittente });
  const esiti = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      registra<Errore>(i % 2 ? 'PG' : 'ORDINANZE', i % 2 ? protocollo : digitale(file)),
    ),
  );
  expect(esiti.filter((e) => e.stato === 201)).toHaveLength(1);
  expect(esiti.filter((e) => e.stato === 409)).toHaveLength(9);

  const [una, altra] = [
    (await registra('PG', arrivoDiCarta())).corpo,
    (await registra('ORDINANZE', atto())).corpo,
  ];
  const scrivi = (tipo: string): Promise<unknown> =>
    inTransazione(p.db, p.ente.enteId, async (tx) => {
      const id = async (r: Registrazione): Promise<string> =>
        (
          await tx
            .selectFrom('registrazione')
            .innerJoin('registro', 'registro.id', 'registrazione.registro_id')
            .select('registrazione.id')
            .where('registro.codice', '=', r.registro)
            .where('anno', '=', r.anno)
            .where('numero', '=', Number(r.numero))
            .executeTakeFirstOrThrow()
        ).id;
      await tx
        .insertInto('collegamento')
        .values({
          ente_id: p.ente.enteId,
          registrazione_id: await id(una),
          altra_id: await id(altra),
          tipo,
          creato_da: 'prova',
        })
        .execute();
    });
  expect(sqlstate(await scrivi('registrazione-particolare').catch((e: unknown) => e))).toBe('TB007');
  await scrivi('altro');

  // Arrived by raccomandata, both ways at once: both numbers, whoever comes first.
  const doppio = await p.carica('operatore', 'doppio.pdf', pdfDiProva());
  const raccomandata = digitale(doppio, {
    flusso: 'E',
    mittente: arrivoDiCarta().mittente,
    mezzo: 'raccomandata',
  });
  const [pg, rep] = await Promise.all([
    registra<Errore>('PG', raccomandata),
    registra<Errore>('ORDINANZE', digitale(doppio)),
  ]);
  expect([pg.stato, rep.stato], `${pg.testo} ${rep.testo}`).toEqual([201, 201]);
  const { rows } = await inLettura(p.db, p.ente.enteId, (tx) =>
    sql<{
      n: number;
    }>`SELECT count(*)::int AS n FROM collegamento c JOIN registrazione_documento d ON d.registrazione_id = c.registrazione_id
      WHERE d.documento_id = ${doppio} AND c.tipo = 'registrazione-particolare'`.execute(tx),
  );
  expect(rows[0]?.n).toBe(1);
});

test('parte di RN-64.1: per raccomandata si protocolla anche ciò che è soggetto a registrazione particolare, con il numero della raccomandata', async () => {
  const file = await p.carica('operatore', 'contratto.pdf', pdfDiProva());
  expect((await registra('CONTRATTI', digitale(file))).stato).toBe(201);
  const r = await registra(
    'PG',
    digitale(file, {
      flusso: 'E',
      mittente: arrivoDiCarta().mittente,
      mezzo: 'raccomandata',
      numeroRaccomandata: 'RR123456789IT',
      categoriaEsclusa: undefined,
    }),
  );
  expect(r.corpo).toMatchObject({ numeroRaccomandata: 'RR123456789IT', registro: 'PG' });
  expect(r.corpo.segnatura).toContain('PG n. ');
});

test('RN-47.4-2 di un documento di carta si tengono almeno due originali con il loro luogo; se mancano lo si avverte', async () => {
  const originali = [
    { dove: 'repertorio', luogo: 'Segreteria, volume 2026' },
    { dove: 'fascicolo', luogo: 'Ufficio Tecnico, faldone 12' },
  ];
  const senza = await registra('CONTRATTI', atto());
  expect(senza.stato).toBe(201);
  expect(senza.corpo.avvisi.join()).toContain('almeno due');
  const con = await registra('CONTRATTI', atto({ originali }));
  expect([con.corpo.originali, con.corpo.avvisi]).toEqual([originali, []]);
  expect((await p.chiama<Registrazione>('operatore', 'GET', via(con.corpo))).corpo.originali).toEqual(
    originali,
  );
  // They are found later too, with trace, and the warning goes away.
  const dopo = await p.chiama<Registrazione>('operatore', 'PATCH', via(senza.corpo), {
    corpo: { versione: 1, originali },
  });
  expect([dopo.corpo.originali, dopo.corpo.avvisi]).toEqual([originali, []]);
  const storia = await p.chiama<{ items: { titolo: string; foglia?: object }[] }>(
    'operatore',
    'GET',
    `${via(senza.corpo)}/storia`,
  );
  const variazione = storia.corpo.items.find((e) => e.titolo === 'Modificato: gli originali cartacei');
  expect(variazione?.foglia).toBeDefined();
});

/** Numbers of the fascicoli in which a registration is, and registrations that are in a fascicolo. */
const fascicoliDi = async (r: Registrazione): Promise<string[]> =>
  (
    await p.chiama<{ items: { numero: string }[] }>('operatore', 'GET', `${via(r)}/fascicoli`)
  ).corpo.items.map((f) => f.numero);

test('RN-39.2 un’ordinanza si classifica, si fascicola e si trova attraverso il repertorio', async () => {
  const file = await p.carica('operatore', 'mercato.pdf', pdfDiProva());
  const r = (await registra('ORDINANZE', digitale(file, { oggetto: 'Spostamento del mercato settimanale' })))
    .corpo;
  const classificata = await p.chiama<Registrazione>('operatore', 'PATCH', via(r), {
    corpo: { versione: 1, classificazione: 'VI.3' },
  });
  expect(classificata.corpo.classificazione?.codice).toBe('VI.3');
  const { numero } = await apriDiProva(p, 'operatore');
  const registrazione = { registro: 'ORDINANZE', anno: r.anno, numero: Number(r.numero) };
  const inserita = await p.chiama('operatore', 'POST', `/fascicoli/${numero}/documenti`, {
    corpo: { registrazione },
  });
  expect(inserita.stato, inserita.testo).toBe(201);
  expect(await fascicoliDi(r)).toEqual([numero]);
  const trovate = await p.chiama<Elenco>(
    'operatore',
    'GET',
    '/registri/ORDINANZE/registrazioni?q=mercato&classificazione=VI',
  );
  expect(trovate.corpo.items.map((v) => v.numero)).toEqual([r.numero]);
});

test('RN-47.4 un documento informatico è insieme nel repertorio, con il suo numero, e nel fascicolo del suo affare, conservato una volta sola', async () => {
  const file = await p.carica('operatore', 'ordinanza-fiera.pdf', pdfDiProva());
  const r = (await registra('ORDINANZE', digitale(file, { classificazione: 'VI.3' }))).corpo;
  const { numero } = await apriDiProva(p, 'operatore');
  const registrazione = { registro: 'ORDINANZE', anno: r.anno, numero: Number(r.numero) };
  await p.chiama('operatore', 'POST', `/fascicoli/${numero}/documenti`, { corpo: { registrazione } });
  const { items } = (
    await p.chiama<{ items: { registrazione?: { registro: string; numero: string } }[] }>(
      'operatore',
      'GET',
      `/fascicoli/${numero}/documenti`,
    )
  ).corpo;
  expect(items.map((d) => d.registrazione)).toMatchObject([{ registro: 'ORDINANZE', numero: r.numero }]);
  expect(await fascicoliDi(r)).toEqual([numero]);
  expect((await p.chiama('operatore', 'GET', '/repertori/ORDINANZE/stampa.csv')).testo).toContain(
    `${r.numero};`,
  );
  const copie = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx
      .selectFrom('registrazione_documento')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('documento_id', '=', file)
      .executeTakeFirstOrThrow(),
  );
  expect(Number(copie.n)).toBe(1);
});
