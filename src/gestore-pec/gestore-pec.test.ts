import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { conShared } from '../../test/support/condivisi.ts';
import {
  daticertDi,
  intestazione,
  postacertDi,
  verificaDaticert,
  verificaFirma,
} from '../../test/support/gestore-pec/leggi-messaggio.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import {
  bustaDiAnomalia,
  instrada,
  leggiInvio,
  nuovaAutorita,
  nuovoGestore,
  preavvisoErroreConsegna,
  scriviLettera,
  type Autorita,
  type Consegna,
  type Gestore,
  type Lettera,
  type Rete,
} from './index.ts';

const ISTANTE = new Date('2026-11-20T09:15:30Z');
const MITTENTE = 'mario@pec.cittadino.example';
const LETTERA: Lettera = {
  da: MITTENTE,
  a: ['protocollo@pec.comune.example'],
  oggetto: 'Richiesta d’accesso: però «è» & <urgente>',
  testo: 'Buongiorno,\nchiedo di vedere gli atti.',
  allegati: [{ nome: 'Carta d’identità.pdf', byte: Buffer.from('%PDF-1.4 '.repeat(40)) }],
};

let autorita: Autorita;
let gestore: Gestore;
beforeAll(async () => {
  autorita = await nuovaAutorita({ adesso: ISTANTE });
  gestore = await nuovoGestore(autorita, 'pec.gestore.example', conteggio());
});

/** A clock that stands and a random source that can be wound back. */
function conteggio(): { orologio: Gestore['orologio']; casuale: Gestore['casuale'] } {
  let passo = 0;
  const casuale = (quanti: number): Buffer =>
    Buffer.concat(
      Array.from({ length: Math.ceil(quanti / 32) }, () =>
        createHash('sha256').update(String(passo++)).digest(),
      ),
    ).subarray(0, quanti);
  return { orologio: { adesso: () => ISTANTE }, casuale };
}

const TUTTI: Rete = { stato: () => 'casella' };

async function spedisci(lettera: Partial<Lettera> = {}, rete: Rete = TUTTI): Promise<Consegna[]> {
  const busta = await scriviLettera(gestore, { ...LETTERA, ...lettera });
  return (await instrada(gestore, { ...busta, da: MITTENTE }, rete)).consegne;
}

const trova = (consegne: Consegna[], tipo: Consegna['tipo']): Buffer => {
  const trovata = consegne.find((c) => c.tipo === tipo);
  if (!trovata) throw new Error(`Manca ${tipo}`);
  return trovata.byte;
};

const xml = (byte: Buffer): string => daticertDi(byte)?.toString() ?? '';

const virus = (visto: 'in-partenza' | 'in-arrivo'): Rete => ({
  ...TUTTI,
  virus: () => ({ nome: 'Eicar-Test-Signature', visto }),
});

async function preavviso(ore: 12 | 24): Promise<Buffer> {
  const busta = await scriviLettera(gestore, LETTERA);
  const { spedizione, inSospeso } = await instrada(gestore, busta, { stato: () => 'irraggiungibile' });
  return preavvisoErroreConsegna(spedizione, ISTANTE, inSospeso[0] ?? '', ore);
}

type Caso = { nome: string; tipo: string; oggetto: string; fai: () => Promise<Buffer>; dice: string[] };

const CASI: Caso[] = [
  {
    nome: 'accettazione',
    tipo: 'accettazione',
    oggetto: 'ACCETTAZIONE',
    fai: async () => trova(await spedisci(), 'accettazione'),
    dice: ['<destinatari tipo="certificato">protocollo@pec.comune.example</destinatari>'],
  },
  {
    nome: 'busta di trasporto',
    tipo: 'posta-certificata',
    oggetto: 'POSTA CERTIFICATA',
    fai: async () => trova(await spedisci(), 'posta-certificata'),
    dice: ['<ricevuta tipo="completa"/>'],
  },
  {
    nome: 'presa in carico',
    tipo: 'presa-in-carico',
    oggetto: 'PRESA IN CARICO',
    fai: async () => trova(await spedisci(), 'presa-in-carico'),
    dice: ['<ricezione>protocollo@pec.comune.example</ricezione>'],
  },
  {
    nome: 'avvenuta consegna',
    tipo: 'avvenuta-consegna',
    oggetto: 'CONSEGNA',
    fai: async () => trova(await spedisci(), 'avvenuta-consegna'),
    dice: ['<ricevuta tipo="completa"/>', '<consegna>protocollo@pec.comune.example</consegna>'],
  },
  {
    nome: 'mancata consegna',
    tipo: 'errore-consegna',
    oggetto: 'AVVISO DI MANCATA CONSEGNA',
    fai: async () => trova(await spedisci({}, { stato: () => 'inesistente' }), 'errore-consegna'),
    dice: [
      'errore="no-dest"',
      '<errore-esteso>5.1.1 - Gestore PEC di prova - indirizzo non valido</errore-esteso>',
    ],
  },
  {
    nome: 'mancata consegna per virus',
    tipo: 'errore-consegna',
    oggetto: 'AVVISO DI MANCATA CONSEGNA PER VIRUS',
    fai: async () => trova(await spedisci({}, virus('in-arrivo')), 'errore-consegna'),
    dice: ['errore="virus"', '<consegna>protocollo@pec.comune.example</consegna>'],
  },
  {
    nome: 'rilevazione di virus',
    tipo: 'rilevazione-virus',
    oggetto: 'PROBLEMA DI SICUREZZA',
    fai: async () => trova(await spedisci({}, virus('in-arrivo')), 'rilevazione-virus'),
    dice: ['errore="virus"'],
  },
  {
    nome: 'non accettazione',
    tipo: 'non-accettazione',
    oggetto: 'AVVISO DI NON ACCETTAZIONE',
    fai: async () => trova(await spedisci({ da: 'altro@pec.cittadino.example' }), 'non-accettazione'),
    dice: ['errore="altro"', 'non coincide con il campo From'],
  },
  {
    nome: 'non accettazione per virus',
    tipo: 'non-accettazione',
    oggetto: 'AVVISO DI NON ACCETTAZIONE PER VIRUS',
    fai: async () => trova(await spedisci({}, virus('in-partenza')), 'non-accettazione'),
    dice: ['errore="virus"'],
  },
  {
    nome: 'preavviso a dodici ore',
    tipo: 'preavviso-errore-consegna',
    oggetto: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
    fai: () => preavviso(12),
    dice: ['entro 12 ore'],
  },
  {
    nome: 'preavviso a ventiquattro ore',
    tipo: 'preavviso-errore-consegna',
    oggetto: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
    fai: () => preavviso(24),
    dice: ['entro 24 ore'],
  },
];

test.for(CASI)('$nome: intestazioni e dati di certificazione', async ({ tipo, oggetto, fai, dice }) => {
  const byte = await fai();
  const nome = tipo === 'posta-certificata' ? 'X-Trasporto' : 'X-Ricevuta';
  expect(intestazione(byte, nome)).toBe(tipo);
  expect(intestazione(byte, 'Subject')?.split(': ')[0]).toBe(oggetto);
  expect(intestazione(byte, 'Date')).toBe('Fri, 20 Nov 2026 10:15:30 +0100');
  expect(intestazione(byte, 'X-Riferimento-Message-ID')).toMatch(/^<[0-9a-f]{24}@pec\.cittadino\.example>$/);
  expect(byte.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/);
  const daticert = xml(byte);
  for (const frase of dice) expect(daticert).toContain(frase);
  expect(daticert).toContain(`<postacert tipo="${tipo}"`);
  expect(daticert).toContain('<oggetto>Richiesta d’accesso: però «è» &amp; &lt;urgente&gt;</oggetto>');
  expect(daticert).toContain('<data zona="+0100">');
  expect(daticert).toContain('<giorno>20/11/2026</giorno>');
});

test.for(CASI)('$nome: openssl verifica la firma del gestore', async ({ fai }, contesto) => {
  richiede(contesto, 'openssl');
  const byte = await fai();
  expect(verificaFirma(byte, autorita.certificato)).toBeUndefined();
  const toccato = Buffer.from(byte.toString('latin1').replace('Identificativo', 'identificativo'), 'latin1');
  expect(verificaFirma(toccato, autorita.certificato)).toContain('verification failure');
});

test.for(CASI)('$nome: daticert.xml segue la DTD del decreto', async ({ fai }, contesto) => {
  richiede(contesto, 'xmllint');
  const dtd = conShared(contesto, 'standards/pec/daticert.utf8.dtd');
  const daticert = daticertDi(await fai());
  expect(daticert && verificaDaticert(daticert, dtd)).toBeUndefined();
});

test('la busta porta il messaggio intero, con l’identificativo del gestore al posto di quello del cliente', async () => {
  const busta = await scriviLettera(gestore, { ...LETTERA, messageId: 'mio@pec.cittadino.example' });
  const { spedizione, consegne } = await instrada(gestore, busta, TUTTI);
  const dentro = postacertDi(trova(consegne, 'posta-certificata'));
  const id = spedizione.identificativo;
  expect(id).toMatch(/^[A-Za-z0-9]+@pec\.gestore\.example$/);
  const atteso = busta.byte
    .toString('latin1')
    .replace('Message-ID: <mio@pec.cittadino.example>\r\n', '')
    .replace(
      '\r\n\r\n',
      `\r\nMessage-ID: <${id}>\r\nX-Riferimento-Message-ID: <mio@pec.cittadino.example>\r\n\r\n`,
    );
  expect(dentro?.toString('latin1')).toBe(atteso);
  for (const c of consegne) {
    expect(xml(c.byte)).toContain(`<identificativo>${id}</identificativo>`);
    expect(xml(c.byte)).toContain('<msgid>&lt;mio@pec.cittadino.example&gt;</msgid>');
  }
  expect(postacertDi(trova(consegne, 'avvenuta-consegna'))).toEqual(dentro);
});

test('la busta è per conto del mittente, e le risposte vanno a lui', async () => {
  const busta = trova(await spedisci(), 'posta-certificata');
  expect(intestazione(busta, 'From')).toBe(
    `"Per conto di: ${MITTENTE}" <posta-certificata@pec.gestore.example>`,
  );
  expect(intestazione(busta, 'Reply-To')).toBe(MITTENTE);
  const altrove = trova(await spedisci({ rispondiA: 'studio@altrove.example' }), 'posta-certificata');
  expect(intestazione(altrove, 'Reply-To')).toBe('studio@altrove.example');
  expect(xml(altrove)).toContain('<risposte>studio@altrove.example</risposte>');
});

test('chi è in copia dà sempre una ricevuta sintetica, gli altri quella chiesta', async () => {
  const consegne = await spedisci({ cc: ['sindaco@pec.comune.example'] });
  const ricevute = consegne.filter((c) => c.tipo === 'avvenuta-consegna');
  expect(ricevute.map((r) => [r.destinatario, intestazione(r.byte, 'X-TipoRicevuta')])).toEqual([
    ['protocollo@pec.comune.example', 'completa'],
    ['sindaco@pec.comune.example', 'sintetica'],
  ]);
  expect(ricevute.map((r) => postacertDi(r.byte) !== undefined)).toEqual([true, false]);
  const sintetica = trova(await spedisci({ ricevuta: 'sintetica' }), 'avvenuta-consegna');
  expect(xml(sintetica)).toContain('<ricevuta tipo="sintetica"/>');
  expect(postacertDi(sintetica)).toBeUndefined();
});

test('la ricevuta breve porta al posto di ogni file il suo SHA-1', async () => {
  const consegne = await spedisci({ ricevuta: 'breve' });
  const intero = postacertDi(trova(consegne, 'posta-certificata'))?.toString('latin1') ?? '';
  const breve = postacertDi(trova(consegne, 'avvenuta-consegna'))?.toString('latin1') ?? '';
  const inBase64 =
    /base64\r\nContent-Disposition:[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(intero)?.[1] ?? '';
  expect(inBase64).toContain('\r\n');
  expect(breve).toContain(`\r\n\r\n${createHash('sha1').update(inBase64).digest('hex')}\r\n--`);
  expect(breve).toContain("filename*0*=utf-8''Carta%20d%E2%80%99identit%C3%A0.pdf.hash");
  expect(breve).toContain('chiedo di vedere gli atti');
  expect(breve).not.toContain(inBase64);
});

test('la ricevuta breve lascia al suo posto la firma del mittente e intero ciò che non si apre', async () => {
  const testa = `From: ${MITTENTE}\r\nTo: protocollo@pec.comune.example\r\nX-TipoRicevuta: breve\r\n`;
  const consegna = async (resto: string): Promise<string> => {
    const byte = Buffer.from(testa + resto);
    const busta = { da: MITTENTE, a: ['protocollo@pec.comune.example'], byte };
    const { consegne } = await instrada(gestore, busta, TUTTI);
    return postacertDi(trova(consegne, 'avvenuta-consegna'))?.toString() ?? '';
  };
  const file = 'Content-Type: application/pdf; name="atto.pdf"\r\n\r\nUNO';
  const firma = 'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n\r\nDUE';
  const firmato = await consegna(
    `Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n${file}\r\n--x\r\n${firma}\r\n--x--\r\n`,
  );
  expect(firmato).toContain('name="atto.pdf.hash"');
  expect(firmato).not.toContain('UNO');
  expect(firmato).toContain(firma);
  const opaco = await consegna('Content-Type: application/pkcs7-mime; name="smime.p7m"\r\n\r\nTRE');
  expect(opaco).toContain('TRE');
});

test('la busta di anomalia porta intero ciò che è arrivato, senza certificare nulla', async () => {
  const byte = Buffer.from(
    'From: Anna <anna@posta.example>\nTo: protocollo@pec.comune.example\nSubject: Ciao\nMessage-ID: <1@posta.example>\n\nTesto\n',
  );
  const ricevuto = leggiInvio({ da: 'anna@posta.example', a: ['protocollo@pec.comune.example'], byte });
  const busta = await bustaDiAnomalia(gestore, ricevuto, ISTANTE);
  expect(intestazione(busta, 'X-Trasporto')).toBe('errore');
  expect(intestazione(busta, 'Subject')).toBe('ANOMALIA MESSAGGIO: Ciao');
  expect(intestazione(busta, 'From')).toContain('"Per conto di: anna@posta.example"');
  expect(intestazione(busta, 'Message-ID')).toBe('<1@posta.example>');
  expect(daticertDi(busta)).toBeUndefined();
  expect(postacertDi(busta)?.toString()).toBe(byte.toString().replaceAll('\n', '\r\n'));
});

test('di chi non ha una PEC si sa solo che il messaggio è stato accettato', async () => {
  const consegne = await spedisci(
    { a: ['protocollo@pec.comune.example', 'Anna@posta.example'] },
    { stato: (i) => (i.endsWith('@posta.example') ? 'esterno' : 'casella') },
  );
  expect(consegne.map((c) => [c.tipo, c.a])).toEqual([
    ['accettazione', MITTENTE],
    ['presa-in-carico', 'ricevute@pec.gestore.example'],
    ['posta-certificata', 'protocollo@pec.comune.example'],
    ['avvenuta-consegna', MITTENTE],
    ['posta-certificata', 'Anna@posta.example'],
  ]);
  expect(xml(trova(consegne, 'accettazione'))).toContain(
    '<destinatari tipo="esterno">Anna@posta.example</destinatari>',
  );
});

test('ogni causa di mancata consegna ha il suo codice', async () => {
  const codice = async (stato: ReturnType<Rete['stato']>): Promise<(string | undefined)[]> => {
    const daticert = xml(trova(await spedisci({}, { stato: () => stato }), 'errore-consegna'));
    return [/errore="([^"]+)"/.exec(daticert)?.[1], /<errore-esteso>([\d.]+) - /.exec(daticert)?.[1]];
  };
  expect(await codice('inesistente')).toEqual(['no-dest', '5.1.1']);
  expect(await codice('dominio-inesistente')).toEqual(['no-dominio', '5.1.2']);
  expect(await codice('disattivata')).toEqual(['altro', '5.2.1']);
  expect(await codice('piena')).toEqual(['altro', '5.2.2']);
});

test('un difetto di forma si rifiuta dicendo quale', async () => {
  const a = ['protocollo@pec.comune.example'];
  const motivo = async (testa: string, busta = { da: MITTENTE, a }): Promise<string | undefined> => {
    const { consegne } = await instrada(gestore, { ...busta, byte: Buffer.from(`${testa}\r\n\r\nx`) }, TUTTI);
    expect(consegne).toHaveLength(1);
    return /<errore-esteso>(.*)<\/errore-esteso>/.exec(xml(trova(consegne, 'non-accettazione')))?.[1];
  };
  const [da, per] = [`From: ${MITTENTE}`, `To: ${a[0]}`];
  expect(await motivo(per)).toMatch('From');
  expect(await motivo(da)).toMatch('To');
  expect(await motivo(`${da}\r\n${per}\r\nBcc: altri@pec.comune.example`)).toMatch('Bcc');
  expect(await motivo(`${da}\r\n${per}`, { da: MITTENTE, a: ['altri@pec.comune.example'] })).toMatch(
    'To e Cc',
  );
  expect(await motivo(`${da}\r\n${per}`, { da: 'altri@pec.comune.example', a })).toMatch('non coincide');
  expect(await motivo('')).toMatch('From');
});

test('con lo stesso orologio e lo stesso caso i byte sono gli stessi', async () => {
  const fai = async (): Promise<string[]> => {
    const uguale = { ...gestore, ...conteggio() };
    const { consegne } = await instrada(uguale, await scriviLettera(uguale, LETTERA), TUTTI);
    return consegne.map((c) => c.byte.toString('latin1'));
  };
  expect(await fai()).toEqual(await fai());
});
