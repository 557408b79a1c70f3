import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import type { GestoreDiProva } from '../../test/support/gestore-pec/contratto.ts';
import { gestoreDiProva } from '../../test/support/gestore-pec/gestore-di-prova.ts';
import { manca } from '../../test/support/pacchetti.ts';
import { postaInArrivo, type PostaInArrivo } from '../../test/support/posta-in-arrivo.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Messaggio, VoceMessaggio } from './messaggi/messaggi.schema.ts';
import type { Punto } from './parti.ts';
import { riceviCasella } from './ricevi-casella.ts';
import { apriTrasporto } from './trasporti/apri.ts';

const NOSTRA = 'protocollo@pec.comune.example';
const PDF = Buffer.from(
  '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n',
);
const CITTADINA = 'mara.neri@pec.cittadini.example';

describe.skipIf(manca('dovecot', 'openssl'))('posta in arrivo', () => {
  let p: ProdottoDiProva;
  let gestore: GestoreDiProva;
  let posta: PostaInArrivo;
  let muore: Punto | undefined;
  const MORTE = new Error('ucciso');

  beforeAll(async () => {
    p = await prodottoDiProva();
    gestore = await gestoreDiProva({ caselle: [NOSTRA, CITTADINA] });
    posta = await postaInArrivo(p, gestore, NOSTRA, {
      punto: (nome) => {
        if (nome === muore) throw MORTE;
      },
    });
  });
  afterAll(async () => {
    await gestore.chiudi();
    await p.chiudi();
  });
  beforeEach(() => {
    muore = undefined;
    gestore.ripara();
  });

  const ricevi = async (tutto = true): Promise<number> => {
    const trasporto = await apriTrasporto(posta.parti, posta.casella);
    try {
      return await riceviCasella(posta.parti, posta.casella, trasporto, tutto);
    } finally {
      await trasporto.chiudi();
    }
  };
  const scrivi = (oggetto: string, allegati: { nome: string; byte: Buffer }[] = []) =>
    gestore.invia({
      da: CITTADINA,
      a: [NOSTRA],
      oggetto,
      testo: 'Buongiorno, allego quanto richiesto. Mara Neri, via Roma 1, 00100 Esempio',
      allegati: allegati.map(({ nome, byte }) => ({ nome, byte, tipo: 'application/pdf' })),
    });
  const elenco = async (filtro = ''): Promise<VoceMessaggio[]> => {
    const risposta = await p.chiama<{ items: VoceMessaggio[] }>(
      'operatore',
      'GET',
      `/pec/messaggi?limit=200${filtro}`,
    );
    expect(risposta.stato).toBe(200);
    return risposta.corpo.items;
  };
  const conOggetto = async (oggetto: string): Promise<VoceMessaggio[]> =>
    (await elenco()).filter((m) => m.oggetto === oggetto);

  test('un messaggio certificato arriva, è conservato byte per byte e attende sul tavolo con i suoi allegati e le impronte', async () => {
    await scrivi('Richiesta di accesso agli atti n. 1', [{ nome: 'istanza.pdf', byte: PDF }]);
    await ricevi();
    const [m] = await conOggetto('Richiesta di accesso agli atti n. 1');
    expect(m).toMatchObject({
      tipo: 'posta-certificata',
      stato: 'da-esaminare',
      mittente: { indirizzo: CITTADINA },
      firma: 'valida',
      valoreLegale: 'raccomandata-ar',
      mittenteConosciuto: false,
    });
    expect(m?.allegati.map((a) => a.nome)).toContain('istanza.pdf');
    expect(m?.consegnatoIl).toBeDefined();
    const originale = await p.chiama('operatore', 'GET', `/pec/messaggi/${m?.id}/originale`);
    const sulServer = await gestore.casella(NOSTRA);
    expect(sulServer.some((byte) => byte.equals(originale.byte))).toBe(true);
    const parte = m?.allegati.find((a) => a.nome === 'istanza.pdf');
    const file = await p.chiama(
      'operatore',
      'GET',
      `/pec/messaggi/${m?.id}/parti?percorso=${encodeURIComponent(parte?.percorso ?? '')}`,
    );
    expect(file.byte.toString()).toBe(PDF.toString());
  });

  test('guardare di nuovo la casella, anche con UID nuovi, non aggiunge nulla', async () => {
    await scrivi('Una volta sola');
    await ricevi();
    const prima = (await elenco()).length;
    expect(await ricevi()).toBe(0);
    await gestore.cambiaUidvalidity(NOSTRA);
    await ricevi();
    expect((await elenco()).length).toBe(prima);
    expect(await conOggetto('Una volta sola')).toHaveLength(1);
  });

  test('ucciso dopo ogni passo, al nuovo avvio riprende: nulla è perduto e nulla è doppio', async () => {
    const punti: Punto[] = ['visto', 'prima-di-conservare', 'conservato', 'prima-di-leggere', 'letto'];
    for (const punto of punti) {
      await scrivi(`Ucciso a ${punto}`);
      muore = punto;
      await expect(ricevi()).rejects.toBe(MORTE);
      muore = undefined;
      await ricevi();
      // What was kept and not read is read at the next start of the watch.
      const { leggiArretrati } = await import('./libro/leggi-arretrati.ts');
      await leggiArretrati(posta.parti, posta.casella);
      expect(await conOggetto(`Ucciso a ${punto}`)).toMatchObject([{ stato: 'da-esaminare' }]);
    }
  });

  test('la connessione che cade a metà di un messaggio non lo lascia a metà', async () => {
    await scrivi('Con un file grande', [{ nome: 'grande.pdf', byte: Buffer.alloc(3_000_000, 'x') }]);
    void gestore.linee.imap.taglia(900_000);
    await expect(ricevi()).rejects.toThrow();
    gestore.ripara();
    await ricevi();
    const [m, altro] = await conOggetto('Con un file grande');
    expect(altro).toBeUndefined();
    expect(m?.allegati[0]?.dimensione).toBe(3_000_000);
  });

  test('un messaggio che non è un messaggio va in quarantena, intero, e quello dopo passa', async () => {
    await gestore.consegnaGrezzo(NOSTRA, Buffer.from('\0\u0001\u0002 niente che somigli a un messaggio'));
    await scrivi('Quello dopo');
    await ricevi();
    expect((await elenco('&stato=quarantena')).length).toBeGreaterThan(0);
    expect(await conOggetto('Quello dopo')).toMatchObject([{ stato: 'da-esaminare' }]);
  });

  test('parte di RN-7.2: la posta certificata la legge solo l’Ufficio Protocollo; chi è di un altro ufficio è rifiutato', async () => {
    const [m] = await elenco();
    for (const chi of ['tecnico', 'anagrafe', 'consultazione', 'admin'] as const) {
      expect((await p.chiama(chi, 'GET', '/pec/messaggi')).stato, chi).toBe(403);
      expect((await p.chiama(chi, 'GET', `/pec/messaggi/${m?.id}`)).stato, chi).toBe(403);
      expect((await p.chiama(chi, 'GET', `/pec/messaggi/${m?.id}/originale`)).stato, chi).toBe(403);
    }
    expect((await p.chiama('operatore', 'GET', '/pec/caselle')).corpo).toMatchObject({
      items: [{ codice: 'AOO', stato: { nelSistema: (await elenco()).length } }],
    });
  });

  test('si registra in un atto solo: numero, documenti, messaggio intero, e il messaggio è registrato; due volte non si può', async () => {
    await scrivi('Domanda di concessione', [{ nome: 'domanda.pdf', byte: PDF }]);
    await ricevi();
    const [m] = await conOggetto('Domanda di concessione');
    const principale = m?.allegati.find((a) => a.nome === 'domanda.pdf')?.percorso;
    const corpo = { documentoPrincipale: principale, dati: { classificazione: 'VI.3' } };
    const chiave = 'pec-una-volta';
    const prima = await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, {
      corpo,
      chiave,
    });
    expect(prima.stato, prima.testo).toBe(201);
    expect(prima.corpo).toMatchObject({
      flusso: 'E',
      oggetto: 'Domanda di concessione',
      mezzo: 'pec',
      documentoPrincipale: { nomeFile: 'domanda.pdf' },
      allegati: [{ tipo: 'messaggio', impronta: m?.impronta }],
    });
    const ancora = await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, {
      corpo,
      chiave,
    });
    expect(ancora.corpo).toEqual(prima.corpo);
    expect(
      (await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, { corpo })).stato,
    ).toBe(409);
    const dopo = await p.chiama<Messaggio>('operatore', 'GET', `/pec/messaggi/${m?.id}`);
    expect(dopo.corpo).toMatchObject({ stato: 'registrato', registrazione: { registro: 'PG' } });
  });

  test('due operatori che registrano insieme lo stesso messaggio fanno una registrazione sola', async () => {
    await scrivi('Conteso');
    await ricevi();
    const [m] = await conOggetto('Conteso');
    const esiti = await Promise.all(
      Array.from({ length: 6 }, () =>
        p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, { corpo: {} }),
      ),
    );
    expect(esiti.map((e) => e.stato).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const quante = await inLettura(p.db, p.ente.enteId, (tx) =>
      tx.selectFrom('registrazione').select('id').where('oggetto', '=', 'Conteso').execute(),
    );
    expect(quante).toHaveLength(1);
  });

  test('RN-17.1-2 un documento che non si apre ferma la registrazione finché l’operatore decide, e l’esito resta scritto con chi e quando', async () => {
    await scrivi('File rotto', [{ nome: 'rotto.pdf', byte: Buffer.from('%PDF-1.7 e poi più nulla') }]);
    await ricevi();
    const [m] = await conOggetto('File rotto');
    const primo = await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, { corpo: {} });
    expect(primo).toMatchObject({ stato: 409, corpo: { codice: 'pec.da-verificare' } });
    await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/verifica`, {
      corpo: { ammesso: true, motivo: 'Il mittente lo rimanda su carta' },
    });
    expect(
      (await p.chiama('operatore', 'POST', `/pec/messaggi/${m?.id}/registrazione`, { corpo: {} })).stato,
    ).toBe(201);
    const { storia } = (await p.chiama<Messaggio>('operatore', 'GET', `/pec/messaggi/${m?.id}`)).corpo;
    expect(storia.find((s) => s.evento === 'verificato')).toMatchObject({
      dettaglio: { esito: 'ammesso', motivo: 'Il mittente lo rimanda su carta' },
      attore: expect.stringContaining('operatore') as string,
    });
  });
});
