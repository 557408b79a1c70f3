import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancoArrivi, type BancoArrivi } from '../../../test/support/arrivi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import type { Registrazione } from '#registrazione';
import type { ElencoMessaggi } from './messaggi.schema.ts';
import { ricordaRifiuti } from './ricorda-rifiuti.ts';
import { comunicareEntro, giorniPassati } from './termine-rifiuto.ts';

let b: BancoArrivi;
beforeAll(async () => {
  b = await bancoArrivi();
});
afterAll(() => b.chiudi());

const daComunicare = async (): Promise<ElencoMessaggi['items']> =>
  (await b.p.chiama<ElencoMessaggi>('operatore', 'GET', '/pec/messaggi?daComunicare=true')).corpo.items;
const avvisi = async (tipo: string, id: string): Promise<string[]> => {
  const { rows } = await b.superutente.query<{ oggetto: string }>(
    `SELECT c.oggetto FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id
     WHERE c.tipo = $1 AND c.dettaglio ->> 'messaggio' = $2 AND d.utente_id = $3`,
    [tipo, id, b.p.ente.utenti.rsp.id],
  );
  return rows.map((r) => r.oggetto);
};
const GIORNO = 86_400_000;

test('RN-79.4a chi esamina segna che il messaggio contiene più istanze, e se ne propone il rifiuto', async () => {
  const id = await b.arriva({ oggetto: 'Due istanze di concessione del suolo' });
  expect(await b.messaggio(id)).toMatchObject({ piuIstanze: false });
  expect((await b.messaggio(id)).rifiutoProposto).toBeUndefined();
  const segna = (piuIstanze: boolean) =>
    b.p.chiama('operatore', 'PUT', `/pec/messaggi/${id}/piu-istanze`, { corpo: { piuIstanze } });
  expect((await segna(true)).stato).toBe(200);
  const m = await b.messaggio(id);
  expect(m).toMatchObject({ piuIstanze: true, stato: 'da-esaminare' });
  expect(m.rifiutoProposto?.[0]).toMatch(/più istanze/);
  expect(m.storia.at(-1)).toMatchObject({ evento: 'segnato', dettaglio: { piuIstanze: true } });
  await segna(false);
  expect((await b.messaggio(id)).rifiutoProposto).toBeUndefined();
});

test('RN-79.4b di ogni PEC un controllo automatico elenca le difformità: formato, dimensione, firma', async () => {
  const id = await b.arriva({
    file: [
      ['relazione.docx', Buffer.from('x')],
      ['grande.pdf', Buffer.concat([pdfDiProva(), Buffer.alloc(20 * 1024 * 1024)])],
    ],
  });
  const difformi = (await b.messaggio(id)).esiti
    .filter((e) => e.esito === 'non-conforme')
    .map((e) => e.codice);
  expect(difformi).toEqual(expect.arrayContaining(['bes-12', 'bes-13', 'bes-18']));
});

test('RN-79.5 il rifiuto porta i motivi e lo stato «non presentato»; lo decide un operatore, mai il programma', async () => {
  const id = await b.arriva({ file: [['tutto.zip', Buffer.from('PK\x03\x04tutto', 'latin1')]] });
  // Whatever is found, nothing is decided.
  expect((await b.messaggio(id)).stato).toBe('da-esaminare');
  expect((await b.agisci(id, 'rifiuto', { motivi: [] })).stato).toBe(422);
  const r = await b.agisci(id, 'rifiuto', { motivi: ['È un archivio ZIP.', 'Manca la firma.'] });
  expect(r.corpo).toMatchObject({ stato: 'non-presentato', motivo: 'È un archivio ZIP.; Manca la firma.' });
  expect(r.corpo.storia.at(-1)).toMatchObject({
    evento: 'non-presentato',
    attore: expect.stringContaining('operatore') as string,
  });
  const { rows } = await b.superutente.query(
    `SELECT 1 FROM messaggio_evento WHERE evento = 'non-presentato' AND attore = 'sistema'`,
  );
  expect(rows).toEqual([]);
});

test('RN-79.6 il rifiuto si comunica con un documento registrato e accodato al mittente; al dodicesimo giorno un promemoria, al sedicesimo l’avviso di ritardo', async () => {
  const arrivo = new Date();
  const id = await b.arriva({
    oggetto: 'Permesso di costruire per via Verdi',
    file: [['relazione.docx', Buffer.from('x')]],
    consegnato: arrivo,
  });
  const motivi = (await b.messaggio(id)).esiti.filter((e) => e.codice === 'bes-12').map((e) => e.testo);
  expect((await b.agisci<{ codice: string }>(id, 'comunicazione-rifiuto', {})).corpo.codice).toBe(
    'pec.non-rifiutato',
  );
  await b.agisci(id, 'rifiuto', { motivi });
  const entro = comunicareEntro({ consegnato_il: arrivo, arrivato_il: arrivo });
  expect((await b.messaggio(id)).comunicazioneRifiuto).toEqual({ entro, scaduta: false });
  expect((await daComunicare()).map((m) => m.id)).toContain(id);

  const al = (giorni: number) =>
    ricordaRifiuti({ db: b.p.db }, b.p.ente.enteId, new Date(arrivo.getTime() + giorni * GIORNO));
  await al(11);
  expect(await avvisi('pec.rifiuto-da-comunicare', id)).toEqual([]);
  await al(12);
  await al(13);
  expect(await avvisi('pec.rifiuto-da-comunicare', id)).toHaveLength(1);
  await al(15);
  expect(await avvisi('pec.rifiuto-scaduto', id)).toEqual([]);
  await al(16);
  await al(17);
  expect(await avvisi('pec.rifiuto-scaduto', id)).toHaveLength(1);

  const proposto = await b.p.chiama<{ testo: string; destinatario: string }>(
    'operatore',
    'GET',
    `/pec/messaggi/${id}/comunicazione-rifiuto`,
  );
  expect(proposto.corpo.testo).toContain('non presentata');
  for (const motivo of motivi) expect(proposto.corpo.testo).toContain(motivo);
  const numeri = async () =>
    Number((await b.superutente.query<{ n: string }>('SELECT count(*) AS n FROM registrazione')).rows[0]?.n);
  const prima = await numeri();
  // Three who press together: one number, one sending.
  const esiti = await Promise.all(
    Array.from({ length: 3 }, () =>
      b.agisci<Registrazione>(id, 'comunicazione-rifiuto', {
        testo: `${proposto.corpo.testo}\nCordiali saluti`,
      }),
    ),
  );
  expect(esiti.map((e) => e.stato).sort()).toEqual([201, 409, 409]);
  expect(await numeri()).toBe(prima + 1);
  const registrata = esiti.find((e) => e.stato === 201)?.corpo as Registrazione;
  expect(registrata).toMatchObject({
    flusso: 'U',
    mezzo: 'pec',
    destinatari: [{ indirizziDigitali: ['mario.rossi@pec.esempio.it'] }],
    documentoPrincipale: { formato: 'application/pdf' },
  });
  const m = await b.messaggio(id);
  expect(m.comunicazioneRifiuto).toMatchObject({ entro, registrazione: { numero: registrata.numero } });
  expect((await daComunicare()).map((x) => x.id)).not.toContain(id);
  const { items } = (
    await b.p.chiama<{ items: { id: string }[] }>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni/${registrata.anno}/${Number(registrata.numero)}/invii`,
    )
  ).corpo;
  expect(items).toHaveLength(1);
  await b.spedisci(items[0]?.id ?? '');
  const [partito] = b.smtp.presi.splice(0);
  expect(partito).toMatchObject({ da: b.casella.indirizzo, a: ['mario.rossi@pec.esempio.it'] });
  expect(partito?.byte.toString()).toMatch(/^In-Reply-To: <.*@client\.example>/m);
});

test('ciò che è comunicato non è più ricordato; il termine corre dall’arrivo, a giorni di calendario', async () => {
  const consegnato = new Date('2026-02-14T23:30:00Z');
  expect(comunicareEntro({ consegnato_il: consegnato, arrivato_il: new Date() })).toBe('2026-03-02');
  expect(giorniPassati('2026-03-02', '2026-02-15')).toBe(0);
  expect(giorniPassati('2026-03-02', '2026-03-03')).toBe(16);
  const id = await b.arriva({ consegnato });
  await b.agisci(id, 'rifiuto', { motivi: ['Contiene più istanze.'] });
  expect((await b.messaggio(id)).comunicazioneRifiuto).toMatchObject({ entro: '2026-03-02', scaduta: true });
  expect((await b.agisci(id, 'comunicazione-rifiuto', {})).stato).toBe(201);
  expect((await b.messaggio(id)).comunicazioneRifiuto?.scaduta).toBe(false);
  await ricordaRifiuti({ db: b.p.db }, b.p.ente.enteId);
  expect(await avvisi('pec.rifiuto-scaduto', id)).toEqual([]);
});

test('la casella che non può spedire non fa consumare un numero', async () => {
  const id = await b.arriva({ oggetto: 'Domanda da respingere senza uscita' });
  await b.agisci(id, 'rifiuto', { motivi: ['Contiene più istanze.'] });
  await b.superutente.query('UPDATE casella SET attiva = false WHERE id = $1', [b.casella.id]);
  const quanti = async () =>
    (await b.superutente.query<{ n: string }>('SELECT count(*) AS n FROM registrazione')).rows[0]?.n;
  const prima = await quanti();
  const r = await b.agisci<{ codice: string }>(id, 'comunicazione-rifiuto', {});
  expect(r).toMatchObject({ stato: 409, corpo: { codice: 'invio.casella-non-attiva' } });
  await b.superutente.query('UPDATE casella SET attiva = true WHERE id = $1', [b.casella.id]);
  expect(await quanti()).toBe(prima);
  expect((await b.messaggio(id)).comunicazioneRifiuto?.registrazione).toBeUndefined();
});
