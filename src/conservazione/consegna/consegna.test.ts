import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { manca } from '../../../test/support/pacchetti.ts';
import { CREDENZIALI_PARER, parerDiProva, type ParerDiProva } from '../../../test/support/parer-di-prova.ts';
import { sshdDiProva, type SshdDiProva } from '../../../test/support/sshd-di-prova.ts';
import { difettiXml, schemaCondiviso } from '../../../test/support/xml-di-prova.ts';
import type { Pacchetto } from '../pacchetti/pacchetti.schema.ts';
import { scriviXml } from '#platform/xml';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione();
});
afterAll(() => b.chiudi());

/** A package ready to go. */
async function pronto(): Promise<Pacchetto> {
  const r = await b.registra();
  await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
  const [p] = await b.elenco('?stato=prodotto');
  return await b.leggi(p?.id ?? '');
}
const subito = (id: string) =>
  b.superutente.query(`UPDATE pacchetto SET prossimo_il = '2020-01-01' WHERE id = $1`, [id]);

function rapporto(p: Pacchetto, altro: Record<string, string> = {}): string {
  const dati = {
    IdentificativoRapporto: `RdV-${p.identificativo}`,
    DataRapporto: '2026-11-26T10:00:00+01:00',
    IdentificativoPacchetto: p.identificativo,
    Impronta: Buffer.from(p.impronta, 'hex').toString('base64'),
    Esito: 'PRESO_IN_CARICO',
    ...altro,
  };
  return scriviXml(['RapportoVersamento', Object.entries(dati), { xmlns: 'urn:tabularium:rapporto:1' }]);
}

describe.skipIf(manca('sshd'))('per SFTP', () => {
  let sshd: SshdDiProva;
  const configura = (altro: object = {}) =>
    b.configura({
      denominazione: 'Conservatore SFTP',
      trasporto: 'sftp',
      segreto: sshd.chiave,
      sftp: {
        host: '127.0.0.1',
        porta: sshd.porta,
        utente: sshd.utente,
        accesso: 'chiave',
        improntaServer: sshd.impronta,
        cartella: sshd.versamenti,
        cartellaEsiti: sshd.esiti,
        ...altro,
      },
    });
  beforeAll(async () => {
    sshd = await sshdDiProva();
    await configura();
  });
  afterAll(() => sshd.chiudi());

  test('il pacchetto arriva intero con il suo nome, il rapporto si legge e si confronta, e lo stato segue', async () => {
    const prova = await b.chiama('admin', 'POST', '/conservazione/conservatore/prova');
    expect(prova.corpo).toMatchObject({ riuscita: true });
    const p = await pronto();
    await b.invia(p.id);
    const consegnato = readFileSync(join(sshd.versamenti, `${p.identificativo}.zip`));
    expect(createHash('sha256').update(consegnato).digest('hex')).toBe(p.impronta);
    expect(sshd.consegnati().filter((n) => n.startsWith('.'))).toEqual([]);
    expect((await b.leggi(p.id)).stato).toBe('inviato');
    const dice = async (xml: string) => {
      writeFileSync(join(sshd.esiti, `${p.identificativo}.xml`), xml);
      await b.ronda();
      return await b.leggi(p.id);
    };
    // A rapporto of something else proves nothing.
    expect(await dice(rapporto(p, { Impronta: 'A'.repeat(43) + '=' }))).toMatchObject({
      stato: 'inviato',
      motivo: expect.stringContaining('l’impronta del pacchetto è un’altra') as string,
    });
    expect(await dice('<RapportoVersamento><Esito>CONSERVATO</Esito>')).toMatchObject({ stato: 'inviato' });
    expect((await dice(rapporto(p))).stato).toBe('preso-in-carico');
    const finito = await dice(rapporto(p, { Esito: 'CONSERVATO' }));
    expect(finito.stato).toBe('conservato');
    expect(finito.storia.map((e) => e.evento)).toEqual([
      'prodotto',
      'in-partenza',
      'inviato',
      'non-riuscito',
      'non-riuscito',
      'preso-in-carico',
      'conservato',
    ]);
    expect((await b.chiama('tecnico', 'GET', `/conservazione/pacchetti/${p.id}/rapporto`)).testo).toContain(
      'CONSERVATO',
    );
    const schema = join(import.meta.dirname, '../schemi/rapporto.xsd');
    expect(difettiXml(rapporto(p), schema)).toEqual([]);
  });

  test('a un server con un’altra chiave, o che non c’è, non si consegna nulla, e si riprova più tardi', async () => {
    const p = await pronto();
    await configura({ improntaServer: `SHA256:${'A'.repeat(43)}` });
    await b.invia(p.id);
    expect(await b.leggi(p.id)).toMatchObject({
      stato: 'prodotto',
      tentativi: 1,
      motivo: expect.stringContaining('un’altra chiave') as string,
    });
    await configura();
    // Not before its time.
    await b.invia(p.id);
    expect((await b.leggi(p.id)).stato).toBe('prodotto');
    const riprova = await b.chiama('rsp', 'POST', `/conservazione/pacchetti/${p.id}/riprova`);
    expect(riprova.stato, riprova.testo).toBe(200);
    await b.invia(p.id);
    expect((await b.leggi(p.id)).stato).toBe('inviato');
  });

  test('ucciso fra la consegna e l’annotazione, al ritorno nulla è consegnato due volte e nulla è perso', async () => {
    for (const punto of ['in-partenza', 'consegnato'] as const) {
      const p = await pronto();
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
      const prima = sshd.consegnati();
      expect(prima.includes(`${p.identificativo}.zip`)).toBe(punto === 'consegnato');
      expect((await b.leggi(p.id)).stato).toBe('prodotto');
      // The dead one's connection is let go by the server, and with it what it held.
      await expect.poll(async () => (await b.invia(p.id), (await b.leggi(p.id)).stato)).toBe('inviato');
      expect(sshd.consegnati()).toEqual([...new Set([...prima, `${p.identificativo}.zip`])].sort());
      await b.invia(p.id);
      expect(sshd.consegnati().filter((n) => n.includes(p.identificativo))).toHaveLength(1);
    }
  });

  test('di due che consegnano insieme uno solo lo fa', async () => {
    const p = await pronto();
    await Promise.all([b.invia(p.id), b.invia(p.id), b.invia(p.id)]);
    const storia = (await b.leggi(p.id)).storia.map((e) => e.evento);
    expect(storia).toEqual(['prodotto', 'in-partenza', 'inviato']);
  });
});

describe.skipIf(manca('xmllint'))('per HTTP, come negli schemi ParER', () => {
  let parer: ParerDiProva;
  let schemi: { richiesta: string; risposta: string } | undefined;
  beforeAll(async () => {
    parer = await parerDiProva((sip) => (schemi ? difettiXml(sip, schemi.richiesta) : []));
    await b.configura({
      denominazione: 'Polo archivistico',
      trasporto: 'http-parer',
      segreto: CREDENZIALI_PARER.password,
      parer: {
        url: parer.url,
        versione: '1.4',
        ambiente: 'PROVA',
        ente: 'Comune di Prova',
        struttura: 'AOO',
        utente: CREDENZIALI_PARER.nome,
      },
    });
  });
  afterAll(() => parer.chiudi());

  test('l’indice è valido, ogni file arriva con la sua impronta, e la risposta decide lo stato', async (t) => {
    schemi = {
      richiesta: schemaCondiviso(t, 'standards/parer-sacer-versamento/WSRequestVersamento.xsd'),
      risposta: schemaCondiviso(t, 'standards/parer-sacer-versamento/WSResponseVersamento.xsd'),
    };
    const p = await pronto();
    await b.invia(p.id);
    const letto = await b.leggi(p.id);
    expect(letto, letto.motivo).toMatchObject({ stato: 'preso-in-carico', haRapporto: true });
    expect(difettiXml(parer.risposte.at(-1) ?? '', schemi.risposta)).toEqual([]);
    const [versata] = parer.unita.values();
    const ricevute = new Set([...(versata?.file.values() ?? [])].map((f) => f.impronta));
    for (const f of letto.file) expect(ricevute.has(f.impronta), f.percorso).toBe(true);
    expect(versata?.sip).toContain('<DocumentoAmministrativoInformatico>');
  });

  test('la risposta che si perde non fa versare due volte: è già presente, si confronta e vale', async () => {
    const p = await pronto();
    parer.prossima('cade-dopo');
    await b.invia(p.id);
    expect((await b.leggi(p.id)).stato).toBe('prodotto');
    const quante = parer.unita.size;
    await subito(p.id);
    await b.invia(p.id);
    expect(parer.unita.size).toBe(quante);
    expect(await b.leggi(p.id)).toMatchObject({ stato: 'preso-in-carico', tentativi: 2 });
  });

  test('un rifiuto porta il motivo, una risposta di altro non muove nulla, un guasto si riprova', async () => {
    const rifiutato = await pronto();
    parer.prossima('rifiuta');
    await b.invia(rifiutato.id);
    expect(await b.leggi(rifiutato.id)).toMatchObject({
      stato: 'rifiutato',
      motivo: 'FIRMA-001: Firma non valida',
    });
    const { corpo: nuovo } = await b.chiama<Pacchetto>(
      'rsp',
      'POST',
      `/conservazione/pacchetti/${rifiutato.id}/riprova`,
    );
    expect(nuovo).toMatchObject({ versione: 2, stato: 'prodotto' });
    await b.invia(nuovo.id);
    expect((await b.leggi(nuovo.id)).stato).toBe('preso-in-carico');

    const altro = await pronto();
    parer.prossima('altro-hash');
    await b.invia(altro.id);
    expect(await b.leggi(altro.id)).toMatchObject({
      stato: 'inviato',
      motivo: expect.stringContaining('l’impronta manca o è un’altra') as string,
    });
    for (const [guasto, motivo] of [
      ['http-500', 'Il servizio risponde con lo stato HTTP 500.'],
      ['altrove', 'Il servizio risponde con lo stato HTTP 302.'],
      ['immensa', 'La risposta del servizio è troppo lunga.'],
      ['pagina', 'La risposta del servizio non si legge: non è un rapporto di versamento (html).'],
      ['troncata', expect.stringMatching(/^La risposta del servizio non si legge: /) as string],
    ] as const) {
      const p = await pronto();
      parer.prossima(guasto);
      await b.invia(p.id);
      expect(await b.leggi(p.id), guasto).toMatchObject({ stato: 'prodotto', motivo });
      await subito(p.id);
      await b.invia(p.id);
      expect((await b.leggi(p.id)).stato, guasto).toBe('preso-in-carico');
    }
  });
});
