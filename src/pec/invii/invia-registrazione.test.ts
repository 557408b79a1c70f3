import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { casellaDiProva } from '../../../test/support/caselle-di-prova.ts';
import { verificata } from '../../../test/support/coda-di-prova.ts';
import { contestoDiProva } from '../../../test/support/ente-di-prova.ts';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import {
  ANNA,
  bancoInvii,
  comunicazioniA,
  intestazione,
  PERSONE,
  rifiutoBancaDati,
  VERDI,
  type BancoInvii,
} from '../../../test/support/invii-di-prova.ts';
import { conservaMessaggio, ricevutaLetta } from '../../../test/support/ricevute-di-prova.ts';
import { accodaInvio } from './accoda-invio.ts';
import { inviaRegistrazione } from './invia-registrazione.ts';
import type { ElencoInvii, Invio } from './invii.schema.ts';

let b: BancoInvii;
beforeAll(async () => {
  b = await bancoInvii();
});
afterAll(() => b.chiudi());
beforeEach(() => {
  b.smtp.presi.length = 0;
  b.smtp.modi.destinatario = undefined;
});

/** The whole of a file in a message, wherever the lines of its base64 are broken. */
const porta = (messaggio: Buffer, file: Buffer): boolean =>
  messaggio.toString('latin1').replaceAll('\r\n', '').includes(file.toString('base64'));

test('RN-14.1 il documento con mezzo PEC parte con il principale e tutti gli allegati in un solo messaggio', async () => {
  const [principale, uno, due] = [pdfDiProva('principale'), pdfDiProva('uno'), pdfDiProva('due')];
  const [a, c] = [
    await b.p.carica('operatore', 'tavola è 1.pdf', uno),
    await b.p.carica('operatore', 'computo.pdf', due),
  ];
  const { via, registrazione } = await b.registra(
    { documentoPrincipale: await b.p.carica('operatore', 'lettera.pdf', principale) },
    [a, c],
  );
  const r = await b.invia(via);
  expect(r.stato, r.testo).toBe(201);
  expect(r.corpo.items).toHaveLength(1);
  const [invio] = r.corpo.items as [Invio];
  await b.spedisci(invio.id);
  expect(b.smtp.presi).toHaveLength(1);
  const [preso] = b.smtp.presi as [BancoInvii['smtp']['presi'][number]];
  for (const file of [principale, uno, due]) expect(porta(preso.byte, file)).toBe(true);
  expect(preso.da).toBe(b.casella.indirizzo);
  expect(preso.a).toEqual([ANNA, VERDI]);
  // To the rules of certified mail: recipients in sight, our own Message-ID, no Bcc.
  expect(intestazione(preso.byte, 'Message-ID')).toBe(invio.messageId);
  expect(intestazione(preso.byte, 'To')).toContain(ANNA);
  expect(intestazione(preso.byte, 'X-TipoRicevuta')).toBe('completa');
  expect(preso.byte.toString()).not.toMatch(/^(Bcc|X-Tabularium|Auto-Submitted):/im);
  expect(invio.oggetto).toBe(
    `Prot. n. ${registrazione.numero}/${registrazione.anno} - Esito dell’istanza di rateizzazione`,
  );
  // What was sent is what is kept.
  const eml = await b.p.chiama('operatore', 'GET', `/pec/invii/${invio.id}/eml`);
  expect(eml.byte.equals(preso.byte)).toBe(true);
});

test('RN-7.1 ciò che spedisce un ufficio parte dalla casella istituzionale, che è quella della AOO', async () => {
  const invio = await b.spedito();
  const { rows } = await b.superutente.query<{ casella_pec: string }>('SELECT casella_pec FROM aoo');
  expect(invio.casella).toEqual({ codice: 'AOO', indirizzo: rows[0]?.casella_pec });
  expect(b.smtp.presi.map((m) => m.da)).toEqual([rows[0]?.casella_pec]);
  // Whoever changes one of the two addresses alone is told.
  await b.superutente.query(`UPDATE casella SET indirizzo = 'altra@pec.prova1.example' WHERE id = $1`, [
    b.casella.id,
  ]);
  const { via } = await b.registra();
  expect((await b.invia(via)).corpo.codice).toBe('invio.casella-non-istituzionale');
  await b.superutente.query('UPDATE casella SET indirizzo = $2 WHERE id = $1', [
    b.casella.id,
    b.casella.indirizzo,
  ]);
});

test('la risposta parte dalla casella a cui è arrivato il messaggio (parte di RN-36.2g)', async () => {
  const suap = await casellaDiProva(b.p.banca.urlSuperutente, b.p.ente, {
    codice: 'SUAP',
    indirizzo: 'suap@pec.prova1.example',
    principale: false,
  });
  const arrivo = await b.p.chiama<{ id: string; anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: {
        flusso: 'E',
        oggetto: 'SCIA per una tabaccheria',
        mezzo: 'pec',
        mittente: { tipo: 'PG', denominazione: 'Impresa Verdi s.r.l.' },
        documentoPrincipale: await b.p.carica('operatore', 'scia.pdf', pdfDiProva()),
      },
    },
  );
  expect(arrivo.stato, arrivo.testo).toBe(201);
  const { anno, numero } = arrivo.corpo;
  await inTransazione(b.p.db, b.p.ente.enteId, async (tx) => {
    const { id } = await tx
      .selectFrom('registrazione')
      .select('id')
      .where('numero', '=', Number(numero))
      .where('anno', '=', anno)
      .executeTakeFirstOrThrow();
    const messaggio = await conservaMessaggio(
      tx,
      b.parti.archivio,
      b.p.ente.enteId,
      suap.id,
      Buffer.from('Subject: SCIA\r\n\r\nIn allegato.'),
      { stato: 'da-esaminare', tipo: 'posta-certificata', verifica: 'positiva' },
    );
    await tx
      .updateTable('messaggio')
      .set({ stato: 'registrato', registrazione_id: id, concluso_il: new Date(), concluso_da: 'prova' })
      .where('id', '=', messaggio)
      .execute();
  });
  const collegamenti = [{ tipo: 'risposta', registro: 'PG', anno, numero: Number(numero) }];
  const risposta = await b.invia((await b.registra({ collegamenti })).via);
  expect(risposta.corpo.items[0]?.casella.codice, risposta.testo).toBe('SUAP');
  const altro = await b.registra();
  expect((await b.invia(altro.via, { casella: 'SUAP' })).corpo.codice).toBe('invio.casella-estranea');
  expect((await b.invia(altro.via)).corpo.items[0]?.casella.codice).toBe('AOO');
});

test('RN-36.2b solo l’Ufficio Protocollo spedisce; l’ufficio mittente vede come va il suo documento', async () => {
  const { via } = await b.registra();
  const nessuno = '00000000-0000-7000-8000-000000000000';
  const funzioni: [string, string, object | undefined][] = [
    ['POST', `${via}/invii`, {}],
    ['GET', '/pec/invii', undefined],
    ['GET', `/pec/invii/${nessuno}`, undefined],
    ['POST', `/pec/invii/${nessuno}/rispedizione`, {}],
    ['POST', `/pec/invii/${nessuno}/decisione`, { decisione: 'annulla', motivo: 'x' }],
    ['GET', '/pec/ricevute', undefined],
    ['POST', `/pec/ricevute/${nessuno}/abbinamento`, { invio: nessuno }],
  ];
  const dispiegate = ['admin', 'anagrafe', 'ragioniere', 'tecnico', 'consultazione', 'nuovo'] as const;
  for (const [metodo, percorso, corpo] of funzioni) {
    for (const chi of dispiegate)
      expect(
        (await b.p.chiama(chi, metodo as 'GET', percorso, { corpo })).stato,
        `${chi} ${metodo} ${percorso}`,
      ).toBe(403);
    for (const chi of ['operatore', 'rsp'] as const)
      expect((await b.p.chiama(chi, metodo as 'GET', percorso, { corpo })).stato).not.toBe(403);
  }
  const suoi = await b.p.chiama<ElencoInvii>('tecnico', 'GET', `${via}/invii`);
  expect(suoi.corpo.items, suoi.testo).toMatchObject([{ stato: 'in-coda', azioni: [] }]);
  // An office that does not see the document sees nothing of it.
  expect((await b.p.chiama('ragioniere', 'GET', `${via}/invii`)).stato).toBe(404);
});

test('RN-11.9 un messaggio libero non si spedisce, nemmeno per la banca dati; oltre il ritmo stabilito gli invii aspettano', async () => {
  const libero = {
    casellaId: b.casella.id,
    genere: 'documento' as const,
    oggetto: 'A tutti',
    testo: 'Auguri',
    destinatari: Array.from({ length: 40 }, (_, i) => ({
      indirizzo: `x${i}@pec.example`,
      nominativo: `X${i}`,
    })),
  };
  const ctx = await contestoDiProva(b.p.db, b.p.ente, 'operatore');
  const accoda = (altro: object) =>
    inTransazione(b.p.db, b.p.ente.enteId, (tx) => accodaInvio(tx, ctx, { ...libero, ...altro }));
  await expect(accoda({})).rejects.toMatchObject({ codice: 'invio.senza-registrazione' });
  await expect(accoda({ genere: 'avviso' })).rejects.toMatchObject({ codice: 'invio.senza-registrazione' });
  for (const genere of ['documento', 'avviso'])
    expect(
      await rifiutoBancaDati(
        b,
        sql`INSERT INTO invio (ente_id, casella_id, genere, oggetto, testo, gruppo, message_id, chiesto_da)
        VALUES (${b.p.ente.enteId}, ${b.casella.id}, ${genere}, 'x', 'x', uuid_v7(), '<x@y>', 'x')`,
      ),
    ).toBe('TB080');
  // Nor a file that is not of the registration.
  const { registrazione, via } = await b.registra();
  const estraneo = await b.p.carica('operatore', 'volantino.pdf', pdfDiProva());
  const { rows } = await b.superutente.query<{ id: string }>(
    'SELECT id FROM registrazione WHERE numero = $1 AND anno = $2',
    [Number(registrazione.numero), registrazione.anno],
  );
  await expect(
    accoda({ registrazioneId: rows[0]?.id, allegati: [{ documentoId: estraneo, nome: 'volantino.pdf' }] }),
  ).rejects.toMatchObject({ code: 'TB080' });

  await b.superutente.query(
    `UPDATE casella SET politica = jsonb_build_object('limiteOrario',
      2 + (SELECT count(*) FROM invio WHERE casella_id = $1 AND partito_il IS NOT NULL)) WHERE id = $1`,
    [b.casella.id],
  );
  const ids = [];
  for (const v of [via, (await b.registra()).via, (await b.registra()).via])
    ids.push((await b.invia(v)).corpo.items[0]?.id ?? '');
  for (const id of ids) await b.spedisci(id);
  expect(b.smtp.presi).toHaveLength(2);
  const terzo = await b.leggi(ids[2] ?? '');
  expect(terzo.stato).toBe('in-coda');
  const attesa = new Date(terzo.prossimoIl ?? 0).getTime() - Date.now();
  expect(attesa).toBeGreaterThan(50_000);
  expect(attesa).toBeLessThanOrEqual(3_600_000);
  // Its job waits with it.
  const { rows: lavori } = await b.superutente.query<{ run_at: Date }>(
    'SELECT run_at FROM graphile_worker._private_jobs WHERE key = $1',
    [`pec.spedisci:${ids[2]}`],
  );
  expect(lavori).toHaveLength(1);
  expect(lavori[0]?.run_at.getTime()).toBeCloseTo(new Date(terzo.prossimoIl ?? 0).getTime(), -2);
  await b.superutente.query(`UPDATE casella SET politica = '{}' WHERE id = $1`, [b.casella.id]);
  await b.spedisci(ids[2] ?? '');
  expect(b.smtp.presi).toHaveLength(2);
  await b.superutente.query('UPDATE invio SET prossimo_il = now() WHERE id = $1', [ids[2]]);
  await b.spedisci(ids[2] ?? '');
  expect(b.smtp.presi).toHaveLength(3);
});

test('oltre i limiti gli invii sono più d’uno, con lo stesso oggetto e «INVIO x di n» (parte di RN-82.1)', async () => {
  await b.superutente.query(`UPDATE casella SET politica = '{"massimoMessaggio": 1000000}' WHERE id = $1`, [
    b.casella.id,
  ]);
  const grande = (n: number) =>
    b.p.carica('operatore', `tavola ${n}.pdf`, Buffer.concat([pdfDiProva(), Buffer.alloc(600_000, n)]));
  const { via } = await b.registra({}, [await grande(1), await grande(2), await grande(3)]);
  const r = await b.invia(via);
  await b.superutente.query(`UPDATE casella SET politica = '{}' WHERE id = $1`, [b.casella.id]);
  const { items } = r.corpo;
  expect(items.map((i) => i.oggetto.replace(/^.* - /, ''))).toEqual([
    'INVIO 1 di 3',
    'INVIO 2 di 3',
    'INVIO 3 di 3',
  ]);
  expect(new Set(items.map((i) => i.oggetto.replace(/INVIO \d di 3$/, ''))).size).toBe(1);
  expect(new Set(items.map((i) => i.gruppo)).size).toBe(1);
  for (const i of items) await b.spedisci(i.id);
  const oggetti = b.smtp.presi.map((m) => intestazione(m.byte, 'Subject'));
  expect(oggetti).toHaveLength(3);
  expect(
    (await Promise.all(items.map(async (i) => (await b.leggi(i.id)).allegati.map((a) => a.nome)))).flat(),
  ).toEqual(['lettera.pdf', 'tavola 1.pdf', 'tavola 2.pdf', 'tavola 3.pdf']);
});

test('RN-29.1 ciò che un ufficio ha sottoposto, registrato, parte dalla casella istituzionale, e l’ufficio ne vede lo stato', async () => {
  const { numero: fascicolo } = await apriDiProva(b.p, 'ragioniere');
  const documentoPrincipale = await b.p.carica('ragioniere', 'risposta.pdf', pdfDiProva());
  const dati = {
    flusso: 'U',
    oggetto: 'Piano di rientro',
    destinatari: PERSONE,
    classificazione: 'VI.3',
    documentoPrincipale,
  };
  const coda = await b.p.chiama<{ id: string }>('ragioniere', 'POST', '/coda', {
    corpo: { ...dati, fascicolo, mezzo: 'pec', ...verificata('ragioneria') },
  });
  expect(coda.stato, coda.testo).toBe(201);
  const { via } = await b.registra({ ...dati, unitaCompetente: undefined, coda: coda.corpo.id });
  const [invio] = (await b.invia(via)).corpo.items as [Invio];
  expect(invio.casella.indirizzo).toBe(b.casella.indirizzo);
  const vede = async () =>
    (await b.p.chiama<ElencoInvii>('ragioniere', 'GET', `${via}/invii`)).corpo.items.map((i) => i.esito);
  expect(await vede()).toEqual(['in-coda']);
  await b.spedisci(invio.id);
  expect(await vede()).toEqual(['inviato']);
  await b.ricevi(ricevutaLetta('errore-consegna', { msgid: invio.messageId, consegna: ANNA }));
  expect(await vede()).toEqual(['mancata-consegna']);
  const sue = await comunicazioniA(b, 'ragioniere', 'pec.mancata-consegna');
  expect(sue.filter((c) => c.oggetto.includes(invio.registrazione?.numero ?? '?'))).toHaveLength(1);
});

test('l’invio si accoda nella transazione di chi lo chiede: se quella non si compie, non parte nulla', async () => {
  const { registrazione } = await b.registra();
  const conta = async () =>
    (
      await b.superutente.query<{ invii: string; lavori: string }>(
        `SELECT (SELECT count(*) FROM invio) AS invii, (SELECT count(*) FROM graphile_worker._private_jobs WHERE key LIKE 'pec.spedisci:%') AS lavori`,
      )
    ).rows[0];
  const prima = await conta();
  const ctx = await contestoDiProva(b.p.db, b.p.ente, 'operatore');
  const chiave = { registro: 'PG', anno: registrazione.anno, numero: Number(registrazione.numero) };
  await expect(
    inTransazione(b.p.db, b.p.ente.enteId, async (tx) => {
      expect(await inviaRegistrazione(tx, ctx, chiave, {})).toHaveLength(1);
      throw new Error('non si compie');
    }),
  ).rejects.toThrow('non si compie');
  expect(await conta()).toEqual(prima);
});

test('i destinatari sono quelli registrati, ciascuno con un indirizzo che si può scrivere, e l’errore dice quale', async () => {
  const senza = await b.registra({
    destinatari: [PERSONE[0], { tipo: 'PG', denominazione: 'Ditta senza PEC' }],
  });
  const r = await b.invia(senza.via);
  expect(r).toMatchObject({ stato: 422, corpo: { codice: 'invio.senza-domicilio' } });
  expect(r.testo).toContain('Ditta senza PEC');
  const scelta = (ordine: number, indirizzo?: string) => ({
    destinatari: [{ ruolo: 'destinatario', ordine, ...(indirizzo !== undefined && { indirizzo }) }],
  });
  expect((await b.invia(senza.via, scelta(9))).corpo.codice).toBe('invio.destinatario-sconosciuto');
  for (const errato of ['non un indirizzo', 'a@b', 'x@y.example>\r\nBcc: z@z.example'])
    expect((await b.invia(senza.via, scelta(2, errato))).corpo.codice).toBe('invio.indirizzo-non-valido');
  const scritto = await b.invia(senza.via, scelta(2, 'ditta@pec.ditta.example'));
  expect(
    scritto.corpo.items[0]?.destinatari.map((d) => d.indirizzo),
    scritto.testo,
  ).toEqual(['ditta@pec.ditta.example']);
  // To the same again only if one means it.
  const ancora = await b.invia(senza.via, scelta(2, 'Ditta@pec.ditta.example'));
  expect(ancora).toMatchObject({ stato: 409, corpo: { codice: 'invio.gia-inviato' } });
  expect((await b.invia(senza.via, { ...scelta(2, 'ditta@pec.ditta.example'), ancora: true })).stato).toBe(
    201,
  );
  // What does not leave is not sent.
  const arrivo = await b.p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: {
        flusso: 'E',
        oggetto: 'Istanza',
        mittente: PERSONE[0],
        documentoPrincipale: await b.p.carica('operatore', 'istanza.pdf', pdfDiProva()),
      },
    },
  );
  expect(
    (await b.invia(`/registri/PG/registrazioni/${arrivo.corpo.anno}/${Number(arrivo.corpo.numero)}`)).corpo
      .codice,
  ).toBe('invio.non-in-partenza');
});
