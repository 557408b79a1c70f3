import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepara } from '../../../test/support/banca-dati.ts';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { scriviXml } from '#platform/xml';
import type { Pacchetto, QuadroConservazione } from '../pacchetti/pacchetti.schema.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione();
});
afterAll(() => b.chiudi());

const cartella = (nome: string) => ({
  denominazione: `Conservatore ${nome}`,
  trasporto: 'cartella',
  cartella: { cartella: nome },
});
const dove = (nome: string, quale: 'versamenti' | 'esiti'): string =>
  join(b.ambiente.dati, 'conservazione', nome, quale);
const consegnati = (nome: string): string[] =>
  existsSync(dove(nome, 'versamenti')) ? readdirSync(dove(nome, 'versamenti')) : [];
/** A package of a new document, ready to go to whoever keeps today. */
async function pronto(): Promise<Pacchetto> {
  const r = await b.registra();
  await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
  const [p] = await b.elenco('?stato=prodotto');
  return await b.leggi(p?.id ?? '');
}
/** Every package of the same thing, the newest first. */
const tutti = async (p: Pacchetto): Promise<[string, string][]> =>
  (await b.elenco()).filter((x) => x.titolo === p.titolo).map((x) => [x.conservatore, x.stato]);
function risponde(nome: string, p: Pacchetto, esito: string): void {
  mkdirSync(dove(nome, 'esiti'), { recursive: true });
  writeFileSync(
    join(dove(nome, 'esiti'), `${p.identificativo}.xml`),
    scriviXml([
      'RapportoVersamento',
      [
        ['IdentificativoPacchetto', p.identificativo],
        ['Impronta', p.impronta],
        ['Esito', esito],
        ['Motivo', 'formato non ammesso'],
      ],
      { xmlns: 'urn:tabularium:rapporto:1' },
    ]),
  );
}
/** What is not over with a conservatore of before. */
const conIlVecchio = async (nome: string) => {
  const { corpo } = await b.chiama<QuadroConservazione>('tecnico', 'GET', '/conservazione/quadro');
  return corpo.precedenti.find((p) => p.conservatore === `Conservatore ${nome}`);
};
/** Dies with the package handed over, or about to be, and nothing written of how it ended. */
async function muore(p: Pacchetto, punto: 'in-partenza' | 'consegnato'): Promise<void> {
  const figlio = fork(
    join(import.meta.dirname, '../../../test/support/consegna-e-muore.ts'),
    [
      JSON.stringify({
        url: b.banca.url,
        dati: b.ambiente.dati,
        enteId: b.ente.enteId,
        pacchettoId: p.id,
        punto,
      }),
    ],
    { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  expect(((await once(figlio, 'exit')) as unknown[])[1]).toBe('SIGKILL');
}
const avvisi = async (): Promise<string[]> =>
  (
    await b.superutente.query<{ codice: string }>(
      `SELECT codice FROM avviso WHERE risolto_il IS NULL AND codice LIKE 'conservazione.passaggio%'`,
    )
  ).rows.map((r) => r.codice);

test('ciò che non è mai partito passa al nuovo conservatore, e il vecchio pacchetto resta con la sua storia', async () => {
  await b.configura(cartella('uno'));
  const p = await pronto();
  await b.configura(cartella('due'));
  // Not even in the minutes before it is withdrawn.
  await b.invia(p.id);
  expect(consegnati('uno')).toEqual([]);
  expect((await b.leggi(p.id)).passaggio).toBe('da-passare');
  expect(await conIlVecchio('uno')).toMatchObject({ inAttesa: 0, incerti: 0, daPassare: 1 });
  const riprova = await b.chiama<{ codice: string }>(
    'rsp',
    'POST',
    `/conservazione/pacchetti/${p.id}/riprova`,
  );
  expect([riprova.stato, riprova.corpo.codice]).toEqual([409, 'conservazione.conservatore-sostituito']);

  await b.ronda();
  await b.ronda();
  const vecchio = await b.leggi(p.id);
  expect(vecchio).toMatchObject({
    stato: 'ritirato',
    motivo: 'Il conservatore è cambiato: a Conservatore uno il pacchetto non è mai arrivato.',
    inRitardo: false,
  });
  expect(vecchio.storia.map((e) => e.evento)).toEqual(['prodotto', 'ritirato']);
  expect(await tutti(p)).toEqual([
    ['Conservatore due', 'prodotto'],
    ['Conservatore uno', 'ritirato'],
  ]);
  const [nuovo] = await b.elenco('?stato=prodotto');
  // Who asked for it is still who asked for it.
  expect((await b.leggi(nuovo?.id ?? '')).chiestoDa).toBe(p.chiestoDa);
  await b.invia(nuovo?.id ?? '');
  expect(consegnati('due')).toEqual([`${nuovo?.identificativo}.zip`]);
  expect(await conIlVecchio('uno')).toBeUndefined();
});

test('ciò che è inviato resta del vecchio finché risponde; se lo rifiuta, passa al nuovo', async () => {
  await b.configura(cartella('tre'));
  const inviato = async (): Promise<Pacchetto> => {
    const p = await pronto();
    await b.invia(p.id);
    return p;
  };
  const [tenuto, altro, suo] = [await inviato(), await inviato(), await inviato()];
  await b.configura(cartella('quattro'));
  await b.ronda();
  for (const p of [tenuto, altro, suo]) expect(await tutti(p)).toEqual([['Conservatore tre', 'inviato']]);
  expect(await conIlVecchio('tre')).toMatchObject({ inAttesa: 3, incerti: 0, daPassare: 0 });
  risponde('tre', tenuto, 'CONSERVATO');
  risponde('tre', altro, 'RIFIUTATO');
  const rifiuta = await b.chiama('tecnico', 'POST', `/conservazione/pacchetti/${suo.id}/rifiuto`, {
    corpo: { motivo: 'Versato per errore' },
  });
  expect(rifiuta.stato, rifiuta.testo).toBe(200);
  await b.ronda();
  await b.ronda();
  expect(await tutti(tenuto)).toEqual([['Conservatore tre', 'conservato']]);
  expect(await tutti(altro)).toEqual([
    ['Conservatore quattro', 'prodotto'],
    ['Conservatore tre', 'rifiutato'],
  ]);
  // What the responsabile refused himself goes again only if he says so.
  expect(await tutti(suo)).toEqual([['Conservatore tre', 'rifiutato']]);
  expect(await conIlVecchio('tre')).toBeUndefined();
  for (const p of await b.elenco('?stato=prodotto')) await b.invia(p.id);
});

test('di una consegna interrotta al cambio non si versa due volte: se il vecchio l’ha è sua, se non si sa lo dice il responsabile', async () => {
  await b.configura(cartella('cinque'));
  const arrivato = await pronto();
  await muore(arrivato, 'consegnato');
  const perso = await pronto();
  await muore(perso, 'in-partenza');
  const preso = await pronto();
  await muore(preso, 'consegnato');
  // He has taken it away from the folder: that it is not there says nothing.
  renameSync(
    join(dove('cinque', 'versamenti'), `${preso.identificativo}.zip`),
    join(b.ambiente.dati, 'preso.zip'),
  );
  await b.configura(cartella('sei'));
  // The dead one's locks are let go by the server.
  await expect
    .poll(async () => (await b.ronda(), (await b.leggi(arrivato.id)).stato), { timeout: 20_000 })
    .toBe('inviato');
  await b.ronda();
  for (const p of [perso, preso])
    expect(await b.leggi(p.id)).toMatchObject({ stato: 'prodotto', passaggio: 'incerto' });
  expect(await conIlVecchio('cinque')).toMatchObject({ inAttesa: 1, incerti: 2, daPassare: 0 });
  expect(await avvisi()).toEqual(['conservazione.passaggio-incerto']);
  expect(consegnati('sei')).toEqual([]);

  const accerta = async (chi: 'rsp' | 'tecnico', p: Pacchetto, arrivatoLi: boolean) =>
    await b.chiama<{ codice?: string; stato?: string }>(
      chi,
      'POST',
      `/conservazione/pacchetti/${p.id}/accertamento`,
      { corpo: { arrivato: arrivatoLi, motivo: 'Risposta del 27 novembre' } },
    );
  expect((await accerta('rsp', perso, false)).stato).toBe(403);
  expect((await accerta('tecnico', perso, false)).corpo.stato).toBe('ritirato');
  expect((await accerta('tecnico', preso, true)).corpo.stato).toBe('inviato');
  expect((await accerta('tecnico', preso, false)).corpo.codice).toBe('conservazione.nulla-da-accertare');
  await b.ronda();
  expect(await tutti(perso)).toEqual([
    ['Conservatore sei', 'prodotto'],
    ['Conservatore cinque', 'ritirato'],
  ]);
  expect(await tutti(preso)).toEqual([['Conservatore cinque', 'inviato']]);
  expect(await avvisi()).toEqual([]);
  expect(await conIlVecchio('cinque')).toMatchObject({ inAttesa: 2, incerti: 0, daPassare: 0 });
});

test('un tentativo che non ha mai raggiunto il vecchio non lascia dubbi, e il nuovo pacchetto nasce anche dopo un’interruzione', async () => {
  await b.configura({
    denominazione: 'Conservatore spento',
    trasporto: 'http-parer',
    segreto: 'x',
    parer: {
      url: 'http://127.0.0.1:9/versamento',
      versione: '1.4',
      ambiente: 'PROVA',
      ente: 'Comune',
      struttura: 'AOO',
      utente: 'u',
    },
  });
  const p = await pronto();
  await b.invia(p.id);
  expect(await b.leggi(p.id)).toMatchObject({ stato: 'prodotto', tentativi: 1 });
  await b.configura(cartella('sette'));
  // Withdrawn, and the power goes: the new one is not made yet.
  await prepara(b.db, b.ente.enteId, (tx) =>
    tx
      .updateTable('pacchetto')
      .set({
        stato: 'ritirato',
        motivo: 'x',
        concluso_il: new Date(),
        mosso_da: 'sistema',
        mosso_da_id: null,
      })
      .where('id', '=', p.id)
      .execute(),
  );
  expect(await conIlVecchio('spento')).toMatchObject({ daPassare: 1 });
  await b.ronda();
  await b.ronda();
  expect(await tutti(p)).toEqual([
    ['Conservatore sette', 'prodotto'],
    ['Conservatore spento', 'ritirato'],
  ]);
});

test('la banca dati non lascia partire nulla per chi non conserva più, né ritirare ciò che forse è arrivato', async () => {
  const scrive = (id: string, come: object) =>
    prepara(b.db, b.ente.enteId, (tx) =>
      tx
        .updateTable('pacchetto')
        .set({ mosso_da: 'x', mosso_da_id: null, ...come })
        .where('id', '=', id)
        .execute(),
    );
  const ritiro = { stato: 'ritirato', motivo: 'x', concluso_il: new Date() };
  const p = (await b.elenco('?stato=prodotto')).find((x) => x.conservatore === 'Conservatore sette');
  const id = p?.id ?? '';
  await expect(scrive(id, ritiro)).rejects.toMatchObject({ code: 'TB107' });
  await scrive(id, { partito_il: new Date() });
  await expect(scrive(id, { partito_il: null })).rejects.toMatchObject({ code: 'TB101' });
  await b.configura(cartella('otto'));
  await expect(scrive(id, { partito_il: new Date(0) })).rejects.toMatchObject({ code: 'TB107' });
  await expect(scrive(id, ritiro)).rejects.toMatchObject({ code: 'TB103' });
  await expect(scrive(id, { ...ritiro, mosso_da_id: b.ente.utenti.rsp.id })).rejects.toMatchObject({
    code: 'TB103',
  });
  await scrive(id, { ...ritiro, mosso_da_id: b.ente.utenti.tecnico.id });
  await expect(scrive(id, { stato: 'prodotto' })).rejects.toMatchObject({ code: 'TB102' });
});
