import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransazione, sqlstate } from '#platform/db';
import { casellaDiProva } from '../../../test/support/caselle-di-prova.ts';
import { uccisoA } from '../../../test/support/figlio-invii.ts';
import { ANNA, bancoInvii, subito, VERDI, type BancoInvii } from '../../../test/support/invii-di-prova.ts';
import { postaDiProva } from '../../../test/support/posta-di-prova.ts';
import { ricevutaLetta } from '../../../test/support/ricevute-di-prova.ts';
import type { Decisione } from './decidi.ts';
import type { Invio } from './invii.schema.ts';
import type { PuntoInvio } from './parti.ts';
import { lavoroSorveglia } from './sorveglia.ts';

let b: BancoInvii;
let via = '';
beforeAll(async () => {
  b = await bancoInvii();
  via = (await b.registra()).via;
});
afterAll(() => b.chiudi());
beforeEach(() => {
  b.smtp.presi.length = 0;
  Object.assign(b.smtp.modi, { destinatario: undefined, messaggio: undefined, taglia: undefined });
});

/** Whoever was sending is taken for dead at once. */
const MORTO = { attesa: 0 };
const accodato = async (): Promise<Invio> => {
  const r = await b.invia(via, { ancora: true });
  const [invio] = r.corpo.items ?? [];
  if (!invio) throw new Error(r.testo);
  return invio;
};
const spedito = async (): Promise<Invio> => {
  const invio = await accodato();
  await b.spedisci(invio.id);
  return invio;
};
const decidi = (id: string, decisione: Decisione) =>
  b.p.chiama<{ codice?: string }>('operatore', 'POST', `/pec/invii/${id}/decisione`, {
    corpo: { decisione, motivo: 'Verificato con il gestore' },
  });
class Morte extends Error {}
const muoreA = (punto: PuntoInvio) => ({
  punto: (nome: PuntoInvio): void => {
    if (nome === punto) throw new Morte(punto);
  },
});
/** The job again and again, as the queue and the watch may do. */
async function insisti(id: string): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await subito(b, id);
    await b.spedisci(id, MORTO);
    await lavoroSorveglia({ enteId: b.p.ente.enteId }, { ...b.parti, ...MORTO });
  }
}

describe('interruzioni', () => {
  test('il programma muore a ogni passo: nulla è spedito due volte e nulla va perduto', async () => {
    const esiti: Record<string, [string, number]> = {};
    for (const punto of [
      'preso',
      'composto',
      'in-partenza',
      'collegato',
      'dentro-i-dati',
      'consegnato-al-server',
      'concluso',
    ] as const) {
      b.smtp.presi.length = 0;
      const invio = await accodato();
      await b.spedisci(invio.id, muoreA(punto)).catch((errore: unknown) => {
        if (!(errore instanceof Morte)) throw errore;
      });
      await insisti(invio.id);
      esiti[punto] = [await b.stato(invio.id), b.smtp.presi.length];
    }
    expect(esiti).toEqual({
      preso: ['inviato', 1],
      composto: ['inviato', 1],
      // It may have left: a person decides.
      'in-partenza': ['esito-incerto', 0],
      collegato: ['inviato', 1],
      'dentro-i-dati': ['esito-incerto', 0],
      'consegnato-al-server': ['esito-incerto', 1],
      concluso: ['inviato', 1],
    });
  });

  test('ucciso per davvero fra la consegna al server e la scrittura dell’esito: una ricevuta dice che era partito', async () => {
    const dove = { url: b.p.banca.url, dati: b.p.ambiente.dati, enteId: b.p.ente.enteId };
    const invio = await accodato();
    expect(await uccisoA('consegnato-al-server', { ...dove, invioId: invio.id })).toBe('SIGKILL');
    expect([b.smtp.presi.length, await b.stato(invio.id)]).toEqual([1, 'in-partenza']);
    // Too early to say that nobody is sending it.
    await b.spedisci(invio.id);
    expect(await b.stato(invio.id)).toBe('in-partenza');
    await b.ricevi(ricevutaLetta('accettazione', { msgid: invio.messageId, destinatari: [] }));
    expect(await b.stato(invio.id)).toBe('inviato');
    await insisti(invio.id);
    expect(b.smtp.presi).toHaveLength(1);
  });

  test('ucciso mentre compone non lascia nulla a metà: il messaggio parte, una volta', async () => {
    const dove = { url: b.p.banca.url, dati: b.p.ambiente.dati, enteId: b.p.ente.enteId };
    const invio = await accodato();
    expect(await uccisoA('composto', { ...dove, invioId: invio.id })).toBe('SIGKILL');
    await insisti(invio.id);
    expect([b.smtp.presi.length, await b.stato(invio.id)]).toEqual([1, 'inviato']);
  });

  test('di un esito incerto decide una persona: era partito, o si spedisce di nuovo con lo stesso Message-ID', async () => {
    const incerto = async (): Promise<Invio> => {
      const invio = await accodato();
      await b.spedisci(invio.id, muoreA('in-partenza')).catch(() => undefined);
      await b.spedisci(invio.id, MORTO);
      return invio;
    };
    const [uno, due] = [await incerto(), await incerto()];
    expect((await b.leggi(uno.id)).azioni).toEqual(['decidi']);
    expect((await decidi(uno.id, 'era-partito')).stato).toBe(200);
    expect((await b.leggi(uno.id)).destinatari.map((d) => d.stato)).toEqual(['inviato', 'inviato']);
    expect((await decidi(due.id, 'rispedisci')).stato).toBe(200);
    await b.spedisci(due.id);
    expect(b.smtp.presi).toHaveLength(1);
    expect(b.smtp.presi[0]?.byte.toString()).toContain(`Message-ID: ${due.messageId}`);
    expect((await decidi(due.id, 'rispedisci')).corpo.codice).toBe('invio.non-incerto');
    expect((await decidi(due.id, 'annulla')).corpo.codice).toBe('invio.gia-partito');
    const inCoda = await accodato();
    expect((await decidi(inCoda.id, 'annulla')).stato).toBe(200);
    await insisti(inCoda.id);
    expect([b.smtp.presi.length, await b.stato(inCoda.id)]).toEqual([1, 'annullato']);
  });

  test('due lavori insieme sullo stesso invio lo spediscono una volta', async () => {
    const invio = await accodato();
    await Promise.all([1, 2, 3].map(() => b.spedisci(invio.id)));
    expect(b.smtp.presi).toHaveLength(1);
    expect(await b.stato(invio.id)).toBe('inviato');
  });
});

describe('ciò che dice il server', () => {
  test('un no definitivo, prima o dopo il testo, chiude l’invio con il motivo; si rispedisce come invio nuovo', async () => {
    b.smtp.modi.destinatario = () => 550;
    const uno = await spedito();
    expect(await b.leggi(uno.id)).toMatchObject({
      stato: 'fallito',
      motivo: expect.stringContaining('5.1.1') as string,
    });
    b.smtp.modi.destinatario = undefined;
    b.smtp.modi.messaggio = 554;
    const due = await spedito();
    expect(await b.leggi(due.id)).toMatchObject({ stato: 'fallito', azioni: ['rispedisci'] });
    b.smtp.modi.messaggio = undefined;
    await insisti(due.id);
    expect(b.smtp.presi).toEqual([]);
    const r = await b.p.chiama<Invio>('operatore', 'POST', `/pec/invii/${due.id}/rispedizione`, {
      corpo: {},
    });
    expect(r.corpo.destinatari.map((d) => d.indirizzo)).toEqual([ANNA, VERDI]);
    await b.spedisci(r.corpo.id);
    expect(b.smtp.presi).toHaveLength(1);
  });

  test('di uno solo rifiutato dal server il messaggio parte per gli altri, e si sa di chi', async () => {
    b.smtp.modi.destinatario = (a) => (a === VERDI ? 550 : undefined);
    const invio = await spedito();
    expect(b.smtp.presi.map((m) => m.a)).toEqual([[ANNA]]);
    expect(await b.leggi(invio.id)).toMatchObject({
      stato: 'inviato',
      esito: 'mancata-consegna',
      destinatari: [
        { stato: 'inviato' },
        { stato: 'non-accettato', errore: expect.stringContaining('550') as string },
      ],
    });
  });

  test('un no di adesso, o una linea che cade prima del testo, fa riprovare più tardi con gli stessi byte', async () => {
    const guasti: [string, () => void][] = [
      ['451 ai destinatari', () => (b.smtp.modi.destinatario = () => 451)],
      ['451 al messaggio', () => (b.smtp.modi.messaggio = 451)],
      ['linea caduta', () => (b.smtp.modi.taglia = 'prima')],
    ];
    for (const [nome, guasto] of guasti) {
      b.smtp.presi.length = 0;
      guasto();
      const invio = await spedito();
      const l = await b.leggi(invio.id);
      expect([nome, l.stato, l.tentativi]).toEqual([nome, 'in-coda', 1]);
      expect(new Date(l.prossimoIl ?? 0).getTime(), nome).toBeGreaterThan(Date.now());
      Object.assign(b.smtp.modi, { destinatario: undefined, messaggio: undefined, taglia: undefined });
      await b.spedisci(invio.id);
      expect(b.smtp.presi, nome).toEqual([]);
      const prima = await b.p.chiama('operatore', 'GET', `/pec/invii/${invio.id}/eml`);
      await subito(b, invio.id);
      await b.spedisci(invio.id);
      expect(b.smtp.presi, nome).toHaveLength(1);
      expect(b.smtp.presi[0]?.byte.equals(prima.byte), nome).toBe(true);
    }
  });

  test('un server che prende il messaggio e cade prima di dirlo lascia l’esito incerto, finché non arriva una ricevuta', async () => {
    b.smtp.modi.taglia = 'dopo';
    const invio = await spedito();
    b.smtp.modi.taglia = undefined;
    expect(await b.stato(invio.id)).toBe('esito-incerto');
    await insisti(invio.id);
    expect(b.smtp.presi).toHaveLength(1);
    await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid: invio.messageId, consegna: ANNA }));
    expect(await b.leggi(invio.id)).toMatchObject({
      stato: 'inviato',
      destinatari: [{ stato: 'consegnato' }, { stato: 'inviato' }],
    });
  });

  test('con TLS il certificato è verificato prima di dire la password, che è cifrata nella banca dati', async () => {
    const posta = await postaDiProva({ sicurezza: 'tls', utente: 'aoo', password: 'parola segreta' });
    const prima = await b.superutente.query<{ uscita: object }>('SELECT uscita FROM casella WHERE id = $1', [
      b.casella.id,
    ]);
    await b.superutente.query('UPDATE casella SET uscita = $2, uscita_segreto = $3 WHERE id = $1', [
      b.casella.id,
      { host: 'localhost', porta: posta.porta, sicurezza: 'tls', utente: 'aoo' },
      b.parti.vault.seal(`casella/${b.casella.id}/uscita`, 'parola segreta'),
    ]);
    try {
      const invio = await spedito();
      expect([await b.stato(invio.id), posta.credenziali]).toEqual(['in-coda', []]);
      await subito(b, invio.id);
      await b.spedisci(invio.id, { certificatiFidati: posta.certificato });
      expect(await b.stato(invio.id)).toBe('inviato');
      expect(posta.credenziali).toEqual(['aoo:parola segreta']);
      expect(posta.lettere).toMatchObject([{ cifrata: true, a: [ANNA, VERDI] }]);
    } finally {
      await b.superutente.query('UPDATE casella SET uscita = $2, uscita_segreto = NULL WHERE id = $1', [
        b.casella.id,
        prima.rows[0]?.uscita,
      ]);
      await posta.chiudi();
    }
  });
});

test('una casella senza server spedisce in una cartella: un file per invio, intero, uno solo', async () => {
  await b.superutente.query('UPDATE casella SET principale = false WHERE id = $1', [b.casella.id]);
  const cartella = await casellaDiProva(b.p.banca.urlSuperutente, b.p.ente, {
    codice: 'DEMO',
    indirizzo: 'demo@pec.prova1.example',
  });
  await b.superutente.query(`UPDATE aoo SET casella_pec = 'demo@pec.prova1.example'`);
  const invio = await accodato();
  expect(invio.casella.codice).toBe(cartella.codice);
  await b.spedisci(invio.id, muoreA('consegnato-al-server')).catch(() => undefined);
  await insisti(invio.id);
  const uscita = join(b.p.ambiente.dati, 'caselle', 'DEMO', 'uscita');
  expect(readdirSync(uscita)).toEqual([`${invio.id}.eml`]);
  const eml = await b.p.chiama('operatore', 'GET', `/pec/invii/${invio.id}/eml`);
  expect(readFileSync(join(uscita, `${invio.id}.eml`)).equals(eml.byte)).toBe(true);
});

test('la banca dati rifiuta ciò che non può accadere: tornare indietro, cambiare ciò che si è chiesto, cancellare', async () => {
  const { rows } = await b.superutente.query<{ id: string; inviato: string }>(
    `SELECT i.id, d.id AS inviato FROM invio i JOIN invio_destinatario d ON d.invio_id = i.id
     WHERE i.stato = 'inviato' AND d.stato = 'consegnato' LIMIT 1`,
  );
  const { id = '', inviato = '' } = rows[0] ?? {};
  const vietato = async (comando: ReturnType<typeof sql>): Promise<string | undefined> => {
    try {
      await inTransazione(b.p.db, b.p.ente.enteId, (tx) => comando.execute(tx));
      return undefined;
    } catch (errore) {
      return sqlstate(errore);
    }
  };
  for (const stato of ['in-coda', 'in-partenza', 'esito-incerto', 'fallito', 'annullato'])
    expect(await vietato(sql`UPDATE invio SET stato = ${stato}, motivo = 'x' WHERE id = ${id}`)).toBe(
      'TB081',
    );
  for (const stato of ['in-coda', 'inviato', 'accettato', 'esterno', 'preavviso', 'mancata-consegna'])
    expect(await vietato(sql`UPDATE invio_destinatario SET stato = ${stato} WHERE id = ${inviato}`)).toBe(
      'TB083',
    );
  expect(await vietato(sql`UPDATE invio SET eml_id = uuid_v7() WHERE id = ${id}`)).toBe('TB082');
  expect(await vietato(sql`UPDATE invio SET message_id = '<x@y.it>' WHERE id = ${id}`)).toBe('42501');
  for (const tabella of ['invio', 'invio_destinatario', 'invio_allegato', 'invio_evento', 'ricevuta']) {
    expect(await vietato(sql`DELETE FROM ${sql.table(tabella)}`)).toBe('42501');
    await expect(b.superutente.query(`DELETE FROM ${tabella}`)).rejects.toMatchObject({ code: 'TB001' });
    await expect(b.superutente.query(`TRUNCATE ${tabella} CASCADE`)).rejects.toMatchObject({ code: 'TB001' });
  }
});
