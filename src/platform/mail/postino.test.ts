import { afterEach, expect, test } from 'vitest';
import { leggiConfigurazione } from '#platform/config';
import { richiede } from '../../../test/support/pacchetti.ts';
import { postaDiProva, type PostaDiProva } from '../../../test/support/posta-di-prova.ts';
import { impostazioniMail } from './mail.config.ts';
import { creaPostino, postaConfigurata, PostaRifiutata, type Postino } from './postino.ts';

let posta: PostaDiProva | undefined;
let postino: Postino | undefined;
afterEach(async () => {
  postino?.chiudi();
  await posta?.chiudi();
  posta = postino = undefined;
});

const configura = (variabili: Record<string, string>) => {
  const letta = leggiConfigurazione({ mail: impostazioniMail }, variabili);
  if ('problemi' in letta) throw new Error(letta.problemi.join('\n'));
  return letta.valori.mail;
};

async function prepara(
  server: Parameters<typeof postaDiProva>[0] = {},
  variabili: Record<string, string> = {},
  credeAlServer = true,
): Promise<{ posta: PostaDiProva; postino: Postino }> {
  posta = await postaDiProva(server);
  const config = configura({
    TABULARIUM_SMTP_HOST: 'localhost',
    TABULARIUM_SMTP_PORTA: String(posta.porta),
    TABULARIUM_SMTP_SICUREZZA: server.sicurezza ?? 'nessuna',
    TABULARIUM_SMTP_MITTENTE: 'Comune di Prova <protocollo@comune.example>',
    ...variabili,
  });
  postino = creaPostino(config, credeAlServer && posta.certificato ? posta.certificato : undefined);
  if (!postino) throw new Error('nessun postino');
  return { posta, postino };
}

const LETTERA = {
  a: 'anna@comune.example',
  oggetto: 'È arrivato un documento',
  testo: 'Città, perché no: ½ €.\n',
};
const errore = async (promessa: Promise<unknown>): Promise<unknown> =>
  await promessa.then(
    () => undefined,
    (e: unknown) => e,
  );

test('un messaggio arriva intero, accenti compresi, e dice che lo ha scritto un programma', async () => {
  const { posta, postino } = await prepara();
  await postino.invia({ ...LETTERA, chiave: 'avviso-1' });
  expect(posta.lettere).toHaveLength(1);
  const [lettera] = posta.lettere;
  expect(lettera).toMatchObject({ da: 'protocollo@comune.example', a: ['anna@comune.example'] });
  expect(lettera?.testo.trim()).toBe(LETTERA.testo.trim());
  expect(lettera?.intestazioni).toMatch(/^From: Comune di Prova <protocollo@comune\.example>$/m);
  expect(lettera?.intestazioni).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(lettera?.intestazioni).toMatch(/^Message-ID: <avviso-1@comune\.example>$/m);
});

test('un oggetto su più righe non aggiunge intestazioni, e un destinatario non ne porta altri', async () => {
  const { posta, postino } = await prepara();
  await postino.invia({ ...LETTERA, oggetto: 'Avviso\r\nBcc: spia@altrove.example\r\n\r\nCorpo falso' });
  expect(posta.lettere[0]?.a).toEqual(['anna@comune.example']);
  expect(posta.lettere[0]?.intestazioni).not.toMatch(/^Bcc:/im);
  for (const a of [
    'anna@comune.example, spia@altrove.example',
    'Anna <anna@comune.example>',
    'a@b\r\nRCPT TO:<c@d>',
    '',
  ])
    expect(await errore(postino.invia({ ...LETTERA, a }))).toBeInstanceOf(PostaRifiutata);
  expect(posta.lettere).toHaveLength(1);
});

test('con tls e con starttls si spedisce cifrato, con le proprie credenziali, a un server riconosciuto', async (ctx) => {
  richiede(ctx, 'openssl');
  for (const sicurezza of ['tls', 'starttls'] as const) {
    const credenziali = { TABULARIUM_SMTP_UTENTE: 'protocollo', TABULARIUM_SMTP_PASSWORD: 'segretissima' };
    const { posta, postino } = await prepara(
      { sicurezza, utente: 'protocollo', password: 'segretissima' },
      credenziali,
    );
    await postino.invia(LETTERA);
    expect(posta.lettere).toMatchObject([{ cifrata: true }]);
    expect(posta.credenziali).toEqual(['protocollo:segretissima']);
    postino.chiudi();
    await posta.chiudi();
  }
  posta = postino = undefined;
});

test('a un server il cui certificato non è riconosciuto non si dice nulla, nemmeno la password', async (ctx) => {
  richiede(ctx, 'openssl');
  for (const sicurezza of ['tls', 'starttls'] as const) {
    const credenziali = { TABULARIUM_SMTP_UTENTE: 'protocollo', TABULARIUM_SMTP_PASSWORD: 'segretissima' };
    const server = { sicurezza, utente: 'protocollo', password: 'segretissima' };
    const { posta, postino } = await prepara(server, credenziali, false);
    const e = await errore(postino.invia(LETTERA));
    expect(e).toMatchObject({
      code: expect.stringMatching(/^(ESOCKET|ETLS|DEPTH_ZERO_SELF_SIGNED_CERT)$/) as string,
    });
    expect(e).not.toBeInstanceOf(PostaRifiutata);
    expect([posta.lettere, posta.credenziali]).toEqual([[], []]);
    postino.chiudi();
    await posta.chiudi();
  }
  posta = postino = undefined;
});

test('chi vuole starttls non spedisce in chiaro a un server che non lo offre', async () => {
  const { posta, postino } = await prepara({}, { TABULARIUM_SMTP_SICUREZZA: 'starttls' });
  expect(await errore(postino.invia(LETTERA))).toBeInstanceOf(Error);
  expect(posta.lettere).toEqual([]);
});

test('un rifiuto per sempre si distingue da uno che passerà', async () => {
  const { postino } = await prepara({ rifiuta: (a) => ({ 'mai@x.example': 550, 'dopo@x.example': 451 })[a] });
  expect(await errore(postino.invia({ ...LETTERA, a: 'mai@x.example' }))).toBeInstanceOf(PostaRifiutata);
  const dopo = await errore(postino.invia({ ...LETTERA, a: 'dopo@x.example' }));
  expect(dopo).toBeInstanceOf(Error);
  expect(dopo).not.toBeInstanceOf(PostaRifiutata);
});

test('credenziali rifiutate sono un errore nostro, che si ritenta, e la password non è nell’errore', async () => {
  const { postino } = await prepara(
    { utente: 'protocollo', password: 'quella vera' },
    { TABULARIUM_SMTP_UTENTE: 'protocollo', TABULARIUM_SMTP_PASSWORD: 'quella-vecchia' },
  );
  const e = await errore(postino.invia(LETTERA));
  expect(e).toBeInstanceOf(Error);
  expect(e).not.toBeInstanceOf(PostaRifiutata);
  const scritto = JSON.stringify(e, Object.getOwnPropertyNames(e));
  for (const segreto of ['quella-vecchia', Buffer.from('\0protocollo\0quella-vecchia').toString('base64')])
    expect(scritto).not.toContain(segreto);
});

test('molti messaggi insieme passano per poche connessioni, che poi si usano di nuovo', async () => {
  const { posta, postino } = await prepara();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => postino.invia({ ...LETTERA, oggetto: `Avviso ${i}` })),
  );
  expect(posta.lettere).toHaveLength(20);
  expect(posta.connessioni()).toBeLessThanOrEqual(2);
});

test('senza server o senza mittente non c’è postino; un mittente scritto male è un problema all’avvio', () => {
  expect(creaPostino(configura({}))).toBeUndefined();
  expect(postaConfigurata(configura({ TABULARIUM_SMTP_HOST: 'localhost' }))).toBe(false);
  for (const scritto of ['protocollo', 'a@b, c@d', 'Nome <a@b> c@d', 'Nome <a b@c>'])
    expect(() => configura({ TABULARIUM_SMTP_MITTENTE: scritto })).toThrow('TABULARIUM_SMTP_MITTENTE');
  expect(configura({ TABULARIUM_SMTP_MITTENTE: 'a@b.example' }).mittente).toEqual({
    nome: '',
    indirizzo: 'a@b.example',
  });
});
