import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { casellaDiProva } from '../../../test/support/caselle-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import {
  ANNA,
  bancoInvii,
  comunicazioniA,
  rifiutoBancaDati,
  statiDi,
  VERDI,
  type BancoInvii,
} from '../../../test/support/invii-di-prova.ts';
import { ricevutaLetta } from '../../../test/support/ricevute-di-prova.ts';
import type { ElencoInvii, ElencoRicevute, Invio } from './invii.schema.ts';
import { lavoroSorveglia } from './sorveglia.ts';

let b: BancoInvii;
beforeAll(async () => {
  b = await bancoInvii();
});
afterAll(() => b.chiudi());
beforeEach(() => {
  b.smtp.presi.length = 0;
  b.smtp.modi.destinatario = undefined;
});

const CERTIFICATI = [ANNA, VERDI].map((indirizzo) => ({ indirizzo, tipo: 'certificato' as const }));

test('RN-32.1-2 accettazione e consegna si associano da sé all’invio, destinatario per destinatario; una sconosciuta resta da abbinare', async () => {
  const invio = await b.spedito();
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'inviato', [VERDI]: 'inviato' });
  const msgid = invio.messageId;
  expect(
    await b.ricevi(
      ricevutaLetta('accettazione', {
        msgid,
        identificativo: 'busta-1@gestore.example',
        destinatari: CERTIFICATI,
      }),
    ),
  ).toBe(invio.id);
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'accettato', [VERDI]: 'accettato' });
  await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid, consegna: ANNA.toUpperCase() }));
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'consegnato', [VERDI]: 'accettato' });
  // It may name the envelope alone.
  await b.ricevi(
    ricevutaLetta('avvenuta-consegna', { identificativo: 'busta-1@gestore.example', consegna: VERDI }),
  );
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'consegnato', [VERDI]: 'consegnato' });
  expect((await b.leggi(invio.id)).esito).toBe('consegnato');

  const ignota = ricevutaLetta('avvenuta-consegna', {
    msgid: '<mai-visto@altrove.example>',
    identificativo: 'ignoto',
    consegna: ANNA,
  });
  expect(await b.ricevi(ignota)).toBeUndefined();
  const senza = async () =>
    (await b.p.chiama<ElencoRicevute>('operatore', 'GET', '/pec/ricevute?senzaInvio=true')).corpo.items;
  const [daAbbinare, ...altre] = await senza();
  expect(altre).toEqual([]);
  expect(daAbbinare).toMatchObject({ msgid: '<mai-visto@altrove.example>', tipo: 'avvenuta-consegna' });
  const altro = await b.spedito();
  const abbina = () =>
    b.p.chiama<{ codice?: string }>('operatore', 'POST', `/pec/ricevute/${daAbbinare?.id}/abbinamento`, {
      corpo: { invio: altro.id },
    });
  expect((await abbina()).stato).toBe(200);
  expect(await statiDi(b, altro.id)).toEqual({ [ANNA]: 'consegnato', [VERDI]: 'inviato' });
  expect(await senza()).toEqual([]);
  expect((await abbina()).corpo.codice).toBe('invio.ricevuta-gia-abbinata');
});

test('RN-32.1-3 la mancata consegna si associa, e lo sanno subito Ufficio Protocollo e ufficio mittente', async () => {
  const invio = await b.spedito();
  const sue = async (chi: UtenteDiProva) =>
    (await comunicazioniA(b, chi, 'pec.mancata-consegna')).filter((c) =>
      c.oggetto.includes(invio.registrazione?.numero ?? '?'),
    );
  const letta = ricevutaLetta('errore-consegna', {
    msgid: invio.messageId,
    consegna: VERDI,
    errore: 'altro',
    erroreEsteso: '5.1.1 - Gestore - indirizzo non valido',
  });
  await b.ricevi(letta);
  const l = await b.leggi(invio.id);
  expect(l.esito).toBe('mancata-consegna');
  expect(l.destinatari.find((d) => d.indirizzo === VERDI)).toMatchObject({
    stato: 'mancata-consegna',
    errore: '5.1.1 - Gestore - indirizzo non valido',
  });
  for (const chi of ['rsp', 'tecnico'] as const) {
    const [c, ...altre] = await sue(chi);
    expect(altre, chi).toEqual([]);
    expect(c?.oggetto).toContain(invio.registrazione?.numero);
    expect(c?.testo).toContain(VERDI);
  }
  expect(await sue('ragioniere')).toEqual([]);
  // A copy of it tells nobody anything.
  await b.ricevi({ ...letta, messageId: '<copia@gestore.example>' });
  expect(await sue('rsp')).toHaveLength(1);
  // Again, to those alone whom it did not reach; once, and at an address that may be mended.
  const verso = (corpo: object) =>
    b.p.chiama<Invio & { codice?: string }>('operatore', 'POST', `/pec/invii/${invio.id}/rispedizione`, {
      corpo,
    });
  const mancato = l.destinatari.find((d) => d.indirizzo === VERDI)?.id ?? '';
  const nuovo = await verso({ indirizzi: { [mancato]: 'nuova@pec.impresa.example' } });
  expect(nuovo.stato, nuovo.testo).toBe(201);
  expect(nuovo.corpo.destinatari.map((d) => d.indirizzo)).toEqual(['nuova@pec.impresa.example']);
  expect(nuovo.corpo.messageId).not.toBe(invio.messageId);
  expect((await verso({})).corpo.codice).toBe('invio.nessuno-da-rispedire');
});

test('BES-3 la ricevuta di accettazione resta con la registrazione, com’è arrivata e con l’ora del gestore', async () => {
  const { via } = await b.registra();
  const [invio] = (await b.invia(via)).corpo.items as [Invio];
  await b.spedisci(invio.id);
  await b.ricevi(ricevutaLetta('accettazione', { msgid: invio.messageId, destinatari: CERTIFICATI }));
  const [ricevuta] = (await b.leggi(invio.id)).ricevute;
  expect(ricevuta).toMatchObject({ tipo: 'accettazione', istante: '2026-03-07T10:15:42.000+01:00' });
  const eml = await b.p.chiama('tecnico', 'GET', `/pec/ricevute/${ricevuta?.id}/eml`);
  expect(eml.stato, eml.testo).toBe(200);
  const { rows } = await b.superutente.query<{ impronta: string; registrata: boolean }>(
    'SELECT m.impronta, m.registrazione_id = i.registrazione_id AS registrata FROM ricevuta r JOIN messaggio m ON m.id = r.messaggio_id JOIN invio i ON i.id = r.invio_id WHERE r.id = $1',
    [ricevuta?.id],
  );
  expect(rows).toEqual([{ impronta: createHash('sha256').update(eml.byte).digest('hex'), registrata: true }]);
  expect((await b.p.chiama('ragioniere', 'GET', `/pec/ricevute/${ricevuta?.id}/eml`)).stato).toBe(404);
  expect(await rifiutoBancaDati(b, sql`DELETE FROM ricevuta WHERE id = ${ricevuta?.id}`)).toMatch(
    /42501|TB001/,
  );
  expect(await rifiutoBancaDati(b, sql`UPDATE ricevuta SET invio_id = NULL WHERE id = ${ricevuta?.id}`)).toBe(
    'TB085',
  );
});

test('BES-4 l’ora di consegna, o di mancata consegna, resta al secondo per ciascun destinatario, con le parole del gestore', async () => {
  const invio = await b.spedito();
  const msgid = invio.messageId;
  await b.ricevi(
    ricevutaLetta('avvenuta-consegna', {
      msgid,
      consegna: ANNA,
      data: { giorno: '08/03/2026', ora: '23:59:58', zona: '+0100' },
      istante: new Date('2026-03-08T22:59:58Z'),
    }),
  );
  await b.ricevi(
    ricevutaLetta('errore-consegna', { msgid, consegna: VERDI, istante: new Date('2026-03-08T23:00:01Z') }),
  );
  const l = await b.leggi(invio.id);
  expect(l.destinatari).toMatchObject([
    { indirizzo: ANNA, consegnatoIl: '2026-03-08T23:59:58.000+01:00' },
    { indirizzo: VERDI, mancatoIl: '2026-03-09T00:00:01.000+01:00' },
  ]);
  expect(l.ricevute[0]?.data).toEqual({ giorno: '08/03/2026', ora: '23:59:58', zona: '+0100' });
  // The office sees the same.
  const { registro, anno, numero } = l.registrazione ?? { registro: '', anno: 0, numero: '' };
  const suoi = await b.p.chiama<ElencoInvii>(
    'tecnico',
    'GET',
    `/registri/${registro}/registrazioni/${anno}/${Number(numero)}/invii`,
  );
  expect(suoi.corpo.items[0]?.destinatari).toEqual(l.destinatari);
});

test('BES-5 vale come raccomandata A/R solo se le due caselle sono PEC', async () => {
  const invio = await b.spedito();
  const misti = [CERTIFICATI[0], { indirizzo: VERDI, tipo: 'esterno' as const }] as typeof CERTIFICATI;
  expect((await b.leggi(invio.id)).destinatari.map((d) => d.raccomandata)).toEqual([false, false]);
  await b.ricevi(ricevutaLetta('accettazione', { msgid: invio.messageId, destinatari: misti }));
  expect((await b.leggi(invio.id)).destinatari.map((d) => [d.stato, d.raccomandata])).toEqual([
    ['accettato', true],
    ['esterno', false],
  ]);
  // From an ordinary box to a certified one, it does not.
  await b.superutente.query(
    `BEGIN; SET LOCAL session_replication_role = replica; UPDATE casella SET genere = 'ordinaria', principale = false WHERE codice = 'AOO'; COMMIT`,
  );
  expect((await b.leggi(invio.id)).destinatari.map((d) => d.raccomandata)).toEqual([false, false]);
  await b.superutente.query(
    `BEGIN; SET LOCAL session_replication_role = replica; UPDATE casella SET genere = 'pec', principale = true WHERE codice = 'AOO'; COMMIT`,
  );
});

test('BES-6 finché manca una ricevuta si vede fino a quando chiederla al gestore: 30 mesi dall’invio', async () => {
  const invio = await b.spedito();
  await b.superutente.query(
    `BEGIN; SET LOCAL session_replication_role = replica; UPDATE invio SET inviato_il = '2026-08-31T10:00:00Z' WHERE id = '${invio.id}'; COMMIT`,
  );
  const msgid = invio.messageId;
  expect((await b.leggi(invio.id)).richiedibileFino).toBe('2029-02-28');
  await b.ricevi(ricevutaLetta('accettazione', { msgid, destinatari: CERTIFICATI }));
  await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid, consegna: ANNA }));
  expect((await b.leggi(invio.id)).richiedibileFino).toBe('2029-02-28');
  await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid, consegna: VERDI }));
  expect((await b.leggi(invio.id)).richiedibileFino).toBeUndefined();
  // Ours stay, whatever their age.
  expect((await b.leggi(invio.id)).ricevute).toHaveLength(3);
});

test('in qualunque ordine arrivino, anche ripetute, le ricevute lasciano lo stesso stato nella banca dati', async () => {
  const permutazioni = <T>(a: T[]): T[][] =>
    a.length < 2
      ? [a]
      : a.flatMap((x, i) => permutazioni([...a.slice(0, i), ...a.slice(i + 1)]).map((p) => [x, ...p]));
  const esiti = new Set<string>();
  const { via } = await b.registra();
  for (const ordine of permutazioni([0, 1, 2, 3])) {
    const [invio] = (await b.invia(via, { ancora: true })).corpo.items as [Invio];
    await b.spedisci(invio.id);
    const identificativo = `id-${ordine.join('')}@gestore.example`;
    const msgid = invio.messageId;
    const tutte = [
      ricevutaLetta('accettazione', { msgid, identificativo, destinatari: CERTIFICATI }),
      // These two name the envelope only, which the acceptance teaches.
      ricevutaLetta('avvenuta-consegna', { identificativo, consegna: ANNA }),
      ricevutaLetta('errore-consegna', {
        identificativo,
        consegna: ANNA,
        erroreEsteso: '5.2.2 casella piena',
      }),
      ricevutaLetta('errore-consegna', {
        msgid,
        identificativo: undefined,
        consegna: VERDI,
        erroreEsteso: '5.1.1',
      }),
    ];
    for (const i of ordine) await b.ricevi(tutte[i] as (typeof tutte)[number]);
    await b.ricevi(tutte[ordine[0] ?? 0] as (typeof tutte)[number]);
    const l = await b.leggi(invio.id);
    expect(l.ricevute).toHaveLength(5);
    esiti.add(JSON.stringify(l.destinatari.map(({ id: _id, ...d }) => d)));
  }
  expect([...esiti].map((e) => JSON.parse(e) as unknown)).toMatchObject([
    [
      { indirizzo: ANNA, stato: 'consegnato', contrasto: true, certificato: true },
      { indirizzo: VERDI, stato: 'mancata-consegna', errore: '5.1.1', contrasto: false },
    ],
  ]);
});

test('una ricevuta senza firma o alterata, o arrivata a un’altra casella, non vale da sé: si abbina a mano', async () => {
  const invio = await b.spedito();
  const letta = (firma: 'assente' | 'non-valida') =>
    ricevutaLetta('avvenuta-consegna', { msgid: invio.messageId, consegna: ANNA }, firma);
  expect(await b.ricevi(letta('assente'))).toBeUndefined();
  expect(await b.ricevi(letta('non-valida'))).toBeUndefined();
  const suap = await casellaDiProva(b.p.banca.urlSuperutente, b.p.ente, {
    codice: 'SUAP',
    indirizzo: 'suap@pec.prova1.example',
    principale: false,
  });
  expect(
    await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid: invio.messageId, consegna: ANNA }), suap.id),
  ).toBeUndefined();
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'inviato', [VERDI]: 'inviato' });
});

test('una ricevuta che si dice d’altro tipo da quello che il gestore ha firmato non vale da sé: resta da abbinare, con il perché', async () => {
  const invio = await b.spedito();
  const letta = ricevutaLetta('avvenuta-consegna', { msgid: invio.messageId, consegna: ANNA });
  const ritoccata = ricevutaLetta('avvenuta-consegna', {
    tipo: 'accettazione',
    msgid: invio.messageId,
    consegna: ANNA,
    identificativo: letta.daticert?.identificativo,
  });
  const { daticert: _, ...senzaDati } = ricevutaLetta('errore-consegna');
  expect(await b.ricevi(ritoccata)).toBeUndefined();
  expect(await b.ricevi({ ...senzaDati, riferimento: invio.messageId })).toBeUndefined();
  expect(
    await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid: '<di-nessuno@x.example>' })),
  ).toBeUndefined();
  const sole = await b.p.chiama<{ items: { percheSola?: string }[] }>(
    'operatore',
    'GET',
    '/pec/ricevute?senzaInvio=true&limit=3',
  );
  expect(sole.corpo.items.map((r) => r.percheSola)).toEqual([
    'invio-sconosciuto',
    'tipo-discorde',
    'tipo-discorde',
  ]);
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'inviato', [VERDI]: 'inviato' });
  // Not even when a good one teaches the identifier it names.
  expect(await b.ricevi(letta)).toBe(invio.id);
  expect((await b.leggi(invio.id)).ricevute).toHaveLength(1);
  expect(await statiDi(b, invio.id)).toEqual({ [ANNA]: 'consegnato', [VERDI]: 'inviato' });
});

test('dopo 24 ore senza ricevuta finale si avvisa, una volta; di un esterno accettato no', async () => {
  const [uno, due] = [await b.spedito(), await b.spedito()];
  await b.ricevi(
    ricevutaLetta('accettazione', {
      msgid: due.messageId,
      destinatari: [ANNA, VERDI].map((indirizzo) => ({ indirizzo, tipo: 'esterno' as const })),
    }),
  );
  const prima = (await comunicazioniA(b, 'tecnico', 'pec.senza-ricevuta')).length;
  const fra = (ore: number) =>
    lavoroSorveglia({ enteId: b.p.ente.enteId }, b.parti, new Date(Date.now() + ore * 3_600_000));
  await fra(24);
  expect(await comunicazioniA(b, 'tecnico', 'pec.senza-ricevuta')).toHaveLength(prima);
  await fra(26);
  const dopo = await comunicazioniA(b, 'tecnico', 'pec.senza-ricevuta');
  expect(dopo.filter((c) => c.oggetto.includes(uno.registrazione?.numero ?? '?'))).toHaveLength(1);
  expect(dopo.filter((c) => c.oggetto.includes(due.registrazione?.numero ?? '?'))).toEqual([]);
  await fra(50);
  expect(await comunicazioniA(b, 'tecnico', 'pec.senza-ricevuta')).toHaveLength(dopo.length);
});
