import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import type { GestoreDiProva } from '../../test/support/gestore-pec/contratto.ts';
import { gestoreDiProva } from '../../test/support/gestore-pec/gestore-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { manca } from '../../test/support/pacchetti.ts';
import { postaInArrivo, type PostaInArrivo } from '../../test/support/posta-in-arrivo.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { smtpDiProva, type SmtpDiProva } from '../../test/support/smtp-di-prova.ts';
import type { Registrazione } from '#registrazione';
import type { ElencoCaselle } from './caselle/caselle.schema.ts';
import { lavoroSpedisci } from './invii/index.ts';
import type { Messaggio, VoceMessaggio } from './messaggi/messaggi.schema.ts';
import type { MissivaDellaRegistrazione } from './missive/missive.schema.ts';
import { riceviCasella } from './ricevi-casella.ts';
import { apriTrasporto } from './trasporti/apri.ts';

const AOO = 'protocollo@pec.comune.example';
const SUAP = 'suap@pec.comune.example';
const CURATA = 'prova@pec.comune.example';
const UFFICIO = 'ragioneria@comune.example';
const ORDINARIA_DEL_PROTOCOLLO = 'protocollo@comune.example';
const CITTADINA = 'mara.neri@pec.cittadini.example';
const PRIVATO = 'ugo.verdi@posta.example';
const ERRORE = 'MESSAGGIO PERVENUTO PER ERRORE – NON DI COMPETENZA DI QUESTA AOO';
const TESTO = 'Buongiorno, si chiede quanto in oggetto. Mara Neri, via Roma 1, 00100 Esempio';
const PDF = Buffer.from(
  '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n',
);

describe.skipIf(manca('dovecot', 'openssl'))('di chi è una casella', () => {
  let p: ProdottoDiProva;
  let gestore: GestoreDiProva;
  let smtp: SmtpDiProva;
  let superutente: pg.Client;
  let cartella: string;
  let aoo: PostaInArrivo;
  let suap: PostaInArrivo;
  let ufficio: PostaInArrivo;

  beforeAll(async () => {
    gestore = await gestoreDiProva({ caselle: [AOO, SUAP, CURATA, UFFICIO, CITTADINA] });
    cartella = await mkdtemp(join(tmpdir(), 'tabularium-certificati-'));
    const certificati = join(cartella, 'gestore.pem');
    await writeFile(certificati, gestore.imap.certificato);
    p = await prodottoDiProva({ variabili: { TABULARIUM_POSTA_CERTIFICATI: certificati } });
    smtp = await smtpDiProva();
    superutente = new pg.Client(p.banca.urlSuperutente);
    await superutente.connect();
    const uscita = { host: '127.0.0.1', porta: smtp.porta, sicurezza: 'nessuna' };
    const politica = {
      postaOrdinaria: 'accantona',
      avvisoPostaOrdinaria: true,
      indirizzoOrdinario: ORDINARIA_DEL_PROTOCOLLO,
      limiteAutomatici: 3,
    };
    aoo = await postaInArrivo(p, gestore, AOO, { uscita, politica });
    suap = await postaInArrivo(p, gestore, SUAP, { codice: 'SUAP', uscita });
    ufficio = await postaInArrivo(p, gestore, UFFICIO, {
      codice: 'RAG',
      genere: 'ordinaria',
      unita: 'ragioneria',
      uscita,
    });
  });
  afterAll(async () => {
    await gestore.chiudi();
    await smtp.chiudi();
    await superutente.end();
    await p.chiudi();
    await rm(cartella, { recursive: true });
  });
  beforeEach(() => gestore.ripara());

  const ricevi = async (posta: PostaInArrivo): Promise<void> => {
    const trasporto = await apriTrasporto(posta.parti, posta.casella);
    try {
      await riceviCasella(posta.parti, posta.casella, trasporto, true);
    } finally {
      await trasporto.chiudi();
    }
  };
  const trova = async (chi: UtenteDiProva, oggetto: string): Promise<VoceMessaggio | undefined> =>
    (
      await p.chiama<{ items: VoceMessaggio[] }>(
        chi,
        'GET',
        `/pec/messaggi?limit=200&q=${encodeURIComponent(oggetto)}`,
      )
    ).corpo.items.find((m) => m.oggetto === oggetto);
  const arrivata = async (chi: UtenteDiProva, oggetto: string): Promise<VoceMessaggio> => {
    const m = await trova(chi, oggetto);
    if (!m) throw new Error(`«${oggetto}» non è arrivato`);
    return m;
  };
  const file = { nome: 'istanza.pdf', tipo: 'application/pdf', byte: PDF };
  const conPec = async (oggetto: string, posta = aoo, a = AOO, da = CITTADINA): Promise<VoceMessaggio> => {
    await gestore.invia({ da, a: [a], oggetto, testo: TESTO, allegati: [file] });
    await ricevi(posta);
    return await arrivata('operatore', oggetto);
  };
  /** Ordinary mail for the office, which its own people read. */
  const conPosta = async (oggetto: string, da = PRIVATO): Promise<VoceMessaggio> => {
    await gestore.inviaOrdinaria({ da, a: [UFFICIO], oggetto, testo: TESTO, allegati: [file] }, 'nuda');
    await ricevi(ufficio);
    return await arrivata('ragioniere', oggetto);
  };
  const atto = (chi: UtenteDiProva, id: string, quale: string, corpo: object = {}) =>
    p.chiama<Messaggio & { codice: string }>(chi, 'POST', `/pec/messaggi/${id}/${quale}`, { corpo });
  const leggi = async (chi: UtenteDiProva, id: string): Promise<Messaggio> =>
    (await p.chiama<Messaggio>(chi, 'GET', `/pec/messaggi/${id}`)).corpo;
  const registra = (chi: UtenteDiProva, id: string, dati: object = {}) =>
    p.chiama<Registrazione & { codice: string }>(chi, 'POST', `/pec/messaggi/${id}/registrazione`, {
      corpo: { dati },
    });
  const viaDi = (r: Registrazione): string =>
    `/registri/${r.registro}/registrazioni/${r.anno}/${Number(r.numero)}`;
  /** Sends what waits, and says what left: from which box, to whom, and what is read in it. */
  const partiti = async (messaggioId: string) => {
    const { rows } = await superutente.query<{ id: string }>(
      `SELECT id FROM invio WHERE messaggio_id = $1 AND stato = 'in-coda' ORDER BY id`,
      [messaggioId],
    );
    const prima = smtp.presi.length;
    const { punto: _, ...parti } = aoo.parti;
    for (const { id } of rows) await lavoroSpedisci({ enteId: p.ente.enteId, invioId: id }, parti);
    return await Promise.all(
      smtp.presi.slice(prima).map(async ({ da, a, byte }) => {
        const { oggetto, testo, automatico } = await aoo.parti.leggi({ byte });
        return { da, a, oggetto, testo: testo.trim(), automatico };
      }),
    );
  };

  test('RN-7.2 RN-17.1 la posta certificata la legge, la registra e la spedisce solo l’Ufficio Protocollo, anche se un altro ufficio ha una casella sua', async () => {
    const m = await conPec('Domanda per il protocollo');
    expect((await p.chiama('operatore', 'GET', '/pec/messaggi?casella=AOO')).stato).toBe(200);
    for (const chi of ['ragioniere', 'anagrafe', 'tecnico', 'consultazione', 'admin'] as const) {
      expect((await p.chiama(chi, 'GET', '/pec/messaggi?casella=AOO')).stato, chi).toBe(403);
      for (const parte of ['', '/originale', '/corpo', '/parti?percorso=1'])
        expect((await p.chiama(chi, 'GET', `/pec/messaggi/${m.id}${parte}`)).stato, chi + parte).toBe(403);
      expect((await registra(chi, m.id)).stato, chi).toBe(403);
      for (const quale of ['restituzione', 'accantonamento', 'rilettura', 'trasmissione', 'conferma'])
        expect((await atto(chi, m.id, quale)).stato, chi + quale).toBe(403);
    }
    // The office that has a box sees its own, and of the others nothing.
    await conPosta('Domanda per la ragioneria');
    const suoi = await p.chiama<{ items: VoceMessaggio[] }>('ragioniere', 'GET', '/pec/messaggi');
    expect(suoi.stato).toBe(200);
    expect(new Set(suoi.corpo.items.map((x) => x.casella.codice))).toEqual(new Set(['RAG']));
    expect((await p.chiama('anagrafe', 'GET', '/pec/messaggi')).stato).toBe(403);
    // Sending, the same.
    expect((await registra('operatore', m.id)).stato).toBe(201);
    const partenza = { casella: 'AOO' };
    for (const chi of ['ragioniere', 'anagrafe', 'tecnico'] as const) {
      const via = '/registri/PG/registrazioni/2026/1/invii';
      expect((await p.chiama(chi, 'POST', via, { corpo: partenza })).stato, chi).toBe(403);
      expect((await p.chiama(chi, 'GET', '/pec/invii')).stato, chi).toBe(403);
    }
    expect((await p.chiama('operatore', 'GET', '/pec/invii')).stato).toBe(200);
  });

  test('RN-7.2-2 chi cura le caselle le configura e le prova, ma non ne vede i messaggi, non registra e non spedisce', async () => {
    const m = await conPec('Riservato a chi protocolla');
    const { imap } = gestore.accesso(CURATA);
    const dati = {
      codice: 'PROVA',
      denominazione: 'Casella da curare',
      indirizzo: CURATA,
      unita: 'protocollo',
      trasporto: 'imap',
      imap: { host: 'altrove.example', porta: imap.porta, sicurezza: 'tls', utente: imap.utente },
      uscita: { host: '127.0.0.1', porta: smtp.porta, sicurezza: 'nessuna' },
    };
    const casella = await p.chiama<{ id: string; versione: number }>('admin', 'POST', '/pec/caselle', {
      corpo: { ...dati, genere: 'pec' },
    });
    expect(casella.stato, casella.testo).toBe(201);
    const modifica = await p.chiama('admin', 'PUT', `/pec/caselle/${casella.corpo.id}`, {
      corpo: {
        ...dati,
        imap: { ...dati.imap, host: imap.host },
        segreto: imap.password,
        versione: casella.corpo.versione,
      },
    });
    expect(modifica.stato, modifica.testo).toBe(200);
    const prova = await p.chiama('admin', 'POST', `/pec/caselle/${casella.corpo.id}/prova`);
    expect(prova.corpo).toMatchObject({
      riuscita: true,
      passi: [{ passo: 'Posta in arrivo' }, { passo: 'Posta in uscita' }],
    });
    for (const chi of ['/pec/messaggi', `/pec/messaggi/${m.id}`, `/pec/messaggi/${m.id}/originale`])
      expect((await p.chiama('admin', 'GET', chi)).stato, chi).toBe(403);
    expect(modifica.testo + prova.testo).not.toContain('Riservato a chi protocolla');
    expect((await registra('admin', m.id)).stato).toBe(403);
    expect(
      (await p.chiama('admin', 'POST', '/registri/PG/registrazioni/2026/1/invii', { corpo: {} })).stato,
    ).toBe(403);
  });

  test('RN-17.2 la busta non valida è una missiva non sottoscritta: il segno resta con la registrazione, e la valuta il suo responsabile, una volta', async () => {
    gestore.guasti.forma = {
      infine: (byte) => Buffer.from(byte.toString('latin1').replace('Il giorno', 'Il Giorno'), 'latin1'),
    };
    const m = await conPec('Busta alterata');
    expect(m).toMatchObject({
      tipo: 'posta-certificata',
      firma: 'non-valida',
      tipoMittente: 'ordinario',
      valoreLegale: 'missiva-non-sottoscritta',
    });
    await atto('operatore', m.id, 'verifica', { ammesso: true, motivo: 'Il contenuto si legge' });
    const r = await registra('operatore', m.id, { unitaCompetente: 'tecnico' });
    expect(r.stato, r.testo).toBe(201);
    const via = `${viaDi(r.corpo)}/missiva`;
    const vede = async (chi: UtenteDiProva) =>
      (await p.chiama<MissivaDellaRegistrazione>(chi, 'GET', via)).corpo.missiva;
    expect(await vede('operatore')).toEqual({ perche: 'busta-non-valida', valutabile: false });
    const valuta = (chi: UtenteDiProva) =>
      p.chiama<{ codice: string }>(chi, 'POST', `${via}/valutazione`, {
        corpo: { esito: 'da-regolarizzare', testo: 'Si chieda la sottoscrizione' },
      });
    expect(await valuta('operatore')).toMatchObject({
      stato: 403,
      corpo: { codice: 'pec.non-responsabile' },
    });
    expect((await valuta('consultazione')).stato).toBe(403);
    // Nobody is named: it is who heads the office it was given to.
    expect((await vede('tecnico'))?.valutabile).toBe(true);
    expect((await valuta('tecnico')).stato).toBe(200);
    expect(await vede('operatore')).toMatchObject({
      valutabile: false,
      valutazione: {
        esito: 'da-regolarizzare',
        testo: 'Si chieda la sottoscrizione',
        da: expect.stringContaining('tecnico') as string,
      },
    });
    expect(await valuta('tecnico')).toMatchObject({ stato: 409, corpo: { codice: 'pec.gia-valutata' } });
    await expect(
      superutente.query(`UPDATE missiva SET esito = 'valida' WHERE messaggio_id = $1`, [m.id]),
    ).rejects.toThrow('già stata valutata');
    const { rows } = await superutente.query(
      `SELECT dettaglio FROM traccia WHERE operazione = 'missiva.valutata'`,
    );
    expect(rows).toHaveLength(1);
  });

  test('il responsabile nominato nella registrazione è lui a valutare, e non chi dirige l’ufficio', async () => {
    const m = await conPosta('Con un responsabile nominato');
    await atto('ragioniere', m.id, 'trasmissione');
    const r = await registra('operatore', m.id, {
      unitaCompetente: 'tecnico',
      rpa: 'Dott.ssa Anna Prova-operatore',
    });
    expect(r.stato, r.testo).toBe(201);
    const corpo = { esito: 'valida', testo: 'Il mittente è conosciuto' };
    const via = `${viaDi(r.corpo)}/missiva/valutazione`;
    expect((await p.chiama('tecnico', 'POST', via, { corpo })).stato).toBe(403);
    expect((await p.chiama('operatore', 'POST', via, { corpo })).stato).toBe(200);
  });

  test('RN-17.3 ciò che arriva a una casella ordinaria porta il segno da sé, anche se a scrivere è una PEC', async () => {
    expect(await conPosta('Richiesta di rateizzazione')).toMatchObject({
      valoreLegale: 'missiva-non-sottoscritta',
      tipoMittente: 'ordinario',
      casella: { codice: 'RAG', genere: 'ordinaria' },
    });
    await gestore.invia({ da: CITTADINA, a: [UFFICIO], oggetto: 'Da una PEC', testo: TESTO });
    await ricevi(ufficio);
    const m = await arrivata('ragioniere', 'Da una PEC');
    expect(m).toMatchObject({ valoreLegale: 'missiva-non-sottoscritta', tipoMittente: 'pec' });
    expect((await leggi('ragioniere', m.id)).valoreLegale).toBe('missiva-non-sottoscritta');
    await atto('ragioniere', m.id, 'trasmissione');
    const r = await registra('operatore', m.id);
    expect(
      (await p.chiama<MissivaDellaRegistrazione>('operatore', 'GET', `${viaDi(r.corpo)}/missiva`)).corpo,
    ).toEqual({ missiva: { perche: 'casella-ordinaria', valutabile: false } });
  });

  test('RN-17.4 un messaggio di una casella ordinaria arriva al protocollo, con i suoi allegati, solo se l’ufficio lo trasmette; senza, non si registra', async () => {
    const m = await conPosta('Segnalazione alla ragioneria');
    expect(await trova('operatore', 'Segnalazione alla ragioneria')).toBeUndefined();
    expect((await leggi('ragioniere', m.id)).azioni).toEqual(
      expect.arrayContaining(['trasmetti', 'conferma', 'restituisci', 'non-registrare']),
    );
    // Neither the office nor the protocollo registers it, nor does the database.
    expect(await registra('ragioniere', m.id)).toMatchObject({
      stato: 403,
      corpo: { codice: 'pec.da-trasmettere' },
    });
    expect((await registra('operatore', m.id)).stato).toBe(403);
    await expect(
      superutente.query(
        `UPDATE messaggio SET stato = 'non-presentato', motivo = 'x', comunicare_entro = current_date, concluso_il = now(), concluso_da = 'x'
           WHERE id = $1`,
        [m.id],
      ),
    ).rejects.toThrow('non è stato trasmesso');

    const prima = (await p.chiama<ElencoCaselle>('operatore', 'GET', '/pec/caselle')).corpo.trasmessi ?? 0;
    const sullaScrivania = async (): Promise<number | undefined> =>
      (
        await p.chiama<{ posta: { stato: string; quanti: number }[] }>(
          'operatore',
          'GET',
          '/scrivania/contatori',
        )
      ).corpo.posta.find(({ stato }) => stato === 'da-esaminare')?.quanti;
    const attendevano = await sullaScrivania();
    await superutente.query('LISTEN tabularium_eventi');
    const annunci: string[] = [];
    const annota = ({ payload }: { payload?: string | undefined }): void => void annunci.push(payload ?? '');
    superutente.on('notification', annota);
    const trasmesso = await atto('ragioniere', m.id, 'trasmissione', { nota: 'È un’istanza' });
    expect(trasmesso, trasmesso.testo).toMatchObject({
      stato: 200,
      corpo: { stato: 'trasmesso', azioni: ['conferma'] },
    });
    expect(trasmesso.corpo.storia.find((s) => s.evento === 'trasmesso')).toMatchObject({
      attore: expect.stringContaining('ragioniere') as string,
      dettaglio: { motivo: 'È un’istanza' },
    });
    expect((await p.chiama<ElencoCaselle>('operatore', 'GET', '/pec/caselle')).corpo.trasmessi).toBe(
      prima + 1,
    );
    const daEsaminare = await p.chiama<{ items: VoceMessaggio[] }>(
      'operatore',
      'GET',
      '/pec/messaggi?stato=da-esaminare&limit=200',
    );
    // The protocollo is told, and its desk counts what its list shows.
    await superutente.query('SELECT 1');
    superutente.off('notification', annota);
    await superutente.query('UNLISTEN tabularium_eventi');
    expect(annunci.some((a) => a.includes(p.ente.unita.protocollo.id))).toBe(true);
    expect(await sullaScrivania()).toBe((attendevano ?? 0) + 1);
    expect(await sullaScrivania()).toBe(daEsaminare.corpo.items.length);
    const inCoda = daEsaminare.corpo.items.find((x) => x.id === m.id);
    expect(inCoda?.allegati).toEqual(m.allegati);
    expect(inCoda?.allegati.map((a) => a.nome)).toEqual(['istanza.pdf']);
    // From here on the office reads it and no longer decides of it.
    expect(await atto('ragioniere', m.id, 'restituzione')).toMatchObject({
      stato: 403,
      corpo: { codice: 'pec.trasmesso' },
    });
    expect((await atto('ragioniere', m.id, 'trasmissione')).stato).toBe(403);
    const r = await registra('operatore', m.id);
    expect(r.corpo).toMatchObject({ mezzo: 'email', flusso: 'E' });
    expect(r.corpo.allegati.map((a) => a.nomeFile)).toContain('istanza.pdf');
    expect(await leggi('ragioniere', m.id)).toMatchObject({
      stato: 'registrato',
      registrazione: { registro: 'PG' },
    });
  });

  test('RN-21.1 RN-21.1-2 «restituisci» rispedisce al mittente quel testo e nessun altro, e il messaggio resta nell’elenco con chi, quando e che cosa', async () => {
    const m = await conPec('Per un altro ente');
    const dopo = await atto('operatore', m.id, 'restituzione');
    expect(dopo).toMatchObject({ stato: 200, corpo: { stato: 'restituito', motivo: ERRORE } });
    expect(await partiti(m.id)).toMatchObject([{ da: AOO, a: [CITTADINA], oggetto: ERRORE, testo: ERRORE }]);
    const elencato = await p.chiama<{ items: VoceMessaggio[] }>(
      'operatore',
      'GET',
      '/pec/messaggi?stato=restituito',
    );
    expect(elencato.corpo.items.map((x) => x.id)).toContain(m.id);
    const evento = (await leggi('operatore', m.id)).storia.find((s) => s.evento === 'restituito');
    expect(evento).toMatchObject({ attore: expect.stringContaining('operatore') as string });
    expect(Date.now() - Date.parse(evento?.istante ?? '')).toBeLessThan(600_000);
    expect((await p.chiama('operatore', 'DELETE', `/pec/messaggi/${m.id}`)).stato).toBe(404);
    await expect(superutente.query('DELETE FROM messaggio WHERE id = $1', [m.id])).rejects.toThrow();
    await expect(
      superutente.query('DELETE FROM messaggio_evento WHERE messaggio_id = $1', [m.id]),
    ).rejects.toThrow();
  });

  test('RN-21.2 la restituzione c’è anche per le caselle ordinarie, la usa chi le cura, e il testo è identico', async () => {
    const m = await conPosta('Per un altro comune');
    expect((await atto('anagrafe', m.id, 'restituzione')).stato).toBe(403);
    expect((await atto('operatore', m.id, 'restituzione')).stato).toBe(403);
    expect(await atto('ragioniere', m.id, 'restituzione')).toMatchObject({
      stato: 200,
      corpo: { stato: 'restituito' },
    });
    expect(await partiti(m.id)).toMatchObject([
      { da: UFFICIO, a: [PRIVATO], oggetto: ERRORE, testo: ERRORE },
    ]);
  });

  test('RN-23.2 chi cura la casella può confermare la ricezione: se vuole, una volta, e resta scritto; mai a un programma', async () => {
    const m = await conPosta('Attendo conferma');
    expect(await partiti(m.id)).toEqual([]);
    expect((await atto('anagrafe', m.id, 'conferma')).stato).toBe(403);
    const insieme = await Promise.all([1, 2, 3].map(() => atto('ragioniere', m.id, 'conferma')));
    expect(insieme.map((x) => x.stato).sort()).toEqual([200, 409, 409]);
    const [conferma, altra] = await partiti(m.id);
    expect(altra).toBeUndefined();
    expect(conferma).toMatchObject({ da: UFFICIO, a: [PRIVATO], oggetto: 'Conferma di ricezione' });
    expect(conferma?.testo).toContain('Attendo conferma');
    const dopo = await leggi('ragioniere', m.id);
    expect(dopo.azioni).not.toContain('conferma');
    expect(dopo.storia.find((s) => s.evento === 'conferma')).toMatchObject({
      attore: expect.stringContaining('ragioniere') as string,
    });
    const { rows } = await superutente.query(
      `SELECT attore FROM traccia WHERE operazione = 'pec.confermato'`,
    );
    expect(rows).toHaveLength(1);
    const robot = await conPosta('Da un programma', 'noreply@posta.example');
    expect(await atto('ragioniere', robot.id, 'conferma')).toMatchObject({
      stato: 409,
      corpo: { codice: 'pec.risposta-a-automatico' },
    });
    const pec = await conPec('Già attestata dal gestore');
    expect(await atto('operatore', pec.id, 'conferma')).toMatchObject({
      stato: 409,
      corpo: { codice: 'pec.senza-conferma' },
    });
  });

  test('PISA-6 BES-9 la posta ordinaria che arriva alla PEC è accantonata, non si registra, e a chi ha scritto si dice l’indirizzo ordinario', async () => {
    const altro = 'lia.bruni@posta.example';
    const scrive = async (oggetto: string, come: 'anomalia' | 'nuda', da = altro) => {
      await gestore.inviaOrdinaria({ da, a: [AOO], oggetto, testo: TESTO }, come);
      await ricevi(aoo);
      return await arrivata('operatore', oggetto);
    };
    for (const come of ['anomalia', 'nuda'] as const) {
      const m = await scrive(`Ordinaria ${come}`, come);
      expect(m).toMatchObject({
        stato: 'accantonato',
        tipoMittente: 'ordinario',
        valoreLegale: 'missiva-non-sottoscritta',
      });
      expect(await registra('operatore', m.id)).toMatchObject({ stato: 409 });
      const [avviso, secondo] = await partiti(m.id);
      expect(secondo).toBeUndefined();
      expect(avviso).toMatchObject({ da: AOO, a: [altro], automatico: true });
      expect(avviso?.testo).toContain(ORDINARIA_DEL_PROTOCOLLO);
      expect(avviso?.testo).toContain(p.ente.denominazione);
      expect((await leggi('operatore', m.id)).storia.find((s) => s.evento === 'risposta')).toMatchObject({
        dettaglio: { genere: 'avviso-posta-ordinaria', invii: [expect.any(String)] },
      });
      // Looked at again, it is not answered again.
      await atto('operatore', m.id, 'rilettura');
      expect(await partiti(m.id)).toEqual([]);
    }
    // Never a program, and not over and over the same person.
    const robot = await scrive('Ordinaria di un programma', 'anomalia', 'no-reply@posta.example');
    expect(await partiti(robot.id)).toEqual([]);
    expect(await partiti((await scrive('La terza', 'anomalia')).id)).toHaveLength(1);
    const quarta = await scrive('La quarta', 'anomalia');
    expect(await partiti(quarta.id)).toEqual([]);
    expect((await leggi('operatore', quarta.id)).storia.find((s) => s.evento === 'risposta')).toMatchObject({
      dettaglio: { taciuta: 'limite' },
    });
    // Where the policy does not say so, it is examined, and nobody is answered.
    await gestore.inviaOrdinaria({ da: PRIVATO, a: [SUAP], oggetto: 'Al SUAP', testo: TESTO });
    await ricevi(suap);
    const alSuap = await arrivata('operatore', 'Al SUAP');
    expect(alSuap.stato).toBe('da-esaminare');
    expect(await partiti(alSuap.id)).toEqual([]);
  });

  test('l’avviso si configura: senza indirizzo, o con un testo che non lo dice, la casella non si salva', async () => {
    const salva = (politica: object) =>
      p.chiama<{ codice: string }>('admin', 'POST', '/pec/caselle', {
        corpo: {
          genere: 'pec',
          codice: 'NUOVA',
          denominazione: 'Nuova',
          indirizzo: 'nuova@pec.comune.example',
          unita: 'protocollo',
          trasporto: 'cartella',
          cartella: { cartella: 'nuova' },
          attiva: false,
          politica: { avvisoPostaOrdinaria: true, ...politica },
        },
      });
    const rifiuto = { stato: 422, corpo: { codice: 'pec.avviso-senza-indirizzo' } };
    expect(await salva({})).toMatchObject(rifiuto);
    const indirizzoOrdinario = ORDINARIA_DEL_PROTOCOLLO;
    expect(await salva({ indirizzoOrdinario, testoAvviso: 'Scrivete altrove.' })).toMatchObject(rifiuto);
    expect((await salva({ indirizzoOrdinario, testoAvviso: 'Scrivete a {indirizzo}.' })).stato).toBe(201);
  });

  test('BES-8 CORI-8 vale come raccomandata A/R ciò che viene da una PEC o da una CEC-PAC, e non la posta ordinaria', async () => {
    const pec = await conPec('Da una PEC al protocollo');
    expect(pec).toMatchObject({ tipoMittente: 'pec', valoreLegale: 'raccomandata-ar' });
    expect(await leggi('operatore', pec.id)).toMatchObject({ valoreLegale: 'raccomandata-ar' });
    await gestore.invia({
      da: 'mara.neri@postacertificata.gov.it',
      a: [AOO],
      oggetto: 'Da una CEC-PAC',
      testo: TESTO,
    });
    await ricevi(aoo);
    const cecPac = await arrivata('operatore', 'Da una CEC-PAC');
    expect(cecPac).toMatchObject({
      stato: 'da-esaminare',
      tipoMittente: 'cec-pac',
      valoreLegale: 'raccomandata-ar',
    });
    expect((await registra('operatore', cecPac.id)).stato).toBe(201);
    // The kind is that of the provider's data, not of a header anybody may write.
    const finta = `X-Trasporto: posta-certificata\r\nFrom: ${PRIVATO}\r\nTo: ${AOO}\r\nSubject: Finta PEC\r\n\r\nx`;
    await gestore.consegnaGrezzo(AOO, Buffer.from(finta));
    await ricevi(aoo);
    expect(await arrivata('operatore', 'Finta PEC')).toMatchObject({
      tipoMittente: 'ordinario',
      valoreLegale: 'missiva-non-sottoscritta',
    });
    const ordinaria = await conPosta('Ordinaria qualunque');
    expect(ordinaria.valoreLegale).not.toBe('raccomandata-ar');
  });

  test('BES-7 cittadini, imprese e altre PA sono corrispondenti con il loro domicilio digitale, e chi scrive da lì si riconosce', async () => {
    const persone = [
      { tipo: 'PF', cognome: 'Neri', nome: 'Carla', indirizziDigitali: ['carla.neri@pec.cittadini.example'] },
      { tipo: 'PG', denominazione: 'Verdi s.r.l.', indirizziDigitali: ['verdi@pec.imprese.example'] },
      { tipo: 'PAI', denominazione: 'Provincia di Prova', indirizziDigitali: ['provincia@pec.pa.example'] },
    ];
    for (const persona of persone) {
      const salvata = await p.chiama<{ indirizziDigitali: string[] }>('operatore', 'POST', '/rubrica', {
        corpo: persona.tipo === 'PAI' ? { ...persona, codiceIpa: 'p_prova' } : persona,
      });
      expect(salvata.stato, salvata.testo).toBe(201);
      expect(salvata.corpo.indirizziDigitali).toEqual(persona.indirizziDigitali);
      const oggetto = `Scrive ${persona.indirizziDigitali[0]}`;
      await gestore.invia({ da: persona.indirizziDigitali[0] ?? '', a: [AOO], oggetto, testo: TESTO });
      await ricevi(aoo);
      const { id } = await arrivata('operatore', oggetto);
      expect((await leggi('operatore', id)).proposta?.mittente).toMatchObject(persona);
    }
  });

  test('RN-13.1a PEC e posta ordinaria arrivano in coda con il loro mezzo, e il documento è digitale (parte di CORI-9)', async () => {
    const pec = await leggi('operatore', (await conPec('Con la PEC')).id);
    expect(pec).toMatchObject({ stato: 'da-esaminare', proposta: { mezzo: 'pec', supporto: 'digitale' } });
    const posta = await conPosta('Con la posta ordinaria');
    await atto('ragioniere', posta.id, 'trasmissione');
    expect(await leggi('operatore', posta.id)).toMatchObject({
      stato: 'trasmesso',
      proposta: { mezzo: 'email', supporto: 'digitale' },
    });
    for (const [m, mezzo] of [
      [pec, 'pec'],
      [posta, 'email'],
    ] as const)
      expect((await registra('operatore', m.id)).corpo).toMatchObject({ mezzo, supporto: 'digitale' });
  });

  test('RN-36.2g con due caselle ogni messaggio conserva la sua, e ogni risposta parte da lì', async () => {
    const impresa = 'verdi@pec.imprese.example';
    const alSuap = await conPec('Al SUAP per le imprese', suap, SUAP, impresa);
    const alProtocollo = await conPec('Al protocollo per tutti', aoo, AOO, impresa);
    expect(alSuap.casella).toMatchObject({ codice: 'SUAP', indirizzo: SUAP });
    expect(alProtocollo.casella).toMatchObject({ codice: 'AOO', indirizzo: AOO });
    for (const [m, da] of [
      [alSuap, SUAP],
      [alProtocollo, AOO],
    ] as const) {
      expect((await registra('operatore', m.id)).stato).toBe(201);
      expect(await partiti(m.id)).toMatchObject([{ da, a: [impresa] }]);
      expect((await leggi('operatore', m.id)).casella.indirizzo).toBe(da);
    }
    const errato = await conPec('Al SUAP per errore', suap, SUAP);
    await atto('operatore', errato.id, 'restituzione');
    expect(await partiti(errato.id)).toMatchObject([{ da: SUAP, testo: ERRORE }]);
  });

  test('RN-23.1 di una PEC si vede l’ora di consegna del gestore, che è la data di arrivo, senza altre ricevute', async () => {
    const m = await conPec('Consegnata dal gestore');
    const { proposta, consegnatoIl, azioni } = await leggi('operatore', m.id);
    expect(consegnatoIl).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
    const busta = (await p.chiama('operatore', 'GET', `/pec/messaggi/${m.id}/originale`)).testo;
    const [, ora] =
      /<ora>(\d\d:\d\d:\d\d)<\/ora>/.exec(busta) ?? /alle ore (\d\d:\d\d:\d\d)/.exec(busta) ?? [];
    expect(consegnatoIl?.slice(11, 19)).toBe(ora);
    expect(proposta?.dataArrivo).toBe(consegnatoIl);
    expect(azioni).not.toContain('conferma');
  });

  test('RN-79.1b BES-1 PISA-5 la PEC inviata al Comune crea la voce in coda, che solo il protocollo registra, assegna e smista; ciò che si consegna a mano si registra con la sua ricevuta', async () => {
    const prima = (await p.chiama<ElencoCaselle>('operatore', 'GET', '/pec/caselle')).corpo.items[0];
    const m = await conPec('Istanza di rateizzazione');
    expect(m).toMatchObject({ stato: 'da-esaminare', mittente: { indirizzo: CITTADINA } });
    const dopo = (await p.chiama<ElencoCaselle>('operatore', 'GET', '/pec/caselle')).corpo.items[0];
    expect(dopo?.stato.daEsaminare).toBe((prima?.stato.daEsaminare ?? 0) + 1);
    expect((await registra('anagrafe', m.id)).stato).toBe(403);
    const via = '/registri/PG/registrazioni/2026/9999999/assegnazioni';
    const destinatari = [{ unita: 'tecnico', titolo: 'competenza' }];
    expect((await p.chiama('operatore', 'POST', via, { corpo: { destinatari } })).stato).toBeGreaterThan(399);
    const r = await registra('operatore', m.id, { unitaCompetente: 'tecnico', assegnazioni: destinatari });
    expect(r.stato, r.testo).toBe(201);
    const { passi } = (
      await p.chiama<{ passi: { passo: string }[] }>('operatore', 'GET', `${viaDi(r.corpo)}/assegnazioni`)
    ).corpo;
    expect(passi.map((x) => x.passo)).toEqual(expect.arrayContaining(['assegnata', 'smistata']));

    // At the counter, in one flow: the number and its receipt.
    const aMano = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
      corpo: arrivoDiCarta({ mezzo: 'sportello' }),
    });
    expect(aMano.stato, aMano.testo).toBe(201);
    const ricevuta = await p.chiama('operatore', 'GET', `${viaDi(aMano.corpo)}/ricevuta.pdf`);
    expect(ricevuta.byte.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('RN-9.1 ogni voce della coda finisce registrata, esclusa con la sua categoria o restituita, e nessuna si cancella', async () => {
    const esclusa = await conPec('Catalogo di primavera');
    expect(await atto('operatore', esclusa.id, 'non-registrazione', { motivo: 'Pubblicità' })).toMatchObject({
      stato: 422,
      corpo: { codice: 'pec.categoria-mancante' },
    });
    expect(
      (
        await atto('operatore', esclusa.id, 'non-registrazione', {
          motivo: 'Pubblicità',
          categoria: 'inventata',
        })
      ).stato,
    ).toBe(422);
    expect((await leggi('operatore', esclusa.id)).stato).toBe('da-esaminare');
    const { corpo: categorie } = await p.chiama<{ items: { codice: string }[] }>(
      'operatore',
      'GET',
      '/categorie-escluse',
    );
    const categoria = categorie.items[0]?.codice;
    expect(
      await atto('operatore', esclusa.id, 'non-registrazione', { motivo: 'Gazzetta', categoria }),
    ).toMatchObject({ stato: 200, corpo: { stato: 'non-registrato' } });
    const { corpo: esclusioni } = await p.chiama<{ items: { descrizione: string; categoria: string }[] }>(
      'operatore',
      'GET',
      '/esclusioni',
    );
    expect(esclusioni.items[0]).toMatchObject({ descrizione: 'Catalogo di primavera', categoria });
    const registrata = await conPec('Da registrare');
    expect((await registra('operatore', registrata.id)).stato).toBe(201);
    const restituita = await conPec('Da restituire');
    expect((await atto('operatore', restituita.id, 'restituzione')).stato).toBe(200);
    for (const { id } of [esclusa, registrata, restituita]) {
      for (const quale of ['ripresa', 'accantonamento', 'restituzione'])
        expect((await atto('operatore', id, quale)).stato, quale).toBe(409);
      expect((await p.chiama('operatore', 'DELETE', `/pec/messaggi/${id}`)).stato).toBe(404);
      await expect(superutente.query('DELETE FROM messaggio WHERE id = $1', [id])).rejects.toThrow();
    }
    // What nobody decided of is still there to be decided of.
    const lasciata = await conPec('Ancora da decidere');
    await atto('operatore', lasciata.id, 'accantonamento');
    expect((await leggi('operatore', lasciata.id)).stato).toBe('accantonato');
    await expect(superutente.query('DELETE FROM messaggio WHERE id = $1', [lasciata.id])).rejects.toThrow();
  });
});
