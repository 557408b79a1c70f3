import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import type { ElencoComunicazioni } from '../../src/comunicazioni/comunicazioni.schema.ts';
import type { Elenco, Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import type { NodoTitolario, StoriaVoce, TitolarioInUso } from '../../src/titolario/titolario.schema.ts';
import type {
  Confronto,
  EsitoPubblicazione,
  VersioneTitolario,
  VoceScritta,
} from '../../src/titolario/versioni/versioni.schema.ts';

const orologio = new OrologioDiProva();
let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** Both clocks go to that day, at ten; forwards only, as clocks do. */
async function ilGiorno(giorno: string): Promise<void> {
  orologio.imposta(`${giorno}T10:00:00+01:00`);
  await fissaIstante(p.banca.urlSuperutente, `${giorno}T10:00:00+01:00`);
}

const chiama = chiamata();
function chiamata() {
  return <T>(
    chi: UtenteDiProva,
    metodo: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
    via: string,
    corpo?: unknown,
  ) =>
    p.chiama<T & { codice: string; status: number; dati?: Record<string, unknown> }>(chi, metodo, via, {
      ...(corpo !== undefined && { corpo }),
    });
}

const alberoDel = async (data: string): Promise<TitolarioInUso> =>
  (await chiama<TitolarioInUso>('operatore', 'GET', `/titolario?data=${data}`)).corpo;

function trova(nodi: readonly NodoTitolario[], codice: string): NodoTitolario | undefined {
  for (const nodo of nodi) {
    const trovato = nodo.codice === codice ? nodo : trova(nodo.figli, codice);
    if (trovato) return trovato;
  }
  return undefined;
}

const codici = (nodi: readonly NodoTitolario[]): string[] =>
  nodi.flatMap((n) => (n.codice === undefined ? [] : [n.codice, ...codici(n.figli)]));

function registra(classificazione: string, altro: Parameters<typeof arrivoDiCarta>[0] = {}) {
  return chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    ...arrivoDiCarta({ classificazione, ...altro }),
  });
}

async function nuovaBozza(versione: string): Promise<VersioneTitolario> {
  const { stato, corpo } = await chiama<VersioneTitolario>('rsp', 'POST', '/titolario/versioni', {
    versione,
  });
  expect(stato).toBe(201);
  return corpo;
}

async function nodoDellaBozza(bozza: string, codice: string): Promise<NodoTitolario> {
  const { corpo } = await chiama<TitolarioInUso>('rsp', 'GET', `/titolario/versioni/${bozza}/voci`);
  const nodo = trova(corpo.items, codice);
  if (!nodo) throw new Error(`${codice} non è nella bozza`);
  return nodo;
}

const cambia = async (bozza: string, codice: string, modifica: object) =>
  chiama<VoceScritta>(
    'rsp',
    'PATCH',
    `/titolario/versioni/${bozza}/voci/${(await nodoDellaBozza(bozza, codice)).id}`,
    modifica,
  );

const atto = (approvataIl: string) => ({
  attoOrgano: 'Deliberazione della Giunta comunale',
  attoNumero: '42',
  attoData: approvataIl,
  approvataIl,
  istruzioni: 'Per le pratiche sui tributi si usa la sottoclasse.',
});

const pubblica = (bozza: string, corpo: object = {}) =>
  chiama<EsitoPubblicazione>('rsp', 'POST', `/titolario/versioni/${bozza}/pubblicazione`, corpo);

/** The tests below tell one story, from 2015 to 2027: each leaves the titolario as the next one finds it. */
let primaDelTitolario: Registrazione;
let vecchia: Registrazione;

test('RN-42.1.1 lo schema riassuntivo ha 14 titoli e 125 classi, nell’ordine del manuale', async () => {
  const { items } = await alberoDel('2016-01-01');
  expect(items.map((t) => t.codice).join(' ')).toBe('I II III IV V VI VII VIII IX X XI XII XIII XIV');
  const classi = items.map((t) => t.figli.filter((f) => f.codice !== undefined));
  expect(classi.map((c) => c.length)).toEqual([17, 22, 15, 14, 3, 10, 15, 7, 4, 5, 4, 5, 4, 0]);
  for (const [i, titolo] of items.entries())
    expect(classi[i]?.map((c) => c.codice)).toEqual(
      classi[i]?.map((_, n) => `${titolo.codice ?? ''}.${n + 1}`),
    );
});

test('RN-86.1 il titolario vale dal 1° gennaio 2016 e non è retroattivo: una registrazione del 2015 non lo usa, né allora né dopo', async () => {
  await ilGiorno('2015-12-31');
  const rifiutata = await registra('IV.3');
  expect(rifiutata.corpo).toMatchObject({ status: 422, codice: 'registrazione.classificazione-sconosciuta' });
  const senza = await chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    arrivoDiCarta(),
  );
  expect(senza.stato).toBe(201);
  primaDelTitolario = senza.corpo;
  expect((await chiama('operatore', 'GET', '/titolario?data=2015-12-31')).corpo).toMatchObject({
    status: 404,
    codice: 'titolario.assente',
  });

  await ilGiorno('2016-01-01');
  const accettata = await registra('IV.3');
  expect(accettata.stato).toBe(201);
  expect(accettata.corpo.classificazione?.codice).toBe('IV.3');
  const dopo = await chiama(
    'operatore',
    'PATCH',
    `/registri/PG/registrazioni/2015/${primaDelTitolario.numero}`,
    {
      versione: 1,
      classificazione: 'IV.3',
    },
  );
  expect(dopo.corpo).toMatchObject({ status: 422, codice: 'titolario.assente' });
  // Not by the application only: the database would not take it from anybody.
  await expect(
    superutente.query(
      `UPDATE scheda SET voce_titolario_id = (SELECT id FROM voce_titolario WHERE codice = 'IV.3') WHERE anno = 2015`,
    ),
  ).rejects.toMatchObject({ code: 'TB008' });
});

test('RN-8.1 si classifica con il titolario in uso: un codice che non ha è rifiutato, «IV.3» è accettato', async () => {
  await ilGiorno('2025-01-10');
  await chiama('rsp', 'POST', '/registri/PG/conferma-orologio', {});
  const ignota = await registra('IV.99');
  expect(ignota.corpo).toMatchObject({ status: 422, codice: 'registrazione.classificazione-sconosciuta' });
  const accettata = await registra('IV.3');
  expect(accettata.stato).toBe(201);
  expect(accettata.corpo.classificazione).toEqual({
    codice: 'IV.3',
    denominazione: 'Gestione delle entrate: accertamento, riscossione, versamento',
  });
  vecchia = accettata.corpo;
});

test('RN-42.8-3 il titolo XIV, che non ha classi, si usa direttamente; un titolo che ne ha no', async () => {
  const quattordici = await registra('XIV');
  expect(quattordici.stato).toBe(201);
  expect(quattordici.corpo.classificazione).toEqual({ codice: 'XIV', denominazione: 'Oggetti diversi' });
  const primo = await registra('I');
  expect(primo.corpo).toMatchObject({ status: 422, codice: 'registrazione.voce-con-partizioni' });
  await expect(
    superutente.query(
      `UPDATE scheda SET voce_titolario_id = (SELECT id FROM voce_titolario WHERE codice = 'I') WHERE anno = 2025`,
    ),
  ).rejects.toMatchObject({ code: 'TB008' });
});

test('RN-42.3 carta, digitale, fax e telegramma si classificano allo stesso modo, e allo stesso modo si rifiutano', async () => {
  const documento = await p.carica('operatore', 'istanza.txt', 'Istanza in formato digitale');
  const digitale = { supporto: 'digitale', documentoPrincipale: documento } as const;
  const supporti: [string, Parameters<typeof arrivoDiCarta>[0]][] = [
    ['carta', {}],
    ['fax', { mezzo: 'telefax' }],
    ['telegramma', { mezzo: 'telegramma' }],
    ['digitale', digitale],
  ];
  for (const [nome, dati] of supporti) {
    const { analogico: _, ...senzaCarta } = arrivoDiCarta({ ...dati });
    const base = nome === 'digitale' ? senzaCarta : arrivoDiCarta({ ...dati });
    const manda = (classificazione: string) =>
      chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', { ...base, classificazione });
    expect((await manda('I')).corpo, nome).toMatchObject({ codice: 'registrazione.voce-con-partizioni' });
    expect((await manda('XX.1')).corpo, nome).toMatchObject({
      codice: 'registrazione.classificazione-sconosciuta',
    });
    const accettata = await manda('VI.3');
    expect(accettata.stato, nome).toBe(201);
    expect(accettata.corpo.classificazione?.codice, nome).toBe('VI.3');
  }
});

test('RN-42.2 una classe sta sotto un titolo e uno solo: senza, o sotto due, non si può scrivere', async () => {
  const bozza = await nuovaBozza('prova di forma');
  const aggiungi = (corpo: object) => chiama('rsp', 'POST', `/titolario/versioni/${bozza.id}/voci`, corpo);
  const quattro = await nodoDellaBozza(bozza.id, 'IV');
  const classe = await nodoDellaBozza(bozza.id, 'IV.3');
  const cinque = await nodoDellaBozza(bozza.id, 'V');
  expect((await aggiungi({ denominazione: 'Sospesa', conCodice: false })).corpo).toMatchObject({
    codice: 'titolario.voce-senza-padre',
  });
  expect((await aggiungi({ denominazione: 'Doppia', padre: quattro.id, numero: 3 })).corpo).toMatchObject({
    codice: 'titolario.codice-gia-usato',
  });
  const scrivi = (colonne: string, valori: unknown[]) =>
    superutente.query(
      `INSERT INTO voce_titolario (ente_id, titolario_id, numero, denominazione, ${colonne})
       VALUES ($1, $2, 77, 'Prova', ${valori.map((_, i) => `$${i + 3}`).join(', ')})`,
      [p.ente.enteId, bozza.id, ...valori],
    );
  // A class without a title; one that says another title than its own; the same class under two titles.
  await expect(scrivi('livello, codice', [2, 'IV.77'])).rejects.toMatchObject({ code: '23514' });
  await expect(scrivi('livello, codice, padre_id', [2, 'V.77', quattro.id])).rejects.toMatchObject({
    code: '23514',
  });
  await expect(
    scrivi('livello, codice, padre_id, identita', [2, 'V.77', cinque.id, classe.identita]),
  ).rejects.toMatchObject({ code: '23505' });
  expect((await chiama('rsp', 'DELETE', `/titolario/versioni/${bozza.id}`)).stato).toBe(204);
});

test('RN-42.4 una nuova versione nasce come bozza con il riferimento all’atto, e in essa le voci si aggiungono, si cambiano e si chiudono', async () => {
  await ilGiorno('2025-05-16');
  await chiama('rsp', 'POST', '/registri/PG/conferma-orologio', {});
  expect((await chiama('operatore', 'POST', '/titolario/versioni', { versione: 'x' })).stato).toBe(403);
  const bozza = await nuovaBozza('2026');
  expect(bozza).toMatchObject({ stato: 'bozza', corrente: false });
  expect((await chiama('rsp', 'POST', '/titolario/versioni', { versione: 'altra' })).corpo).toMatchObject({
    status: 409,
    codice: 'titolario.bozza-aperta',
  });
  const conAtto = await chiama<VersioneTitolario>(
    'rsp',
    'PATCH',
    `/titolario/versioni/${bozza.id}`,
    atto('2025-05-15'),
  );
  expect(conAtto.corpo).toMatchObject({
    attoNumero: '42',
    attoData: '2025-05-15',
    decorrenzaProposta: '2026-01-01',
  });

  const rinominata = await cambia(bozza.id, 'VI.3', { denominazione: 'Edilizia privata e sportello unico' });
  expect(rinominata.corpo.denominazione).toBe('Edilizia privata e sportello unico');
  expect((await cambia(bozza.id, 'XIII.4', { chiusa: true })).stato).toBe(200);
  const aggiunta = await chiama<VoceScritta>('rsp', 'POST', `/titolario/versioni/${bozza.id}/voci`, {
    padre: (await nodoDellaBozza(bozza.id, 'VIII')).id,
    denominazione: 'Turismo',
  });
  expect(aggiunta.corpo.codice).toBe('VIII.8');
  const voce = await chiama<VoceScritta>('rsp', 'POST', `/titolario/versioni/${bozza.id}/voci`, {
    padre: aggiunta.corpo.id,
    denominazione: 'Uffici di informazione turistica',
    conCodice: false,
    tipi: ['fascicolo annuale per attività'],
  });
  expect(voce.corpo.codice).toBeUndefined();
  const tolta = await chiama(
    'rsp',
    'DELETE',
    `/titolario/versioni/${bozza.id}/voci/${(await nodoDellaBozza(bozza.id, 'VI.4')).id}`,
  );
  expect(tolta.corpo).toMatchObject({ status: 409, codice: 'titolario.voce-gia-in-uso' });

  const { corpo } = await chiama<Confronto>(
    'operatore',
    'GET',
    `/titolario/versioni/${bozza.id}/confronto?con=${bozza.origine ?? ''}`,
  );
  const in_breve = corpo.items.map((d) => [d.dopo?.codice ?? d.dopo?.denominazione, d.cambi.join()]);
  expect(in_breve).toEqual([
    ['VI.3', 'rinominata'],
    ['VIII.8', 'introdotta'],
    ['Uffici di informazione turistica', 'introdotta'],
    ['XIII.4', 'chiusa'],
    ['Procedimenti specifici', 'chiusa'],
  ]);
  expect(corpo.items[0]).toMatchObject({
    prima: { denominazione: 'Edilizia privata' },
    dopo: { denominazione: 'Edilizia privata e sportello unico' },
  });
});

test('RN-42.1 una sottoclasse sotto una classe prende il codice IV.3.1, e da quando vale si classifica in quella', async () => {
  const [bozza] = (await chiama<{ items: VersioneTitolario[] }>('rsp', 'GET', '/titolario/versioni')).corpo
    .items;
  const classe = await nodoDellaBozza(bozza?.id ?? '', 'IV.3');
  const via = `/titolario/versioni/${bozza?.id ?? ''}/voci`;
  const sottoclasse = await chiama<VoceScritta>('rsp', 'POST', via, {
    padre: classe.id,
    denominazione: 'Imposte sugli immobili',
  });
  expect(sottoclasse.stato).toBe(201);
  expect(sottoclasse.corpo.codice).toBe('IV.3.1');
  const quarta = await chiama('rsp', 'POST', via, {
    padre: sottoclasse.corpo.id,
    denominazione: 'Troppo in basso',
  });
  expect(quarta.corpo).toMatchObject({ status: 422, codice: 'titolario.troppi-livelli' });
  // The draft is not in use: nobody classifies with it yet.
  expect((await registra('IV.3.1')).corpo).toMatchObject({
    codice: 'registrazione.classificazione-sconosciuta',
  });
  expect((await pubblica(bozza?.id ?? '')).stato).toBe(201);

  await ilGiorno('2026-01-02');
  await chiama('rsp', 'POST', '/registri/PG/conferma-orologio', {});
  const registrata = await registra('IV.3.1');
  expect(registrata.stato).toBe(201);
  expect(registrata.corpo.classificazione).toEqual({
    codice: 'IV.3.1',
    denominazione: 'Imposte sugli immobili',
  });
  expect((await registra('IV.3')).corpo).toMatchObject({ codice: 'registrazione.voce-con-partizioni' });
});

test('RN-42.7-2 il titolario di due giorni sono due alberi diversi, ciascuno intero', async () => {
  const prima = codici((await alberoDel('2025-12-31')).items);
  const dopo = codici((await alberoDel('2026-01-01')).items);
  expect(prima).toHaveLength(14 + 125);
  expect(dopo).toHaveLength(14 + 125 + 2);
  expect(dopo.filter((c) => !prima.includes(c))).toEqual(['IV.3.1', 'VIII.8']);
  const nome = async (giorno: string) => trova((await alberoDel(giorno)).items, 'VI.3')?.denominazione;
  expect([await nome('2025-12-31'), await nome('2026-01-01')]).toEqual([
    'Edilizia privata',
    'Edilizia privata e sportello unico',
  ]);
});

test('RN-42.7 di ogni cambiamento restano la data di introduzione e quella di variazione: il vecchio testo finisce dove comincia il nuovo', async () => {
  const { corpo } = await chiama<StoriaVoce>('operatore', 'GET', '/titolario/voci/VI.3/storia');
  expect(corpo.items).toMatchObject([
    { denominazione: 'Edilizia privata', dal: '2016-01-01', al: '2025-12-31' },
    {
      denominazione: 'Edilizia privata e sportello unico',
      dal: '2026-01-01',
      atto: 'Deliberazione della Giunta comunale n. 42 del 15/05/2025',
    },
  ]);
  expect(corpo.items[1]?.al).toBeUndefined();
  const { items } = await alberoDel('2026-06-01');
  expect(trova(items, 'VI.3')).toMatchObject({ introdottaIl: '2016-01-01', variataIl: '2026-01-01' });
  expect(trova(items, 'VIII.8')).toMatchObject({ introdottaIl: '2026-01-01' });
  expect(trova(items, 'VIII.8')?.variataIl).toBeUndefined();
  const chiusa = await chiama<StoriaVoce>('operatore', 'GET', '/titolario/voci/XIII.4/storia');
  expect(chiusa.corpo.items.map((v) => [v.dal, v.chiusa])).toEqual([
    ['2016-01-01', false],
    ['2026-01-01', true],
  ]);
  // What was published does not change, whoever tries.
  for (const istruzione of [
    `UPDATE voce_titolario SET denominazione = 'Altro' WHERE codice = 'VI.3'`,
    `DELETE FROM voce_titolario WHERE codice = 'XIII.4'`,
    `UPDATE titolario SET in_uso_dal = in_uso_dal - 1`,
    `UPDATE titolario SET in_uso_al = '2030-01-01' WHERE versione = '2016-01-01'`,
    `DELETE FROM titolario`,
  ])
    await expect(superutente.query(istruzione), istruzione).rejects.toMatchObject({ code: 'TB001' });
});

test('RN-42.7-3 il documento conserva codice e testo che aveva; la classe chiusa non si usa più', async () => {
  await ilGiorno('2026-01-03');
  const leggi = async () =>
    (await chiama<Registrazione>('operatore', 'GET', `/registri/PG/registrazioni/2025/${vecchia.numero}`))
      .corpo;
  expect((await leggi()).classificazione).toEqual({
    codice: 'IV.3',
    denominazione: 'Gestione delle entrate: accertamento, riscossione, versamento',
  });
  const daVecchia = await chiama<Elenco>(
    'operatore',
    'GET',
    '/registri/PG/registrazioni?classificazione=VI.3',
  );
  expect(daVecchia.corpo.items).toHaveLength(4);
  expect(daVecchia.corpo.items.every((r) => r.anno === 2025)).toBe(true);
  const nuova = await registra('VI.3');
  expect(nuova.corpo.classificazione?.denominazione).toBe('Edilizia privata e sportello unico');
  // Searched by code, documents of every version are found.
  const tutte = await chiama<Elenco>('operatore', 'GET', '/registri/PG/registrazioni?classificazione=VI.3');
  expect(tutte.corpo.items.map((r) => r.anno)).toEqual([2026, 2025, 2025, 2025, 2025]);

  expect((await registra('XIII.4')).corpo).toMatchObject({
    status: 422,
    codice: 'registrazione.voce-chiusa',
  });
  const trovate = await chiama<{ items: unknown[] }>('operatore', 'GET', '/titolario/voci?q=XIII.4');
  expect(trovate.corpo.items).toEqual([]);
  const via = `/registri/PG/registrazioni/2026/${nuova.corpo.numero}`;
  const spostata = await chiama('operatore', 'PATCH', via, { versione: 1, classificazione: 'XIII.4' });
  expect(spostata.corpo).toMatchObject({ status: 422, codice: 'titolario.voce-chiusa' });
  // A document of last year is still classified with the titolario of last year.
  const diAllora = `/registri/PG/registrazioni/2025/${vecchia.numero}`;
  const riclassificata = await chiama('operatore', 'PATCH', diAllora, {
    versione: 1,
    classificazione: 'XIII.4',
  });
  expect(riclassificata.stato).toBe(200);
  expect((await leggi()).classificazione?.codice).toBe('XIII.4');
});

test('RN-42.5 la pubblicazione avverte chiunque classifichi, in ogni ufficio, con le differenze e le istruzioni', async () => {
  const ricevute = async (chi: UtenteDiProva) =>
    (await chiama<ElencoComunicazioni>(chi, 'GET', '/comunicazioni')).corpo;
  for (const chi of ['operatore', 'rsp', 'anagrafe', 'ragioniere'] as const) {
    const { items, nonLette } = await ricevute(chi);
    expect([chi, nonLette, items.length]).toEqual([chi, 1, 1]);
    expect(items[0]).toMatchObject({
      tipo: 'titolario.pubblicato',
      oggetto: 'Nuovo titolario dal 01/01/2026: 6 differenze',
      mittente: expect.stringContaining('rsp') as string,
      dettaglio: { totale: 6 },
    });
    expect(items[0]?.testo).toContain('Per le pratiche sui tributi si usa la sottoclasse.');
    expect(JSON.stringify(items[0]?.dettaglio)).toContain('Edilizia privata e sportello unico');
  }
  for (const chi of ['consultazione', 'tecnico'] as const) expect((await ricevute(chi)).items).toEqual([]);
  const id = (await ricevute('operatore')).items[0]?.id ?? '';
  expect((await chiama('operatore', 'POST', `/comunicazioni/${id}/lettura`)).stato).toBe(204);
  expect(await ricevute('operatore')).toMatchObject({
    nonLette: 0,
    items: [{ lettaIl: expect.any(String) as string }],
  });
  expect((await ricevute('operatore')).items).toHaveLength(1);
  expect((await ricevute('rsp')).nonLette).toBe(1);
  expect((await chiama('consultazione', 'POST', `/comunicazioni/${id}/lettura`)).stato).toBe(404);
});

test('RN-42.6 approvata il 15 maggio vale dal 1° gennaio; in corso d’anno, o seconda nell’anno, solo se il responsabile conferma', async () => {
  const { corpo } = await chiama<{ items: VersioneTitolario[] }>('operatore', 'GET', '/titolario/versioni');
  expect(corpo.items[0]).toMatchObject({
    versione: '2026',
    approvataIl: '2025-05-15',
    inUsoDal: '2026-01-01',
    corrente: true,
  });
  expect(corpo.items[1]).toMatchObject({ versione: '2016-01-01', inUsoAl: '2025-12-31', corrente: false });

  const bozza = await nuovaBozza('2026 bis');
  expect((await pubblica(bozza.id)).corpo).toMatchObject({ status: 422, codice: 'titolario.atto-mancante' });
  await chiama('rsp', 'PATCH', `/titolario/versioni/${bozza.id}`, atto('2026-01-02'));
  expect((await pubblica(bozza.id)).corpo).toMatchObject({
    status: 409,
    codice: 'titolario.nessuna-differenza',
  });
  await cambia(bozza.id, 'X.1', { denominazione: 'Salute pubblica' });
  expect((await pubblica(bozza.id, { inUsoDal: '2026-01-03' })).corpo).toMatchObject({
    status: 422,
    codice: 'titolario.decorrenza-passata',
  });
  const senza = await pubblica(bozza.id, { inUsoDal: '2026-07-01' });
  expect(senza.corpo).toMatchObject({
    status: 409,
    codice: 'titolario.decorrenza-da-confermare',
    dati: { motivi: ['in-corso-d-anno', 'seconda-nell-anno'] },
  });
  expect((await alberoDel('2026-07-01')).versione).toBe('2026');
  const confermata = await pubblica(bozza.id, { inUsoDal: '2026-07-01', conferma: true });
  expect(confermata.stato).toBe(201);
  expect(confermata.corpo.versione).toMatchObject({ inUsoDal: '2026-07-01' });
  expect((await alberoDel('2026-06-30')).versione).toBe('2026');
  expect((await alberoDel('2026-07-01')).versione).toBe('2026 bis');

  const terza = await nuovaBozza('2027');
  await chiama('rsp', 'PATCH', `/titolario/versioni/${terza.id}`, atto('2026-01-03'));
  await cambia(terza.id, 'X.1', { denominazione: 'Salute e igiene' });
  expect((await pubblica(terza.id, { inUsoDal: '2026-06-30', conferma: true })).corpo).toMatchObject({
    codice: 'titolario.decorrenza-precedente',
  });
  const ordinaria = await pubblica(terza.id);
  expect(ordinaria.corpo.versione).toMatchObject({ inUsoDal: '2027-01-01' });
});
