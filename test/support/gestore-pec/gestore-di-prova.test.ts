import { once } from 'node:events';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Lettera } from '#gestore-pec';
import { manca } from '../pacchetti.ts';
import { type Accesso, type GestoreDiProva } from './contratto.ts';
import { gestoreDiProva } from './gestore-di-prova.ts';
import { intestazione, postacertDi, verificaFirma } from './leggi-messaggio.ts';

const ENTE = 'protocollo@pec.comune.example';
const MARIO = 'mario@pec.cittadino.example';
const LETTERA: Lettera = { da: MARIO, a: [ENTE], oggetto: 'Richiesta', testo: 'Buongiorno' };

const inviaSmtp = async (a: Accesso, lettera: Omit<Lettera, 'da'>): Promise<void> => {
  const trasporto = nodemailer.createTransport({
    host: a.host,
    port: a.porta,
    secure: true,
    auth: { user: a.utente, pass: a.password },
    tls: { ca: a.certificato },
  });
  try {
    await trasporto.sendMail({
      from: a.utente,
      to: lettera.a,
      subject: lettera.oggetto,
      text: lettera.testo,
      attachments: lettera.allegati?.map((x) => ({ filename: x.nome, content: x.byte })),
    });
  } finally {
    trasporto.close();
  }
};

const tipi = (messaggi: Buffer[]): (string | undefined)[] =>
  messaggi.map((m) => intestazione(m, 'X-Ricevuta') ?? intestazione(m, 'X-Trasporto'));

describe.skipIf(manca('dovecot', 'openssl'))('il gestore di prova', () => {
  let gestore: GestoreDiProva;
  const aperti: ImapFlow[] = [];
  beforeAll(async () => {
    gestore = await gestoreDiProva({ caselle: [ENTE, MARIO, 'vuota@pec.comune.example'] });
  });
  afterEach(() => {
    gestore.ripara();
    for (const c of aperti.splice(0)) c.close();
  });
  afterAll(() => gestore.chiudi());

  const entra = async (casella = ENTE, gettone?: string): Promise<ImapFlow> => {
    const { host, porta, utente, password, certificato } = gestore.accesso(casella).imap;
    const segreto = gettone === undefined ? { pass: password } : { accessToken: gettone };
    const cliente = new ImapFlow({
      host,
      port: porta,
      secure: true,
      auth: { user: utente, ...segreto },
      tls: { ca: certificato },
      logger: false,
    });
    cliente.on('error', () => undefined);
    aperti.push(cliente);
    await cliente.connect();
    return cliente;
  };

  test('consegna la busta al destinatario e le ricevute al mittente, firmate', async () => {
    await gestore.invia(LETTERA);
    const cliente = await entra();
    await cliente.mailboxOpen('INBOX');
    const { source } = (await cliente.fetchOne('*', { source: true })) || {};
    expect(source && tipi([source])).toEqual(['posta-certificata']);
    expect(source && verificaFirma(source, gestore.autorita.certificato)).toBeUndefined();
    expect(source).toEqual((await gestore.casella(ENTE)).at(-1));
    expect(tipi(await gestore.casella(MARIO))).toEqual(['accettazione', 'avvenuta-consegna']);
    expect(gestore.fuori.map((c) => c.tipo)).toEqual(['presa-in-carico']);
  });

  test('si entra nella propria casella anche con un gettone OAuth2, finché vale', async () => {
    const cliente = await entra(ENTE, gestore.gettone(ENTE));
    expect((await cliente.mailboxOpen('INBOX')).exists).toBeGreaterThan(0);
    const ieri = new Date(Date.now() - 86_400_000);
    for (const gettone of [gestore.gettone(ENTE, ieri), gestore.gettone(MARIO), 'altro'])
      await expect(entra(ENTE, gettone)).rejects.toMatchObject({ authenticationFailed: true });
  });

  test('chi sta in ascolto sa subito di un messaggio nuovo', async () => {
    const cliente = await entra('vuota@pec.comune.example');
    await cliente.mailboxOpen('INBOX');
    const arrivo = once(cliente, 'exists');
    void cliente.idle();
    await gestore.consegnaGrezzo('vuota@pec.comune.example', Buffer.from('Subject: uno\r\n\r\nx'));
    expect(await arrivo).toMatchObject([{ count: 1 }]);
  });

  test('la casella ha una cartella degli inviati dove cercare ciò che si è spedito', async () => {
    const cliente = await entra();
    await cliente.append('Sent', 'Message-ID: <mio@ente>\r\nSubject: copia\r\n\r\nx', ['\\Seen']);
    await cliente.mailboxOpen('Sent');
    expect(await cliente.search({ header: { 'message-id': '<mio@ente>' } }, { uid: true })).toEqual([1]);
    expect((await cliente.list()).find((c) => c.specialUse === '\\Sent')?.path).toBe('Sent');
  });

  test('un messaggio sottoposto via SMTP passa per lo stesso gestore', async () => {
    const prima = (await gestore.casella(ENTE)).length;
    await inviaSmtp(gestore.smtp, {
      a: [MARIO, 'nessuno@pec.cittadino.example'],
      oggetto: 'Atto',
      testo: 'x',
    });
    await gestore.quiete();
    expect(tipi((await gestore.casella(ENTE)).slice(prima))).toEqual([
      'accettazione',
      'avvenuta-consegna',
      'errore-consegna',
    ]);
    const ricevuta = (await gestore.casella(MARIO)).at(-1);
    expect(ricevuta && intestazione(ricevuta, 'Subject')).toBe('POSTA CERTIFICATA: Atto');
  });

  test('non accetta password sbagliate, mittenti altrui, destinatari rifiutati, né più di quanto vuole', async () => {
    const { smtp } = gestore;
    const a = { a: [MARIO], oggetto: 'x', testo: 'x' };
    await expect(inviaSmtp({ ...smtp, password: 'altra' }, a)).rejects.toMatchObject({ responseCode: 535 });
    gestore.guasti.rifiutaDestinatario = () => 550;
    await expect(inviaSmtp(smtp, a)).rejects.toMatchObject({ responseCode: 550 });
    gestore.ripara();
    gestore.guasti.rifiutaMessaggio = 552;
    await expect(inviaSmtp(smtp, a)).rejects.toMatchObject({ responseCode: 552 });
  });

  test('la linea cade prima o dopo che il messaggio è stato preso', async () => {
    const quante = async (): Promise<number> => (await gestore.casella(MARIO)).length;
    const prima = await quante();
    const a = {
      a: [MARIO],
      oggetto: 'x',
      testo: 'x',
      allegati: [{ nome: 'a', byte: Buffer.alloc(300_000) }],
    };
    gestore.guasti.cade = 'durante-data';
    await expect(inviaSmtp(gestore.smtp, a)).rejects.toThrow();
    await gestore.quiete();
    expect(await quante()).toBe(prima);
    gestore.guasti.cade = 'dopo-data';
    await expect(inviaSmtp(gestore.smtp, a)).rejects.toThrow();
    await gestore.quiete();
    expect(await quante()).toBe(prima + 1);
  });

  test('la linea cade a metà di un messaggio che si sta leggendo, e poi torna', async () => {
    const byte = Buffer.concat([Buffer.from('Subject: grande\r\n\r\n'), Buffer.alloc(400_000, 'x')]);
    await gestore.consegnaGrezzo(ENTE, byte);
    const cliente = await entra();
    await cliente.mailboxOpen('INBOX');
    const caduta = gestore.linee.imap.taglia(100_000);
    await expect(cliente.fetchOne('*', { source: true })).rejects.toThrow();
    await caduta;
    const di_nuovo = await entra();
    await di_nuovo.mailboxOpen('INBOX');
    const { source } = (await di_nuovo.fetchOne('*', { source: true })) || {};
    expect(source?.equals(byte)).toBe(true);
  });

  test('il server può non esserci, e la casella può ricominciare da capo', async () => {
    gestore.linee.imap.spegni();
    await expect(entra()).rejects.toThrow();
    gestore.linee.imap.accendi();
    const casella = 'vuota@pec.comune.example';
    const leggi = async (): Promise<{ validita: bigint; uid: number[] }> => {
      const cliente = await entra(casella);
      const aperta = await cliente.mailboxOpen('INBOX');
      const tutti = await cliente.fetchAll('1:*', { uid: true });
      return { validita: aperta.uidValidity, uid: tutti.map((m) => m.uid) };
    };
    await gestore.consegnaGrezzo(casella, Buffer.from('Subject: due\r\n\r\nx'));
    const prima = await leggi();
    await gestore.cambiaUidvalidity(casella);
    const dopo = await leggi();
    expect(dopo.validita > prima.validita).toBe(true);
    expect(dopo.uid).toHaveLength(prima.uid.length);
  });

  test('ciò che è trattenuto arriva quando e nell’ordine che il test vuole', async () => {
    const prima = (await gestore.casella(MARIO)).length;
    gestore.guasti.trattieni = true;
    await gestore.invia(LETTERA);
    expect(await gestore.casella(MARIO)).toHaveLength(prima);
    await gestore.rilascia((c) => c.filter((x) => x.tipo === 'avvenuta-consegna'));
    await gestore.rilascia();
    expect(tipi((await gestore.casella(MARIO)).slice(prima))).toEqual(['avvenuta-consegna', 'accettazione']);
    expect(gestore.trattenute).toEqual([]);
  });

  test('di ciò che non arriva il mittente è avvisato a dodici e a ventiquattro ore', async () => {
    const prima = (await gestore.casella(MARIO)).length;
    gestore.guasti.stato = (i) => (i === ENTE ? 'irraggiungibile' : undefined);
    await gestore.invia(LETTERA);
    await gestore.passano(12);
    await gestore.passano(24);
    await gestore.passano(24);
    expect(tipi((await gestore.casella(MARIO)).slice(prima))).toEqual([
      'accettazione',
      'preavviso-errore-consegna',
      'preavviso-errore-consegna',
    ]);
  });

  test('la posta ordinaria arriva in busta di anomalia, o nuda', async () => {
    const prima = (await gestore.casella(ENTE)).length;
    const lettera = { ...LETTERA, da: 'anna@posta.example' };
    await gestore.inviaOrdinaria(lettera);
    await gestore.inviaOrdinaria(lettera, 'nuda');
    const [busta, nuda] = (await gestore.casella(ENTE)).slice(prima);
    expect(tipi([busta!, nuda!])).toEqual(['errore', undefined]);
    expect(intestazione(postacertDi(busta!)!, 'From')).toBe('anna@posta.example');
    expect(intestazione(nuda!, 'From')).toBe('anna@posta.example');
  });
});
