import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { manca } from '../../../test/support/pacchetti.ts';
import { sshdDiProva, type SshdDiProva } from '../../../test/support/sshd-di-prova.ts';
import type { Pacchetto } from '../pacchetti/pacchetti.schema.ts';

/** A way to the server that breaks in the middle of a package: after the greetings, a few KiB on. */
async function stradaCheCade(porta: number): Promise<{ porta: number; chiudi: () => Promise<void> }> {
  const capi = new Set<Socket>();
  const strada = createServer((da) => {
    const a = connect(porta, '127.0.0.1');
    let passati = 0;
    da.on('data', (pezzo) => {
      passati += pezzo.length;
      a.write(pezzo);
      if (passati > 12_000) setTimeout(() => da.destroy(), 20);
    });
    a.pipe(da);
    for (const capo of [da, a])
      capi.add(capo.on('error', () => undefined).on('close', () => (da.destroy(), a.destroy())));
  });
  await new Promise<void>((aperta) => strada.listen(0, '127.0.0.1', aperta));
  return {
    porta: (strada.address() as AddressInfo).port,
    chiudi: () => {
      for (const capo of capi) capo.destroy();
      return new Promise((chiusa) => strada.close(() => chiusa()));
    },
  };
}

describe.skipIf(manca('sshd'))('server SFTP guasti', () => {
  let b: BancoConservazione;
  const server: SshdDiProva[] = [];
  const avvia = async (discoPieno = false): Promise<SshdDiProva> => {
    const s = await sshdDiProva({ discoPieno });
    server.push(s);
    return s;
  };
  beforeAll(async () => {
    b = await bancoConservazione();
  });
  afterAll(async () => {
    for (const s of server) await s.chiudi();
    await b.chiudi();
  });

  const configura = (s: SshdDiProva, altro: object = {}, sftp: object = {}) =>
    b.configura({
      denominazione: 'Conservatore SFTP',
      trasporto: 'sftp',
      segreto: s.chiave,
      sftp: {
        host: '127.0.0.1',
        porta: s.porta,
        utente: s.utente,
        accesso: 'chiave',
        improntaServer: s.impronta,
        cartella: s.versamenti,
        cartellaEsiti: s.esiti,
        ...sftp,
      },
      ...altro,
    });
  async function pronto(altro: object = {}): Promise<Pacchetto> {
    const r = await b.registra(altro);
    await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
    const [p] = await b.elenco('?stato=prodotto');
    return await b.leggi(p?.id ?? '');
  }
  const subito = async (id: string): Promise<Pacchetto> => {
    await b.superutente.query(`UPDATE pacchetto SET prossimo_il = '2020-01-01' WHERE id = $1`, [id]);
    await b.invia(id);
    return await b.leggi(id);
  };

  test('un disco pieno e una connessione che cade a metà si riprovano sempre più tardi, dicendo perché, senza lasciare resti; poi arriva una volta', async () => {
    const pieno = await avvia(true);
    await configura(pieno);
    const grande = await b.carica(
      'operatore',
      'grande.bin',
      Buffer.concat([pdfDiProva(), randomBytes(400_000)]),
    );
    const p = await pronto({ documentoPrincipale: grande });
    const attese: number[] = [];
    for (const _ of [1, 2, 3]) {
      const letto = await subito(p.id);
      expect(letto).toMatchObject({
        stato: 'prodotto',
        motivo: 'Il pacchetto non si scrive sul server: il server non ci riesce: può avere il disco pieno.',
      });
      attese.push(
        Math.round((Date.parse(letto.prossimoIl ?? '') - b.parti.orologio.adesso().getTime()) / 60_000),
      );
      expect(pieno.consegnati()).toEqual([]);
    }
    expect(attese).toEqual([1, 5, 30]);
    // The retry does not come before its time.
    await b.invia(p.id);
    expect((await b.leggi(p.id)).tentativi).toBe(3);

    const buono = await avvia();
    const strada = await stradaCheCade(buono.porta);
    await configura(buono, {}, { porta: strada.porta });
    const caduto = await subito(p.id);
    await strada.chiudi();
    expect(caduto).toMatchObject({ stato: 'prodotto', tentativi: 4 });
    expect(caduto.motivo).toMatch(
      /^Il pacchetto non si scrive sul server: la connessione si è interrotta\.$/,
    );
    await expect.poll(() => buono.consegnati()).toEqual([`.${p.identificativo}.4.parziale`]);
    // What the fallen one left is taken away by the next attempt.
    await configura(buono);
    expect((await subito(p.id)).stato).toBe('inviato');
    expect(buono.consegnati()).toEqual([`${p.identificativo}.zip`]);
  });

  test('una cartella che non c’è e un utente rifiutato si dicono in italiano, e il segreto non è scritto in nessun posto', async () => {
    const buono = await avvia();
    await configura(buono, {}, { cartella: '/non/c-e' });
    const p = await pronto();
    expect((await subito(p.id)).motivo).toBe(
      'Il pacchetto non si scrive sul server: la cartella, o il file, non c’è.',
    );
    await configura(buono, { segreto: 'parola-molto-segreta' }, { accesso: 'password' });
    expect((await subito(p.id)).motivo).toBe('Il server ha rifiutato utente, password o chiave.');
    const prova = await b.chiama<{ riuscita: boolean; dettaglio: string }>(
      'admin',
      'POST',
      '/conservazione/conservatore/prova',
    );
    expect(prova.corpo).toMatchObject({
      riuscita: false,
      dettaglio: 'Il server ha rifiutato utente, password o chiave.',
    });
    const letto = await b.chiama('admin', 'GET', '/conservazione/conservatore');
    const { rows } = await b.superutente.query<{ tutto: string }>(
      `SELECT concat((SELECT string_agg(t::text, '') FROM traccia t), (SELECT string_agg(e::text, '') FROM pacchetto_evento e),
        (SELECT string_agg(a::text, '') FROM avviso a), (SELECT string_agg(c::text, '') FROM conservatore c)) AS tutto`,
    );
    const chiave = buono.chiave.split('\n')[2] ?? '';
    for (const dove of [letto.testo, rows[0]?.tutto ?? '', prova.testo]) {
      expect(dove).not.toContain('parola-molto-segreta');
      expect(dove).not.toContain(chiave);
    }
  });

  test('il segreto scritto per un server non si manda a un altro senza riscriverlo', async () => {
    const [buono] = [await avvia()];
    await configura(buono);
    const cambia = async (sftp: object) => {
      const ora = await b.chiama<{ conservatore: { versione: number; sftp: object } }>(
        'admin',
        'GET',
        '/conservazione/conservatore',
      );
      return await b.chiama<{ codice: string; errori?: unknown }>(
        'admin',
        'PUT',
        '/conservazione/conservatore',
        {
          corpo: {
            versione: ora.corpo.conservatore.versione,
            denominazione: 'Conservatore SFTP',
            trasporto: 'sftp',
            sftp: { ...ora.corpo.conservatore.sftp, ...sftp },
          },
        },
      );
    };
    for (const altrove of [
      { host: 'altrove.example' },
      { porta: 2222 },
      { utente: 'altro' },
      { accesso: 'password' },
    ]) {
      const r = await cambia(altrove);
      expect([r.stato, r.corpo.codice]).toEqual([422, 'conservazione.segreto-da-riscrivere']);
    }
    expect((await cambia({ cartella: '/altra', improntaServer: `SHA256:${'B'.repeat(43)}` })).stato).toBe(
      200,
    );
  });
});
