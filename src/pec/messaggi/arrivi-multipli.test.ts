import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Registrazione } from '#registrazione';
import { bancoArrivi, type BancoArrivi } from '../../../test/support/arrivi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';

let b: BancoArrivi;
beforeAll(async () => {
  b = await bancoArrivi();
});
afterAll(() => b.chiudi());

const leggi = async (r: { anno: number; numero: string }): Promise<Registrazione> =>
  (
    await b.p.chiama<Registrazione>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`,
    )
  ).corpo;
const file = (testo: string): [string, Buffer][] => [['tavole.pdf', pdfDiProva(testo)]];
const parte = (n: number, oggetto = 'Piano di lottizzazione Boschetto') =>
  b.arriva({ oggetto: `${oggetto} - INVIO ${n} di 3`, file: file(`${oggetto} ${n}`) });

test('RN-82.1 ciò che supera il limite parte in più messaggi, INVIO 1 di 3, 2 di 3, 3 di 3; e quelli che arrivano così si raggruppano', async () => {
  await b.superutente.query(`UPDATE casella SET politica = '{"massimoMessaggio": 1000000}' WHERE id = $1`, [
    b.casella.id,
  ]);
  const grande = (n: number) =>
    b.p.carica('operatore', `tavola ${n}.pdf`, Buffer.concat([pdfDiProva(), Buffer.alloc(600_000, n)]));
  const { via } = await b.registra({}, [await grande(1), await grande(2), await grande(3)]);
  const { items } = (await b.invia(via)).corpo;
  await b.superutente.query(`UPDATE casella SET politica = '{}' WHERE id = $1`, [b.casella.id]);
  expect(items.map((i) => i.oggetto.replace(/^.* - /, ''))).toEqual([
    'INVIO 1 di 3',
    'INVIO 2 di 3',
    'INVIO 3 di 3',
  ]);
  expect(new Set(items.map((i) => i.oggetto.replace(/INVIO \d di 3$/, ''))).size).toBe(1);
  // As another office would receive them.
  const arrivati = [];
  for (const { oggetto } of items) arrivati.push(await b.arriva({ oggetto }));
  const [primo = '', ...altri] = arrivati;
  expect(await b.messaggio(primo)).toMatchObject({
    invio: { parte: 1, parti: 3, mancanti: [] },
    gruppo: altri.map((id, i) => ({ id, parte: i + 2 })),
  });
});

test('RN-82.1-2 arrivate le parti 1 e 3 di 3, il gruppo è incompleto e manca la 2', async () => {
  const [uno, tre] = [await parte(1), await parte(3)];
  for (const id of [uno, tre])
    expect((await b.messaggio(id)).invio).toMatchObject({ parti: 3, mancanti: [2] });
  await parte(2);
  expect((await b.messaggio(uno)).invio?.mancanti).toEqual([]);
});

test('le stesse parole un anno dopo cominciano un altro invio, e le sue parti si cercano fra le sue', async () => {
  const vecchia = await parte(1, 'Relazione annuale');
  await b.superutente.query(`SET session_replication_role = replica`);
  await b.superutente.query(
    `UPDATE messaggio SET arrivato_il = arrivato_il - interval '1 year', gruppo = gruppo || '-prima' WHERE id = $1`,
    [vecchia],
  );
  await b.superutente.query(`SET session_replication_role = DEFAULT`);
  const [due, tre] = await Promise.all([parte(2, 'Relazione annuale'), parte(3, 'Relazione annuale')]);
  expect((await b.messaggio(vecchia)).invio?.mancanti).toEqual([2, 3]);
  expect(await b.messaggio(due)).toMatchObject({ invio: { mancanti: [1] }, gruppo: [{ id: tre }] });
});

test('RN-82.2 un invio successivo integra o sostituisce secondo le sue parole; ciò che è sostituito resta, e si vede da che cosa', async () => {
  const oggetto = 'Permesso di costruire per via Manzoni 8';
  const primo = await b.registraMessaggio(await b.arriva({ oggetto, file: file('prima') }));
  const integra = await b.arriva({
    oggetto,
    testo: 'Ad integrazione di quanto già inviato.',
    file: file('i'),
  });
  expect(await b.messaggio(integra)).toMatchObject({
    precedente: { tipo: 'integrazione', numero: primo.numero },
    proposta: { collegamenti: [{ tipo: 'integrazione', numero: Number(primo.numero) }] },
  });
  await b.registraMessaggio(integra);
  const sostituisce = await b.arriva({
    oggetto: 'Tavole aggiornate',
    testo: `La presente annulla e sostituisce la precedente, prot. n. ${primo.numero}/${primo.anno}.`,
    file: file('s'),
  });
  const nuova = await b.registraMessaggio(sostituisce);
  expect(nuova.collegamenti).toMatchObject([{ tipo: 'sostituzione', verso: 'a', numero: primo.numero }]);
  const vecchia = await leggi(primo);
  expect(vecchia.documentoPrincipale ?? vecchia.allegati[0]).toBeDefined();
  expect(vecchia.collegamenti.map((c) => [c.tipo, c.verso])).toEqual(
    expect.arrayContaining([
      ['integrazione', 'da'],
      ['sostituzione', 'da'],
    ]),
  );
  // Whoever registers may say that it is not so.
  const altro = await b.arriva({ oggetto, testo: 'Integrazione documenti.', file: file('a') });
  expect((await b.registraMessaggio(altro, { dati: { collegamenti: [] } })).collegamenti).toEqual([]);
});

test('RN-83.1 registrando un gruppo di tre l’oggetto di ciascuna dice ARRIVO 1 di 3, 2 di 3, 3 di 3, anche se l’operatore lo riscrive', async () => {
  const oggetti = [];
  for (const n of [1, 2, 3]) {
    const id = await parte(n, 'Variante al piano regolatore');
    oggetti.push(
      (await b.registraMessaggio(id, n === 2 ? { dati: { oggetto: 'Variante al PRG' } } : {})).oggetto,
    );
  }
  expect(oggetti.map((o) => o.slice(-13))).toEqual(['ARRIVO 1 di 3', 'ARRIVO 2 di 3', 'ARRIVO 3 di 3']);
  expect(oggetti[1]).toBe('Variante al PRG ARRIVO 2 di 3');
});

test('RN-83.2 ogni parte ha il suo numero e le note di ciascuna elencano le altre; l’ultima completa le prime, con traccia', async () => {
  const registrate = [];
  for (const n of [1, 2, 3])
    registrate.push(
      await b.registraMessaggio(
        await parte(n, 'Concorso di idee per la piazza'),
        n === 1 ? { dati: { note: 'Vedi planimetria' } } : {},
      ),
    );
  expect(new Set(registrate.map((r) => r.numero)).size).toBe(3);
  for (const [i, r] of registrate.entries()) {
    const { note = '' } = await leggi(r);
    expect(note).toContain(`Invio multiplo: parte ${i + 1} di 3`);
    for (const altra of registrate) expect(note.includes(altra.numero)).toBe(altra !== r);
  }
  const [prima] = registrate as [(typeof registrate)[number]];
  expect((await leggi(prima)).note).toMatch(/^Vedi planimetria\n/);
  const { rows } = await b.superutente.query<{ operatore: string }>(
    `SELECT v.operatore FROM variazione v JOIN registrazione r ON r.id = v.registrazione_id WHERE r.numero = $1 AND r.anno = $2 AND v.campo = 'note'`,
    [Number(prima.numero), prima.anno],
  );
  expect(rows.length).toBeGreaterThanOrEqual(2);
});

test('le parti registrate insieme si scrivono comunque l’una nelle note dell’altra', async () => {
  const ids = [];
  for (const n of [1, 2, 3]) ids.push(await parte(n, 'Gara per la mensa'));
  const registrate = await Promise.all(ids.map((id) => b.registraMessaggio(id)));
  for (const r of registrate) {
    const { note = '' } = await leggi(r);
    for (const altra of registrate) expect(note.includes(altra.numero), note).toBe(altra !== r);
  }
});

test('RN-83.3 ciò che arriva di nuovo ha il suo numero e rimanda al primo; l’ufficio lo chiude come duplicato', async () => {
  const oggetto = 'Segnalazione di inizio attività del bar';
  const dati = { classificazione: 'VI.3', unitaCompetente: 'tecnico' };
  const scia = file('scia');
  const primo = await b.registraMessaggio(await b.arriva({ oggetto, file: scia }), { dati });
  const ancora = await b.arriva({ oggetto, file: scia });
  expect((await b.messaggio(ancora)).precedente).toMatchObject({ tipo: 'duplicato', numero: primo.numero });
  // The link is there whatever the form says.
  const secondo = await b.registraMessaggio(ancora, { dati: { ...dati, collegamenti: [] } });
  expect(secondo.numero).not.toBe(primo.numero);
  expect(secondo.collegamenti).toMatchObject([{ tipo: 'duplicato', verso: 'a', numero: primo.numero }]);

  type Assegnate = { items: { id: string; versione: number; stato: string }[] };
  const via = (r: { anno: number; numero: string }) =>
    `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/assegnazioni`;
  const di = async (r: { anno: number; numero: string }) =>
    (await b.p.chiama<Assegnate>('tecnico', 'GET', via(r))).corpo.items[0];
  const chiudi = async (r: { anno: number; numero: string }) => {
    const a = await di(r);
    return await b.p.chiama<{ codice?: string; stato?: string }>(
      'tecnico',
      'POST',
      `/assegnazioni/${a?.id}/archiviazione`,
      { corpo: { versione: a?.versione, duplicato: true } },
    );
  };
  expect((await chiudi(primo)).corpo.codice).toBe('assegnazione.non-duplicato');
  const chiusa = await chiudi(secondo);
  expect(chiusa.stato, chiusa.testo).toBe(200);
  expect((await di(secondo))?.stato).toBe('archiviata');
  const passi = (await b.p.chiama('tecnico', 'GET', via(secondo))).testo;
  expect(passi).toContain(`Duplicato di PG ${primo.numero}/${primo.anno}`);
  // Other documents about the same thing, or the same about another, repeat nothing.
  expect((await b.messaggio(await b.arriva({ oggetto, file: file('altra') }))).precedente).toBeUndefined();
  expect(
    (await b.messaggio(await b.arriva({ oggetto: 'Cessazione del bar', file: scia }))).precedente,
  ).toBeUndefined();
});
