/** A generator that gives the same numbers for the same seed (mulberry32): a finding is had again from its number. */
export function casuale(seme: number): (massimo: number) => number {
  let stato = seme >>> 0;
  return (massimo) => {
    stato = (stato + 0x6d2b79f5) >>> 0;
    let t = Math.imul(stato ^ (stato >>> 15), stato | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % massimo;
  };
}

type Caso = (massimo: number) => number;
type Mutazione = (byte: Buffer, caso: Caso) => Buffer;

const unisci = (...pezzi: (Buffer | string)[]): Buffer =>
  Buffer.concat(pezzi.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p)));

/** Words that mean something to whoever reads messages, put where they are not expected. */
const PAROLE = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\r\n\r\n',
  '\r\n ',
  '--',
  '"',
  ';',
  '\\',
  '=?utf-8?B?',
  '?=',
  "*0*=utf-8''%",
  '=',
  '=\r\n',
  '\xff\xfe',
  '\xef\xbb\xbf',
  '\xc3',
  'X-Ricevuta: accettazione\r\n',
  'X-Trasporto: errore\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: multipart/mixed\r\n',
  'Content-Type: multipart/mixed; boundary=""\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: x-inventata\r\n',
  '<postacert>',
  '</postacert>',
  '<![CDATA[',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;&#x0;&#xD800;&#99999999;',
  '<dati',
  '<!--',
  '<img src=cid:',
];

const ETICHETTE =
  'utf-8 utf-16 utf-7 iso-8859-1 iso-2022-jp gb18030 big5 cp437 x-inventata us-ascii koi8-r __proto__ base64'.split(
    ' ',
  );

const cambiaByte: Mutazione = (byte, caso) => {
  const mutato = Buffer.from(byte);
  for (let n = 1 + caso(16); n > 0; n--) mutato[caso(mutato.length)] = caso(256);
  return mutato;
};
const girabit: Mutazione = (byte, caso) => {
  const mutato = Buffer.from(byte);
  const dove = caso(mutato.length);
  mutato[dove] = (mutato[dove] ?? 0) ^ (1 << caso(8));
  return mutato;
};
const tronca: Mutazione = (byte, caso) => byte.subarray(0, caso(byte.length));
const togli: Mutazione = (byte, caso) => {
  const da = caso(byte.length);
  return unisci(byte.subarray(0, da), byte.subarray(da + 1 + caso(400)));
};
const ripeti: Mutazione = (byte, caso) => {
  const da = caso(byte.length);
  const pezzo = byte.subarray(da, da + 1 + caso(300));
  const volte = 1 + caso(caso(20) === 0 ? 3000 : 20);
  return unisci(byte.subarray(0, da), ...Array.from({ length: volte }, () => pezzo), byte.subarray(da));
};
const inserisci: Mutazione = (byte, caso) => {
  const dove = caso(byte.length);
  return unisci(
    byte.subarray(0, dove),
    (PAROLE[caso(PAROLE.length)] as string).repeat(1 + caso(3)),
    byte.subarray(dove),
  );
};

/** Changes what a form finds, at one of the places where it does. */
function doveTrova(forma: RegExp, cambia: (trovato: string, caso: Caso) => string): Mutazione {
  return (byte, caso) => {
    const testo = byte.toString('latin1');
    const trovati = [...testo.matchAll(forma)];
    const scelto = trovati[caso(Math.max(1, trovati.length))];
    if (!scelto) return girabit(byte, caso);
    const fine = scelto.index + scelto[0].length;
    return unisci(testo.slice(0, scelto.index), cambia(scelto[0], caso), testo.slice(fine));
  };
}

const intestazioni = doveTrova(/^[A-Za-z-]+: .*$/gm, (riga, caso) => {
  const forme = [
    '',
    `${riga}\r\n${riga}`,
    riga.replace(':', ''),
    riga.replace(/ /g, '\r\n '),
    `${riga}${'x'.repeat(caso(5000))}`,
    riga.toUpperCase(),
  ];
  return forme[caso(forme.length)] as string;
});
const confini = doveTrova(/confine-\d+/g, (confine, caso) => {
  const forme = [
    '',
    `${confine}x`,
    confine.slice(0, -1),
    `confine-${1 + caso(20)}`,
    `${confine}--`,
    confine.toUpperCase(),
    'x'.repeat(caso(3000)),
  ];
  return forme[caso(forme.length)] as string;
});
const caratteri = doveTrova(/charset=[\w-]+/g, (_, caso) => `charset="${ETICHETTE[caso(ETICHETTE.length)]}"`);
const tipi = doveTrova(/(text|multipart|application|message)\/[\w-]+/g, (tipo, caso) => {
  const forme = [
    'message/rfc822',
    'multipart/mixed',
    'multipart/signed',
    'text/html',
    'application/ms-tnef',
    'application/xml',
    tipo.replace('/', ''),
  ];
  return forme[caso(forme.length)] as string;
});
const codifiche = doveTrova(
  /(base64|8bit)/g,
  (_, caso) => ['base64', '8bit', 'quoted-printable', 'uuencode', ''][caso(5)] as string,
);
/** The XML is in base64: it is changed where it can be read, then encoded again. */
const xml = doveTrova(/PD94bWwg[A-Za-z0-9+/=\r\n]+/g, (base64, caso) => {
  const scritto = Buffer.from(base64, 'base64');
  const mutato = [cambiaByte, inserisci, ripeti, togli, girabit][caso(5)]?.(scritto, caso) ?? scritto;
  return `${mutato.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`;
});

const MUTAZIONI = [
  cambiaByte,
  girabit,
  tronca,
  togli,
  ripeti,
  inserisci,
  intestazioni,
  confini,
  caratteri,
  tipi,
  codifiche,
  xml,
];

/** From one to four changes, all of them decided by `numero`. */
export function muta(semi: Buffer[], numero: number): Buffer {
  const caso = casuale(numero);
  let byte = semi[caso(semi.length)] as Buffer;
  for (let n = 1 + caso(4); n > 0; n--) {
    if (byte.length === 0) return byte;
    byte = (MUTAZIONI[caso(MUTAZIONI.length)] as Mutazione)(byte, caso);
  }
  return byte;
}
