import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepara } from '../../test/support/banca-dati.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { inTransazione } from '#platform/db';
import type {
  Elenco,
  EventoStoria,
  Provvedimento,
  Registrazione,
  RichiestaRegistrazione,
} from './registrazione.schema.ts';
import { verificaRegistro } from '#registro-verificabile';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string; campi?: { campo: string }[] };

const MOTIVAZIONE = 'Registrata due volte per errore dello sportello';
const ATTO = { numero: '12/2026', data: '2026-03-02' };

async function nuova(dati: Partial<RichiestaRegistrazione> = {}): Promise<{ r: Registrazione; via: string }> {
  const { corpo, stato } = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta(dati),
  });
  expect(stato).toBe(201);
  return { r: corpo, via: `/registri/PG/registrazioni/${corpo.anno}/${Number(corpo.numero)}` };
}
const leggi = async (via: string) => (await p.chiama<Registrazione>('operatore', 'GET', via)).corpo;
const storia = async (via: string) =>
  (await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${via}/storia`)).corpo.items;
const manda = <T = Provvedimento>(chi: UtenteDiProva, via: string, corpo: unknown) =>
  p.chiama<T>(chi, 'POST', via, { corpo });

test('RN-57.1 l’operatore può solo chiedere, con nota motivata; ha effetto quando il responsabile autorizza', async () => {
  const { r, via } = await nuova();
  expect((await manda<Errore>('operatore', `${via}/annullamento`, { motivazione: '' })).corpo.codice).toBe(
    'registrazione.motivazione-mancante',
  );
  const annullamento = await manda('operatore', `${via}/annullamento`, {
    motivazione: MOTIVAZIONE,
    atto: ATTO,
  });
  expect([annullamento.stato, annullamento.corpo.stato]).toEqual([201, 'in-attesa']);
  const rettifica = await manda('operatore', `${via}/rettifiche`, {
    campo: 'oggetto',
    valore: 'Domanda di iscrizione al nido',
    motivazione: 'Oggetto scritto male dall’operatore',
  });
  expect(rettifica.corpo.stato).toBe('in-attesa');
  expect(await leggi(via)).toMatchObject({ stato: 'valida', oggetto: r.oggetto, richiesteAperte: 2 });

  const decidi = (chi: UtenteDiProva, id: string, corpo: unknown) =>
    manda<Provvedimento & Errore>(chi, `/registri/PG/richieste/${id}/decisione`, corpo);
  for (const chi of ['operatore', 'admin', 'tecnico'] as const) {
    expect((await decidi(chi, rettifica.corpo.id, { esito: 'autorizzata' })).stato).toBe(403);
  }
  expect((await decidi('rsp', rettifica.corpo.id, { esito: 'respinta' })).corpo.codice).toBe(
    'registrazione.motivazione-mancante',
  );
  expect(
    (await decidi('rsp', rettifica.corpo.id, { esito: 'respinta', motivazione: 'L’oggetto va bene così' }))
      .corpo.stato,
  ).toBe('respinta');
  expect(await leggi(via)).toMatchObject({ stato: 'valida', oggetto: r.oggetto });
  expect((await decidi('rsp', annullamento.corpo.id, { esito: 'autorizzata' })).corpo.stato).toBe(
    'autorizzata',
  );
  expect(await leggi(via)).toMatchObject({
    stato: 'annullata',
    annullamento: { motivazione: MOTIVAZIONE, atto: ATTO },
  });
  expect(
    (await decidi('rsp', annullamento.corpo.id, { esito: 'respinta', motivazione: 'Ripensandoci, no' })).corpo
      .codice,
  ).toBe('registrazione.richiesta-gia-decisa');

  // A delegate named by act decides like the RSP, as long as the delegation lasts.
  const altra = await nuova();
  const richiesta = await manda('operatore', `${altra.via}/annullamento`, {
    motivazione: MOTIVAZIONE,
    atto: ATTO,
  });
  expect((await decidi('anagrafe', richiesta.corpo.id, { esito: 'autorizzata' })).stato).toBe(403);
  const delega = await prepara(p.db, p.ente.enteId, (tx) =>
    tx
      .insertInto('delega')
      .values({
        ente_id: p.ente.enteId,
        utente_id: p.ente.utenti.anagrafe.id,
        dal: '2020-01-01',
        atto: 'Decreto 3/2026',
        conferita_da: p.ente.utenti.rsp.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  expect((await decidi('anagrafe', richiesta.corpo.id, { esito: 'autorizzata' })).corpo.stato).toBe(
    'autorizzata',
  );
  await prepara(p.db, p.ente.enteId, (tx) =>
    tx.updateTable('delega').set({ revocata_il: new Date() }).where('id', '=', delega.id).execute(),
  );
  const terza = await nuova();
  const ultima = await manda('operatore', `${terza.via}/annullamento`, {
    motivazione: MOTIVAZIONE,
    atto: ATTO,
  });
  expect((await decidi('anagrafe', ultima.corpo.id, { esito: 'autorizzata' })).stato).toBe(403);
});

test('RN-57.1-2 ciò che il responsabile fa da sé è autorizzato, ma la motivazione occorre lo stesso', async () => {
  const { via } = await nuova();
  const senza = await manda<Errore>('rsp', `${via}/rettifiche`, {
    campo: 'oggetto',
    valore: 'Domanda di iscrizione al nido',
    motivazione: '  ',
  });
  expect([senza.stato, senza.corpo.codice]).toEqual([422, 'registrazione.motivazione-mancante']);
  const fatta = await manda('rsp', `${via}/rettifiche`, {
    campo: 'oggetto',
    valore: 'Domanda di iscrizione al nido',
    motivazione: 'Oggetto scritto male dall’operatore',
  });
  expect([fatta.stato, fatta.corpo.stato]).toEqual([201, 'autorizzata']);
  expect((await leggi(via)).oggetto).toBe('Domanda di iscrizione al nido');
});

test('RN-57.1-3 RN-4.3g l’annullamento senza numero e data dell’atto è rifiutato, anche al responsabile; con l’atto si fa, e l’atto si legge', async () => {
  const { via } = await nuova();
  const senza = await manda<Errore>('rsp', `${via}/annullamento`, { motivazione: MOTIVAZIONE });
  expect([senza.stato, senza.corpo.codice, senza.corpo.campi?.[0]?.campo]).toEqual([
    422,
    'registrazione.atto-mancante',
    'atto',
  ]);
  expect(
    (await manda<Errore>('rsp', `${via}/annullamento`, { motivazione: MOTIVAZIONE, atto: { numero: '12' } }))
      .stato,
  ).toBe(422);
  expect(await leggi(via)).toMatchObject({ stato: 'valida', richiesteAperte: 0 });
  const chiesto = await manda('operatore', `${via}/annullamento`, { motivazione: MOTIVAZIONE });
  const senzaAtto = await manda<Errore>('rsp', `/registri/PG/richieste/${chiesto.corpo.id}/decisione`, {
    esito: 'autorizzata',
  });
  expect(senzaAtto.corpo.codice).toBe('registrazione.atto-mancante');
  expect(
    (
      await manda('rsp', `/registri/PG/richieste/${chiesto.corpo.id}/decisione`, {
        esito: 'autorizzata',
        atto: ATTO,
      })
    ).corpo.stato,
  ).toBe('autorizzata');
  expect(await leggi(via)).toMatchObject({
    stato: 'annullata',
    annullamento: { atto: ATTO, motivazione: MOTIVAZIONE },
  });
});

test('RN-57.2 i dati annullati o modificati restano, con il nuovo accanto, l’ora, la data e chi è stato', async () => {
  const { r, via } = await nuova();
  await manda('rsp', `${via}/rettifiche`, {
    campo: 'mittenti',
    valore: [{ tipo: 'PG', denominazione: 'Rossi Maria & figli s.n.c.' }],
    motivazione: 'Il mittente è la società, non la persona',
  });
  await manda('rsp', `${via}/rettifiche`, {
    campo: 'oggetto',
    valore: 'Domanda di occupazione di suolo',
    motivazione: 'Oggetto di un altro documento',
  });
  await manda('rsp', `${via}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO });
  const dopo = await leggi(via);
  expect(dopo.oggetto).toBe('Domanda di occupazione di suolo');
  expect(dopo.mittenti.map((m) => m.nominativo)).toEqual(['Rossi Maria & figli s.n.c.']);
  expect(dopo.rettifiche.map((x) => [x.campo, x.operatore])).toEqual([
    ['mittenti', 'Prova-rsp Anna (rsp)'],
    ['oggetto', 'Prova-rsp Anna (rsp)'],
  ]);
  const eventi = await storia(via);
  expect(eventi.map((e) => e.tipo)).toEqual(['registrazione', 'rettifica', 'rettifica', 'annullamento']);
  const [, mittenti, oggetto, annullata] = eventi;
  expect(mittenti?.prima).toMatchObject([{ cognome: 'Rossi', nome: 'Maria' }]);
  expect([oggetto?.prima, oggetto?.dopo]).toEqual([r.oggetto, 'Domanda di occupazione di suolo']);
  expect(annullata).toMatchObject({ attore: 'Prova-rsp Anna (rsp)', motivazione: MOTIVAZIONE, atto: ATTO });
  for (const e of eventi) expect(e.istante).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  // Who looks for the first sender still finds it.
  const cercata = await p.chiama<Elenco>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni?q=${encodeURIComponent('"Rossi Maria"')}`,
  );
  expect(cercata.corpo.items.map((v) => v.numero)).toContain(r.numero);
});

test('RN-57.3 annullato il numero è annullata tutta la registrazione: resta nel registro, non cambia più e il numero non torna', async () => {
  const { r, via } = await nuova();
  await manda('rsp', `${via}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO });
  expect((await leggi(via)).stato).toBe('annullata');
  const elenco = await p.chiama<Elenco>('operatore', 'GET', '/registri/PG/registrazioni?stato=annullata');
  expect(elenco.corpo.items.find((v) => v.numero === r.numero)).toMatchObject({
    stato: 'annullata',
    oggetto: r.oggetto,
  });
  const tentativi = [
    p.chiama<Errore>('operatore', 'PATCH', via, { corpo: { versione: r.versione, note: 'ancora' } }),
    manda<Errore>('rsp', `${via}/rettifiche`, {
      campo: 'oggetto',
      valore: 'Altro oggetto ancora',
      motivazione: 'Non si potrebbe più fare',
    }),
    manda<Errore>('rsp', `${via}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO }),
  ];
  for (const t of await Promise.all(tentativi))
    expect([t.stato, t.corpo.codice]).toEqual([409, 'registrazione.annullata']);
  expect(Number((await nuova()).r.numero)).toBe(Number(r.numero) + 1);
});

test('una rettifica può svuotare i destinatari per conoscenza, e quelli di prima restano nella storia', async () => {
  const { corpo } = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ perConoscenza: [{ tipo: 'PG', denominazione: 'Pro Loco' }] }),
  });
  const via = `/registri/PG/registrazioni/${corpo.anno}/${Number(corpo.numero)}`;
  const fatta = await manda('rsp', `${via}/rettifiche`, {
    campo: 'perConoscenza',
    valore: [],
    motivazione: 'La Pro Loco non andava messa in copia',
  });
  expect(fatta.stato, fatta.testo).toBe(201);
  expect(await leggi(via)).toMatchObject({ perConoscenza: [], totalePerConoscenza: 0 });
  expect((await storia(via)).at(-1)?.prima).toMatchObject([{ denominazione: 'Pro Loco' }]);
});

test('due decisioni sulla stessa richiesta in gara: una sola ha effetto', async () => {
  const { via } = await nuova();
  const { corpo } = await manda('operatore', `${via}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO });
  const esiti = await Promise.all(
    Array.from({ length: 6 }, () =>
      manda<Errore>('rsp', `/registri/PG/richieste/${corpo.id}/decisione`, { esito: 'autorizzata' }),
    ),
  );
  expect(esiti.map((e) => e.stato).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect((await storia(via)).filter((e) => e.tipo === 'annullamento')).toHaveLength(1);
});

test('una richiesta uguale già in attesa è detta, e chi l’ha fatta la può ritirare', async () => {
  const { via } = await nuova({ riservatezza: 'pubblico' });
  const prima = await manda('operatore', `${via}/annullamento`, { motivazione: MOTIVAZIONE });
  const doppia = await manda<Errore>('anagrafe', `${via}/annullamento`, { motivazione: MOTIVAZIONE });
  expect([doppia.stato, doppia.corpo.codice]).toEqual([409, 'registrazione.richiesta-aperta']);
  const altrui = await p.chiama<Errore>('anagrafe', 'DELETE', `/registri/PG/richieste/${prima.corpo.id}`);
  expect([altrui.stato, altrui.corpo.codice]).toEqual([403, 'registrazione.richiesta-altrui']);
  expect((await p.chiama('operatore', 'DELETE', `/registri/PG/richieste/${prima.corpo.id}`)).stato).toBe(204);
  expect((await leggi(via)).richiesteAperte).toBe(0);
});

test('ASM-3 oggetto, mittente e destinatario non si cambiano da nessuna operazione: solo la rettifica aggiunge un valore', async () => {
  const { r, via } = await nuova();
  for (const campo of ['oggetto', 'mittente', 'mittenti', 'destinatari', 'perConoscenza']) {
    const esito = await p.chiama('rsp', 'PATCH', via, {
      corpo: { versione: 1, [campo]: campo === 'oggetto' ? 'Altro oggetto' : [] },
    });
    expect([campo, esito.stato]).toEqual([campo, 422]);
  }
  expect((await p.chiama('rsp', 'PUT', via, { corpo: { oggetto: 'Altro oggetto' } })).stato).toBe(404);
  expect((await p.chiama('rsp', 'DELETE', via)).stato).toBe(404);
  await manda('rsp', `${via}/rettifiche`, {
    campo: 'oggetto',
    valore: 'Domanda corretta di iscrizione',
    motivazione: 'Correzione chiesta dall’utente',
  });
  const dopo = await leggi(via);
  expect(dopo.rettifiche[0]).toMatchObject({
    campo: 'oggetto',
    prima: r.oggetto,
    dopo: 'Domanda corretta di iscrizione',
  });
});

test('dopo registrazioni, rettifiche, variazioni e annullamenti il registro verifica', async () => {
  const esito = await inTransazione(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId));
  expect(esito.difetti).toEqual([]);
  expect(esito.foglie).toBeGreaterThan(esito.registrazioni);
});
