#!/usr/bin/env node
// Checks an export of Tabularium without trusting the program that wrote it, its database or who administers them. One file, Node
// alone, nothing imported from the server: whoever audits a register audits this too. README.md says what each check proves.
//   1 reading   2 canonical form and tree   3 keys, heads, time stamps   4 rows and leaves   5 one register   6 files   7 command
import { isUtf8 } from 'node:buffer';
import { createHash, createPublicKey, constants, verify, X509Certificate } from 'node:crypto';
import {
  closeSync,
  constants as modi,
  fstatSync,
  openSync,
  opendirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { Readable } from 'node:stream';

const FORMATO = 'tabularium.esportazione/1';
const FORMATI_FOGLIA = ['tabularium.foglia/1', 'tabularium.foglia/2'];
// Leaves of the log itself, of no registration.
const DEL_REGISTRO = ['chiave', 'registro-giornaliero', 'traccia'];
// The clock that signs is another than the one that registers.
const TOLLERANZA = 30_000;

// ---------------------------------------------------------------------------------------------------------------- 1 reading

/** What an export says and cannot be read as such: a fault of the export, not of who reads it. */
class Illeggibile extends Error {}

/** Names come from the export: none may lead out of it. */
function ammesso(nome) {
  const parti = typeof nome === 'string' ? nome.split('/') : [''];
  if (parti.some((p) => p === '' || p === '.' || p === '..' || /[\\\u0000-\u001f]/.test(p)))
    throw Object.assign(new Illeggibile(`${nome}: percorso non ammesso`), { code: 'percorso non ammesso' });
  return parti;
}

/** A device or a pipe in the place of a file would be read without end. */
function apriFile(percorso) {
  const file = openSync(percorso, modi.O_RDONLY | (modi.O_NONBLOCK ?? 0));
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw Object.assign(new Illeggibile(`${percorso}: non è un file`), { code: 'non è un file' });
}

function leggiFile(percorso) {
  const file = apriFile(percorso);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes that are no text would be read as others that are. */
function testoDi(byte, nome) {
  if (!isUtf8(byte)) throw new Illeggibile(`${nome}: non è testo UTF-8`);
  return byte.toString('utf8');
}

/** How many members each line of JSON writes: the colons that are in no text. It passes once over the bytes, whatever is in them. */
function membriScritti(byte) {
  const righe = [];
  let quanti = 0;
  for (let i = 0; i < byte.length; i++) {
    const c = byte[i];
    if (c === 0x22) i = fineTesto(byte, i + 1);
    else if (c === 0x3a) quanti++;
    else if (c === 0x0a) {
      righe.push(quanti);
      quanti = 0;
    }
  }
  righe.push(quanti);
  return righe;
}

const FERMA = new Uint8Array(256);
for (const c of '"\\\n') FERMA[c.charCodeAt(0)] = 1;

/** Where the text that begins at `i` ends: at its quote, or before a line end, which no text of JSON has in it. */
function fineTesto(byte, i) {
  for (; i < byte.length; i++) {
    const c = byte[i];
    if (FERMA[c] === 0) continue;
    if (c === 0x22) return i;
    if (c === 0x0a) return i - 1;
    i++;
  }
  return i;
}

/** How many members were read: of two with the same name, however it is written, only the last. */
function membriLetti(v) {
  if (v === null || typeof v !== 'object') return 0;
  let quanti = 0;
  if (Array.isArray(v)) {
    for (const x of v) quanti += membriLetti(x);
    return quanti;
  }
  for (const k in v) {
    const x = v[k];
    quanti += x !== null && typeof x === 'object' ? membriLetti(x) + 1 : 1;
  }
  return quanti;
}

/** @param scritti how many members the text writes */
function oggettoDi(testo, nome, scritti) {
  let v;
  try {
    v = JSON.parse(testo);
  } catch {
    throw new Illeggibile(`${nome}: non è JSON`);
  }
  if (v === null || typeof v !== 'object' || Array.isArray(v))
    throw new Illeggibile(`${nome}: non è un oggetto JSON`);
  // Who reads the first of the two reads something else than what is verified.
  if (membriLetti(v) !== scritti) throw new Illeggibile(`${nome}: due dati hanno lo stesso nome`);
  return v;
}

function interoDi(byte, nome) {
  const scritti = membriScritti(byte).reduce((somma, n) => somma + n, 0);
  return oggettoDi(testoDi(byte, nome), nome, scritti);
}

/** An export in a folder. Lines come in blocks: one promise for each would cost more than what it brings. */
function sorgenteCartella(cartella) {
  const percorso = (nome) => join(cartella, ...ammesso(nome));
  return {
    cartella,
    json: async (nome) => interoDi(leggiFile(percorso(nome)), nome),
    async *blocchi(nome) {
      const file = apriFile(percorso(nome));
      // One buffer for the whole file: who reads it keeps nothing of it.
      const blocco = Buffer.allocUnsafeSlow(1 << 18);
      try {
        for (let n; (n = readSync(file, blocco)) > 0;) yield blocco.subarray(0, n);
      } finally {
        closeSync(file);
      }
    },
  };
}

/** The server does not let us in: another thing than a register that does not hold. */
class NonAmmesso extends Error {}

/** The key is in the environment, not among the arguments, which other users of the machine can read. */
async function chiedi(url) {
  const headers = env.TABULARIUM_CHIAVE ? { authorization: `Bearer ${env.TABULARIUM_CHIAVE}` } : {};
  for (;;) {
    const risposta = await fetch(url, { headers }).catch((errore) => {
      throw new Error(
        `${url.origin} non risponde (${errore.cause?.code ?? errore.cause?.message ?? errore.message})`,
      );
    });
    if (risposta.status !== 429) return risposta;
    await risposta.body?.cancel();
    const secondi = Math.min(Number(risposta.headers.get('retry-after')) || 5, 120);
    await new Promise((fatto) => setTimeout(fatto, secondi * 1000));
  }
}

function rifiutata(stato) {
  if (!env.TABULARIUM_CHIAVE)
    return new NonAmmesso('il server chiede una chiave API: si dà nella variabile TABULARIUM_CHIAVE');
  return new NonAmmesso(
    stato === 401
      ? 'il server non accetta la chiave di TABULARIUM_CHIAVE: è sbagliata, scaduta o revocata'
      : 'la chiave di TABULARIUM_CHIAVE non può leggere le esportazioni: le serve l’ambito «esportazioni:leggi»',
  );
}

/** Where the files of the export are: under the address of an installation the last one that is ready, else under the address itself. */
async function trovaEsportazione(indirizzo) {
  const base = new URL(indirizzo.endsWith('/') ? indirizzo : `${indirizzo}/`);
  const [, prima] = /^(.*\/api\/v1\/esportazioni\/[0-9a-f-]{36}\/)(?:file\/)?$/.exec(base.pathname) ?? [];
  if (prima) return new URL(`${prima}file/`, base);
  const risposta = await chiedi(new URL('api/v1/esportazioni/ultima', base));
  if ([401, 403].includes(risposta.status)) throw rifiutata(risposta.status);
  const detto = await risposta.json().catch(() => null);
  if (risposta.ok && typeof detto?.id === 'string')
    return new URL(`api/v1/esportazioni/${encodeURIComponent(detto.id)}/file/`, base);
  if (detto?.codice === 'esportazioni.nessuna')
    throw new Error(
      'sul server non c’è un’esportazione pronta che questa chiave possa leggere: la chiede il responsabile, consentendo alle chiavi API di leggerla',
    );
  return base;
}

/** The same files asked to a running server. */
async function sorgenteServer(indirizzo) {
  const radice = await trovaEsportazione(indirizzo);
  const apri = async (nome) => {
    const risposta = await chiedi(new URL(ammesso(nome).map(encodeURIComponent).join('/'), radice));
    if (risposta.ok) return risposta;
    if ([401, 403].includes(risposta.status)) throw rifiutata(risposta.status);
    throw Object.assign(new Error(`${nome}: il server risponde ${risposta.status}`), {
      ...(risposta.status === 404 && { code: 'ENOENT' }),
    });
  };
  return {
    cartella: null,
    json: async (nome) => interoDi(Buffer.from(await (await apri(nome)).arrayBuffer()), nome),
    async *blocchi(nome) {
      yield* Readable.fromWeb((await apri(nome)).body);
    },
  };
}

/** Lines of a file, each parsed: `prossima()` gives the next object, or null at the end. */
class Righe {
  /** The one read last: where a fault of form is. */
  static ultima = null;
  constructor(blocchi, nome) {
    this.nome = nome;
    this.blocchi = blocchi[Symbol.asyncIterator]();
    this.pezzi = [];
    this.pronte = [];
    this.membri = [];
    this.posto = 0;
    this.numero = 0;
    this.finito = false;
  }
  async prossima() {
    while (this.posto === this.pronte.length) {
      if (this.finito) return null;
      await this.riempi();
    }
    this.numero++;
    Righe.ultima = this;
    const i = this.posto++;
    return oggettoDi(this.pronte[i], `${this.nome}, riga ${this.numero}`, this.membri[i]);
  }
  async riempi() {
    this.pronte = [];
    this.posto = 0;
    const { value, done } = await this.blocchi.next();
    if (done) {
      this.finito = true;
      const resto = Buffer.concat(this.pezzi);
      if (resto.length > 0) this.mettiPronte(resto);
      return;
    }
    const fine = value.lastIndexOf(0x0a);
    if (fine < 0) {
      this.pezzi.push(Buffer.from(value));
      return;
    }
    const intere = value.subarray(0, fine);
    const byte = this.pezzi.length === 0 ? intere : Buffer.concat([...this.pezzi, intere]);
    this.mettiPronte(byte);
    this.pezzi = fine + 1 === value.length ? [] : [Buffer.from(value.subarray(fine + 1))];
  }
  mettiPronte(byte) {
    this.pronte = testoDi(byte, this.nome).split('\n');
    this.membri = membriScritti(byte);
  }
}

const sha256 = (dati) => createHash('sha256').update(dati).digest();
const esadecimale = (dati) => sha256(dati).toString('hex');

// --------------------------------------------------------------------------------------------- 2 canonical form and tree

/** RFC 8785. JSON.stringify writes text and numbers as it asks; what is left is the order of the members. */
function canonica(v) {
  if (v === null || typeof v !== 'object') return JSON.stringify(v);
  if (Array.isArray(v)) return `[${v.map(canonica).join(',')}]`;
  return `{${Object.keys(v)
    .sort()
    .map((k) => `${JSON.stringify(k)}:${canonica(v[k])}`)
    .join(',')}}`;
}

function ordinata(v) {
  if (v === null || typeof v !== 'object') return true;
  if (Array.isArray(v)) return v.every(ordinata);
  let prima = '';
  for (const k in v) {
    if (k < prima || !ordinata(v[k])) return false;
    prima = k;
  }
  return true;
}

/** Quick where members are in order already: writing again is then the machine's own. */
const eCanonica = (testo, v) => (ordinata(v) && JSON.stringify(v) === testo) || canonica(v) === testo;

/** Merkle tree of RFC 9162 §2.1, grown leaf by leaf: only the roots of the complete subtrees are kept. */
class Albero {
  constructor() {
    this.dimensione = 0;
    this.pila = [];
  }
  static foglia(contenuto) {
    return createHash('sha256').update(`\0${contenuto}`, 'utf8').digest();
  }
  static nodo(sinistra, destra) {
    const dati = Buffer.allocUnsafe(65);
    dati[0] = 1;
    sinistra.copy(dati, 1);
    destra.copy(dati, 33);
    return sha256(dati);
  }
  aggiungi(impronta) {
    let nodo = impronta;
    for (let n = this.dimensione; n % 2 === 1; n = Math.floor(n / 2))
      nodo = Albero.nodo(this.pila.pop(), nodo);
    this.pila.push(nodo);
    this.dimensione++;
  }
  radice() {
    if (this.pila.length === 0) return sha256('');
    return this.pila.reduceRight(
      (destra, sinistra) => (destra === null ? sinistra : Albero.nodo(sinistra, destra)),
      null,
    );
  }
}

// ----------------------------------------------------------------------------------------- 3 keys, heads, time stamps

function chiavePubblica(base64) {
  const der = Buffer.from(base64, 'base64');
  const chiave = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (chiave.asymmetricKeyType !== 'ed25519') throw new Error('non è una chiave Ed25519');
  return { chiave, impronta: esadecimale(der) };
}

const firmata = (testo, firma, chiave) => {
  try {
    return verify(null, Buffer.from(testo, 'utf8'), chiave, Buffer.from(firma, 'base64'));
  } catch {
    return false;
  }
};

const TESTA =
  /^tabularium\/testa\/1\n([A-Za-z0-9_]{2,40})\/([A-Za-z0-9_.-]{1,16})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n([0-9a-f]{64})\n$/;

/** What the text of a head says, or null when it is none. */
function leggiTesta(testo) {
  const [, ente, registro, dimensione, radice, istante, chiave] = TESTA.exec(testo) ?? [];
  return ente === undefined
    ? null
    : { ente, registro, dimensione: Number(dimensione), radice, istante, chiave };
}

/** One element of DER: tag, contents, and where it begins and ends. */
function der(dati, inizio = 0) {
  let n = dati[inizio + 1];
  let testa = 2;
  if (n === undefined) throw new Error('DER interrotto');
  if (n & 0x80) {
    const cifre = n & 0x7f;
    if (cifre === 0 || cifre > 4) throw new Error('lunghezza DER non ammessa');
    n = dati.readUIntBE(inizio + 2, cifre);
    testa += cifre;
  }
  const fine = inizio + testa + n;
  if (fine > dati.length) throw new Error('DER interrotto');
  return {
    tag: dati[inizio],
    valore: dati.subarray(inizio + testa, fine),
    tutto: dati.subarray(inizio, fine),
    fine,
  };
}

function figli({ valore }) {
  const elenco = [];
  for (let i = 0; i < valore.length; i = elenco.at(-1).fine) elenco.push(der(valore, i));
  return elenco;
}

function oid({ valore }) {
  const numeri = [];
  let n = 0;
  for (const b of valore) {
    n = n * 128 + (b & 0x7f);
    if (!(b & 0x80)) {
      numeri.push(n);
      n = 0;
    }
  }
  const primo = Math.min(2, Math.floor(numeri[0] / 40));
  return [primo, numeri[0] - primo * 40, ...numeri.slice(1)].join('.');
}

const HASH = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const HASH_DELLA_FIRMA = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const hashDi = (algoritmo) => {
  const nome = HASH[oid(figli(algoritmo)[0])];
  if (!nome) throw new Error('algoritmo di impronta non ammesso');
  return nome;
};

/**
 * Checks a time stamp token (RFC 3161, CMS SignedData): imprint of `dati`, signed attributes, signature by the certificate inside, its
 * being a certificate for time stamping, and with `autorita` that it descends from one of them.
 *
 * @returns instant of the stamp
 * @throws Error that says in Italian what does not hold
 */
function verificaMarca(token, dati, autorita) {
  const [tipo, incarto] = figli(der(token));
  if (oid(tipo) !== '1.2.840.113549.1.7.2') throw new Error('non è un SignedData');
  const parti = figli(figli(incarto)[0]);
  const [tipoContenuto, contenuto] = figli(parti[2]);
  if (oid(tipoContenuto) !== '1.2.840.113549.1.9.16.1.4') throw new Error('non contiene un TSTInfo');
  const info = figli(contenuto)[0];
  const tst = der(info.valore);
  const [, , imprint, , genTime] = figli(tst);
  const [algoritmo, valore] = figli(imprint);
  if (!createHash(hashDi(algoritmo)).update(dati).digest().equals(valore.valore))
    throw new Error('l’impronta marcata non è quella della testa');

  const certificati = parti
    .filter((p) => p.tag === 0xa0)
    .flatMap(figli)
    .filter((c) => c.tag === 0x30)
    .map((c) => new X509Certificate(c.tutto));
  const firmatari = figli(parti.at(-1));
  if (firmatari.length !== 1) throw new Error('deve avere un firmatario solo');
  const firma = figli(firmatari[0]);
  const attributi = firma.find((x, i) => i > 1 && x.tag === 0xa0);
  if (!attributi) throw new Error('mancano gli attributi firmati');
  const posto = firma.indexOf(attributi);
  const hash = hashDi(firma[posto - 1]);
  const attributo = (quale) =>
    figli(attributi)
      .map(figli)
      .find(([nome]) => oid(nome) === quale)?.[1];
  const unico = (quale) => {
    const trovato = attributo(quale);
    return trovato && figli(trovato)[0];
  };
  const tipoFirmato = unico('1.2.840.113549.1.9.3');
  if (!tipoFirmato || oid(tipoFirmato) !== '1.2.840.113549.1.9.16.1.4')
    throw new Error('il tipo firmato non è TSTInfo');
  const impronta = unico('1.2.840.113549.1.9.4');
  if (!impronta || !createHash(hash).update(info.valore).digest().equals(impronta.valore))
    throw new Error('l’impronta firmata non è quella del TSTInfo');

  const v2 = unico('1.2.840.113549.1.9.16.2.47');
  const v1 = unico('1.2.840.113549.1.9.16.2.12');
  if (!v2 && !v1) throw new Error('non dice quale certificato l’ha firmata');
  const essCert = figli(figli(figli(v2 ?? v1)[0])[0]);
  const hashCertificato = v2 ? (essCert[0].tag === 0x30 ? hashDi(essCert[0]) : 'sha256') : 'sha1';
  const improntaCertificato = essCert.find((e) => e.tag === 0x04)?.valore;
  const certificato = certificati.find((c) =>
    createHash(hashCertificato)
      .update(c.raw)
      .digest()
      .equals(improntaCertificato ?? Buffer.alloc(0)),
  );
  if (!certificato) throw new Error('il certificato di chi firma non è nella marca');
  if (!certificato.keyUsage?.includes('1.3.6.1.5.5.7.3.8'))
    throw new Error('il certificato non è per marche temporali');

  const algoritmoFirma = firma[posto + 1];
  const nome = oid(figli(algoritmoFirma)[0]);
  const pss = nome === '1.2.840.113549.1.1.10';
  const daVerificare = Buffer.from(attributi.tutto);
  daVerificare[0] = 0x31;
  const chiave = { key: certificato.publicKey };
  if (pss)
    Object.assign(chiave, {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_AUTO,
    });
  const conHash = nome === '1.3.101.112' ? null : (HASH_DELLA_FIRMA[nome] ?? hash);
  if (!verify(conHash, daVerificare, chiave, firma[posto + 2].valore))
    throw new Error('la firma della marca non è valida');

  const istante = istanteDer(genTime.valore.toString('latin1'));
  if (istante < new Date(certificato.validFrom) || istante > new Date(certificato.validTo))
    throw new Error('il certificato non era valido all’istante della marca');
  if (autorita.length > 0 && !discende(certificato, certificati, autorita))
    throw new Error('il certificato non discende dall’autorità indicata con --ca');
  return istante;
}

function istanteDer(testo) {
  const [, a, m, g, o, mi, s, f = ''] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(testo) ?? [];
  if (a === undefined) throw new Error('istante della marca non leggibile');
  return new Date(`${a}-${m}-${g}T${o}:${mi}:${s}${f.slice(0, 4)}Z`);
}

function discende(certificato, intermedi, autorita) {
  let c = certificato;
  for (let passi = 0; passi < 8; passi++) {
    if (autorita.some((a) => a.raw.equals(c.raw) || (c.checkIssued(a) && c.verify(a.publicKey)))) return true;
    const sopra = intermedi.find(
      (i) => i.ca && !i.raw.equals(c.raw) && c.checkIssued(i) && c.verify(i.publicKey),
    );
    if (!sopra) return false;
    c = sopra;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------- 4 rows and leaves

/** Equality of JSON, whatever the order of the members; a member that is missing and one that is null are the same. */
function uguali(a, b) {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((x, i) => uguali(x, b[i]));
  // Of their own: every object has a `constructor`, and a `__proto__`, that nobody wrote.
  for (const k in a) if (!uguali(a[k], Object.hasOwn(b, k) ? b[k] : null)) return false;
  for (const k in b) if (!Object.hasOwn(a, k) && b[k] !== null) return false;
  return true;
}

const ISTANTE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?(Z|[+-]\d\d(?::?\d\d)?)$/;

const istantiLetti = new Map();
/** Microseconds since 1970, or NaN: a Date alone would not see a change below the millisecond. The same few come one after the other. */
function micro(testo) {
  let letto = istantiLetti.get(testo);
  if (letto === undefined) {
    letto = leggiIstante(testo);
    if (istantiLetti.size > 1000) istantiLetti.clear();
    istantiLetti.set(testo, letto);
  }
  return letto;
}

function leggiIstante(testo) {
  const [, giorno, ora, frazione = '', zona] = ISTANTE.exec(testo ?? '') ?? [];
  if (giorno === undefined) return NaN;
  const fuso = /^[+-]\d\d$/.test(zona) ? `${zona}:00` : zona;
  return Date.parse(`${giorno}T${ora}${fuso}`) * 1000 + Number(frazione.slice(1).padEnd(6, '0'));
}

const stessoIstante = (a, b) => (a ?? null) === (b ?? null) || micro(a) === micro(b);

const roma = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const giorni = new Map();
/** Day of Europe/Rome of an instant in UTC; the same for a whole hour of UTC. */
function giornoDi(istante) {
  const ora = istante.slice(0, 13);
  let giorno = giorni.get(ora);
  if (giorno === undefined) {
    giorno = roma.format(new Date(istante));
    giorni.set(ora, giorno);
  }
  return giorno;
}

const DELLA_REGISTRAZIONE = [
  'anno', 'numero', 'flusso', 'oggetto', 'supporto', 'esemplare', 'esemplare_unico', 'protocollo_mittente_numero',
  'protocollo_mittente_data', 'diciture', 'segnatura', 'impronta_segnatura', 'utente_id', 'chiave_api_id', 'operatore', 'unita_id',
]; // prettier-ignore
const DEL_DOCUMENTO = [
  'ordine',
  'ruolo',
  'descrizione',
  'tipo',
  'impronta',
  'algoritmo',
  'nome_file',
  'formato',
  'dimensione',
];
const COPIATI_DAL_DOCUMENTO = ['impronta', 'algoritmo', 'nome_file', 'formato', 'dimensione'];
const RUOLI = { mittente: 'mittenti', destinatario: 'destinatari', conoscenza: 'perConoscenza' };

/** Optional data: the name in the leaf, and where it is in the exported row. */
const FACOLTATIVI = {
  mezzo: (s) => s.mezzo,
  numeroRaccomandata: (s) => s.numero_raccomandata,
  luogo: (s) => s.luogo,
  rpa: (s) => s.rpa,
  note: (s) => s.note,
  dataDocumento: (s) => s.data_documento,
  allegatiDichiarati: (s) => s.allegati_dichiarati,
  originali: (s) => s.originali,
  riservatezza: (s) => s.riservatezza,
  datiParticolari: (s) => s.dati_particolari,
  datiGiudiziari: (s) => s.dati_giudiziari,
  garaFinoA: (s) => s.gara_fino_a,
  classificazione: (_s, riga) => riga.classificazione,
  unitaCompetente: (_s, riga) => riga.unitaCompetente,
};
const uguaiFacoltativi = (campo, a, b) => {
  if (campo === 'garaFinoA') return stessoIstante(a, b);
  // An office or an entry may be called otherwise later: what was chosen is the code.
  if (campo === 'classificazione' || campo === 'unitaCompetente')
    return (a?.codice ?? null) === (b?.codice ?? null);
  return uguali(a, b);
};

function riassunto(elenco) {
  const nomi = elenco.slice(0, 3).map((c) => c.nominativo);
  const altri = elenco.length - nomi.length;
  return nomi.join('; ') + (altri === 0 ? '' : altri === 1 ? ' e un altro' : ` e altri ${altri}`);
}

const nomi = (...elenco) => new Map(elenco.map((nome) => [nome, undefined]));
const conDentro = (membri, interni) => new Map([...membri, ...Object.entries(interni)]);
const DI_OGNI_FOGLIA = nomi('formato', 'tipo', 'posizione', 'sale', 'ente', 'istante', 'operatore');
const DEL_CODIFICATO = nomi('codice', 'denominazione');
const DEL_FILE = nomi('impronta', 'nomeFile', 'dimensione');
const dellaFoglia = (membri, interni = {}) =>
  conDentro(new Map([...DI_OGNI_FOGLIA, ...nomi(...membri)]), interni);

/**
 * What each kind of leaf says, and what the objects in it say (docs/registro-verificabile.md). One that says more is not the leaf of its row.
 * Correspondents, and the two values of a change, are compared whole with theirs.
 */
const MEMBRI = new Map(
  Object.entries({
    registrazione: dellaFoglia(
      [...DELLA_REGISTRAZIONE, ...Object.values(RUOLI), 'data_arrivo', 'aoo', 'registro'],
      {
        documenti: nomi(...DEL_DOCUMENTO),
        facoltativi: conDentro(nomi(...Object.keys(FACOLTATIVI)), {
          classificazione: DEL_CODIFICATO,
          unitaCompetente: DEL_CODIFICATO,
        }),
      },
    ),
    annullamento: dellaFoglia(['anno', 'numero', 'motivazione', 'richiestaDa'], {
      atto: nomi('numero', 'data'),
    }),
    rettifica: dellaFoglia(['anno', 'numero', 'campo', 'prima', 'dopo', 'motivazione', 'richiestaDa']),
    variazione: dellaFoglia(['anno', 'numero'], { variazioni: nomi('campo', 'prima', 'dopo', 'motivo') }),
    chiave: dellaFoglia(['chiave', 'impronta', 'precedente', 'firma']),
    'registro-giornaliero': dellaFoglia(
      ['giorno', 'identificativo', 'progressivo', 'prima', 'ultima', 'quante', 'eventi'],
      {
        registrazione: nomi('registro', 'anno', 'numero'),
        pdf: DEL_FILE,
        xml: DEL_FILE,
        testa: nomi('dimensione', 'radice'),
      },
    ),
    traccia: dellaFoglia(['blocco', 'al', 'impronta']),
  }),
);

/** Members that are in a leaf and not among those of its kind. `segnala(campo, detto)` for each. */
function soloNellaFoglia(valore, membri, dove, segnala) {
  if (valore === null || typeof valore !== 'object') return;
  if (Array.isArray(valore)) {
    valore.forEach((v, i) => soloNellaFoglia(v, membri, `${dove}.${i + 1}`, segnala));
    return;
  }
  for (const campo in valore) {
    const interni = membri.get(campo);
    if (interni) soloNellaFoglia(valore[campo], interni, `${dove}.${campo}`, segnala);
    else if (!membri.has(campo)) segnala(`${dove}.${campo}`, 'è solo nella foglia');
  }
}

/** What an exported registration says otherwise than its leaf and than the events after it. `segnala(campo, detto)` for each. */
function confrontaRegistrazione(foglia, riga, eventi, registro, segnala) {
  const r = riga.registrazione;
  for (const campo of DELLA_REGISTRAZIONE)
    if (!uguali(foglia[campo], r[campo])) segnala(`registrazione.${campo}`, 'non è quello della foglia');
  for (const campo of ['istante', 'data_arrivo'])
    if (!stessoIstante(foglia[campo], r[campo]))
      segnala(`registrazione.${campo}`, 'non è quello della foglia');
  if (r.data !== giornoDi(foglia.istante)) segnala('registrazione.data', 'non è il giorno dell’istante');
  if (r.numerazione_continua !== (registro.numerazione === 'continua'))
    segnala('registrazione.numerazione_continua', 'non è quella del registro');
  confrontaSegnatura(foglia, r.segnatura_dati, segnala);
  confrontaCorrispondenti(foglia, riga.corrispondenti, eventi, segnala);
  confrontaDocumenti(foglia.documenti, riga.documenti, segnala);
  confrontaScheda(foglia, riga, eventi, segnala);
}

function confrontaSegnatura(foglia, dati, segnala) {
  const attesi = {
    anno: [foglia.anno, dati?.anno],
    numero: [foglia.numero, dati?.numero],
    flusso: [foglia.flusso, dati?.flusso],
    diciture: [foglia.diciture, dati?.diciture],
    ente: [foglia.ente, dati?.amministrazione?.codiceIpa],
    aoo: [foglia.aoo, dati?.aoo?.codice],
    registro: [foglia.registro, dati?.registro?.codice],
  };
  for (const [campo, [atteso, detto]] of Object.entries(attesi))
    if (!uguali(atteso, detto)) segnala(`registrazione.segnatura_dati.${campo}`, 'non è quello della foglia');
  // To the second: what is printed has no more.
  if (Math.floor(micro(foglia.istante) / 1e6) !== Math.floor(micro(dati?.istante) / 1e6))
    segnala('registrazione.segnatura_dati.istante', 'non è quello della foglia');
  for (const [campo, chiave] of [
    ['classificazione', 'classificazione'],
    ['unita', 'unitaCompetente'],
  ]) {
    const atteso = foglia.facoltativi?.[chiave];
    if (foglia.facoltativi && !uguali(atteso, dati?.[campo]))
      segnala(`registrazione.segnatura_dati.${campo}`, 'non è quello della foglia');
  }
}

function confrontaCorrispondenti(foglia, righe, eventi, segnala) {
  const attese = new Map();
  for (const [ruolo, nome] of Object.entries(RUOLI)) attese.set(`0/${ruolo}`, foglia[nome] ?? []);
  for (const { campo, edizione, dopo } of eventi.rettifiche) {
    const ruolo = Object.keys(RUOLI).find((k) => RUOLI[k] === campo);
    if (ruolo) attese.set(`${edizione}/${ruolo}`, dopo);
  }
  const trovate = new Map();
  for (const c of righe) {
    const k = `${c.edizione}/${c.ruolo}`;
    const elenco = trovate.get(k) ?? trovate.set(k, []).get(k);
    elenco.push(c);
    const dove = `corrispondente.${c.ruolo}.${c.edizione}.${c.ordine}`;
    if (c.ordine !== elenco.length) segnala(`${dove}.ordine`, 'non segue il precedente');
    if (c.tipo !== c.dati.tipo) segnala(`${dove}.tipo`, 'non è quello dei dati');
    if (c.nominativo !== c.dati.nominativo) segnala(`${dove}.nominativo`, 'non è quello dei dati');
    if ((c.codice_fiscale ?? null) !== (c.dati.codiceFiscale?.toUpperCase() ?? null))
      segnala(`${dove}.codice_fiscale`, 'non è quello dei dati');
  }
  for (const [k, elenco] of attese) {
    const righe = trovate.get(k) ?? [];
    trovate.delete(k);
    const [edizione, ruolo] = k.split('/');
    const dove = `corrispondente.${ruolo}.${edizione}`;
    if (righe.length !== elenco.length) segnala(dove, `sono ${righe.length}, nella foglia ${elenco.length}`);
    else
      elenco.forEach(
        (c, i) =>
          !uguali(c, righe[i].dati) && segnala(`${dove}.${i + 1}.dati`, 'non sono quelli della foglia'),
      );
  }
  for (const k of trovate.keys()) segnala(`corrispondente.${k}`, 'nessuna foglia li conosce');
}

function confrontaDocumenti(foglie, righe, segnala) {
  if (foglie.length !== righe.length)
    segnala('registrazione_documento', `sono ${righe.length}, nella foglia ${foglie.length}`);
  foglie.forEach((f, i) => {
    const r = righe[i];
    if (!r) return;
    for (const campo of DEL_DOCUMENTO)
      if (!uguali(f[campo], r[campo]))
        segnala(`registrazione_documento.${f.ordine}.${campo}`, 'non è quello della foglia');
    if (!f.impronta) return;
    if (!r.documento) segnala(`documento.${f.ordine}`, 'manca');
    else
      for (const campo of COPIATI_DAL_DOCUMENTO)
        if (!uguali(f[campo], r.documento[campo]))
          segnala(`documento.${f.ordine}.${campo}`, 'non è quello della foglia');
  });
}

function confrontaScheda(foglia, riga, eventi, segnala) {
  const { registrazione: r, scheda: s } = riga;
  if (!s) return segnala('scheda', 'manca');
  for (const campo of ['anno', 'numero', 'flusso'])
    if (s[campo] !== foglia[campo]) segnala(`scheda.${campo}`, 'non è quello della foglia');
  if (!stessoIstante(s.istante, foglia.istante)) segnala('scheda.istante', 'non è quello della foglia');
  if (s.registro_id !== r.registro_id) segnala('scheda.registro_id', 'non è quello della registrazione');
  if (s.annullata !== (eventi.annullamento !== undefined))
    segnala('scheda.annullata', 'non è come dice l’annullamento');
  if (s.rettificata !== eventi.rettifiche.length > 0)
    segnala('scheda.rettificata', 'non è come dicono le rettifiche');
  if (s.numero_allegati !== foglia.documenti.filter((d) => d.ruolo === 'allegato').length)
    segnala('scheda.numero_allegati', 'non sono quelli della foglia');
  const inVigore = (campo, iniziale) =>
    eventi.rettifiche.findLast((x) => x.campo === campo)?.dopo ?? iniziale;
  if (s.oggetto !== inVigore('oggetto', foglia.oggetto)) segnala('scheda.oggetto', 'non è quello in vigore');
  const chi = foglia.flusso === 'E' ? 'mittenti' : 'destinatari';
  if (s.corrispondenti !== riassunto(inVigore(chi, foglia[chi]) ?? []))
    segnala('scheda.corrispondenti', 'non sono quelli in vigore');
  // An identifier that names nothing would pass for none.
  if (s.voce_titolario_id && !riga.classificazione)
    segnala('scheda.voce_titolario_id', 'non è una voce del titolario');
  if (s.unita_competente_id && !riga.unitaCompetente)
    segnala('scheda.unita_competente_id', 'non è un ufficio');
  for (const campo in FACOLTATIVI) {
    const ultima = eventi.variazioni.findLast((v) => v.campo === campo);
    // A leaf of the first format says nothing of the optional data: only what has changed since is known.
    if (!ultima && foglia.facoltativi === undefined) continue;
    const atteso = ultima ? ultima.dopo : foglia.facoltativi[campo];
    if (!uguaiFacoltativi(campo, atteso, FACOLTATIVI[campo](s, riga)))
      segnala(`scheda.${campo}`, ultima ? 'non è quello dell’ultima variazione' : 'non è quello registrato');
  }
}

// --------------------------------------------------------------------------------------------------- 5 one register

/** Events of a register by the registration they are of. As many objects in memory as there are events. */
async function leggiEventi(apri, segnala) {
  const per = new Map();
  const di = (anno, numero) => {
    const chiave = `${anno}/${numero}`;
    let e = per.get(chiave);
    if (!e) per.set(chiave, (e = { annullamento: undefined, rettifiche: [], variazioni: [] }));
    return e;
  };
  for (const [nome, metti] of [
    [
      'annullamenti',
      (e, { annullamento, richiesta, anno, numero }) => {
        if (e.annullamento)
          segnala({ anno, numero, campo: 'annullamento', difetto: 'è annullata due volte' });
        e.annullamento = { ...annullamento, richiesta };
      },
    ],
    ['rettifiche', (e, { rettifica, richiesta }) => e.rettifiche.push({ ...rettifica, richiesta })],
    ['variazioni', (e, { variazione }) => e.variazioni.push(variazione)],
  ]) {
    const righe = apri(`${nome}.jsonl`);
    for (let x; (x = await righe.prossima()) !== null;) metti(di(x.anno, x.numero), x);
  }
  for (const e of per.values()) e.rettifiche.sort((a, b) => a.edizione - b.edizione);
  return per;
}

const SENZA_EVENTI = { annullamento: undefined, rettifiche: [], variazioni: [] };

class Registro {
  constructor(contesto, voce) {
    this.contesto = contesto;
    this.voce = voce;
    this.codice = voce.codice;
    this.albero = new Albero();
    this.attesa = 1;
    this.istante = null;
    this.numeri = new Map();
    this.annullate = new Set();
    this.chiavi = new Map();
    this.ultimaChiave = null;
    this.radici = new Map();
    this.giorni = new Map();
    this.istanti = new Map();
    this.stampate = [];
    this.usate = { rettifiche: new Map(), variazioni: new Map(), annullamenti: new Set() };
    this.quante = 0;
  }

  segnala(difetto) {
    this.contesto.segnala({ registro: this.codice, ...difetto });
  }

  apri(nome) {
    const percorso = `registri/${this.codice}/${nome}`;
    return new Righe(this.contesto.sorgente.blocchi(percorso), percorso);
  }

  async verifica() {
    this.registro = await this.contesto.sorgente.json(`registri/${this.codice}/registro.json`);
    this.eventi = await leggiEventi(
      (n) => this.apri(n),
      (d) => this.segnala(d),
    );
    await this.leggiTeste();
    await this.leggiGiornalieri();
    this.righe = this.apri('registrazioni.jsonl');
    this.riga = await this.righe.prossima();
    this.metadati = apriMetadati(this.contesto, this.codice);
    const foglie = this.apri('foglie.jsonl');
    for (let f; (f = await foglie.prossima()) !== null;) await this.foglia(f);
    while (this.riga) await this.rigaSenzaFoglia();
    await this.metadati?.avanzati();
    this.eventiSenzaFoglia();
    this.stato();
    this.verificaTeste();
    this.verificaGiornalieri();
    return { foglie: this.albero.dimensione, registrazioni: this.quante, teste: this.teste.length };
  }

  async leggiTeste() {
    this.teste = [];
    const righe = this.apri('teste.jsonl');
    for (let t; (t = await righe.prossima()) !== null;) this.teste.push(t);
    this.ancore = this.contesto.teste.filter((t) => t.letta.registro === this.codice);
    this.servono = new Set([
      ...this.teste.map((t) => t.dimensione),
      ...this.ancore.map((t) => t.letta.dimensione),
    ]);
    if (this.servono.has(0)) this.radici.set(0, this.albero.radice().toString('base64'));
  }

  async leggiGiornalieri() {
    this.giornalieri = new Map();
    const righe = this.apri('giornalieri.jsonl');
    for (let g; (g = await righe.prossima()) !== null;) {
      if (this.giornalieri.has(g.giorno))
        this.segnala({ campo: 'registro_giornaliero', difetto: `due registri giornalieri del ${g.giorno}` });
      this.giornalieri.set(g.giorno, g);
    }
  }

  async foglia(f) {
    const p = f.posizione;
    if (p !== this.attesa)
      this.segnala({
        posizione: p > this.attesa ? this.attesa : p,
        campo: 'foglia.posizione',
        difetto:
          p > this.attesa
            ? `mancano le foglie da ${this.attesa} a ${p - 1}`
            : 'foglia ripetuta o fuori posto',
      });
    this.attesa = Math.max(this.attesa, p + 1);
    if (!(micro(f.istante) >= (this.istante ?? -Infinity)))
      this.segnala({
        posizione: p,
        campo: 'foglia.istante',
        difetto: 'precede l’istante della foglia prima',
      });
    this.istante = micro(f.istante);
    if (f.contenuto === undefined || f.contenuto === null) this.soloImpronta(f);
    else await this.conContenuto(f);
    if (this.servono.has(this.albero.dimensione)) {
      this.radici.set(this.albero.dimensione, this.albero.radice().toString('base64'));
      this.istanti.set(this.albero.dimensione, this.istante);
    }
  }

  /** A leaf of another year, in the export of one. */
  soloImpronta(f) {
    const { anno } = this.contesto.manifesto;
    if (!anno || giornoDi(f.istante).startsWith(`${anno}-`))
      this.segnala({ posizione: f.posizione, campo: 'foglia.contenuto', difetto: 'manca' });
    if (!/^[0-9a-f]{64}$/.test(f.impronta))
      throw new Illeggibile(`foglia ${f.posizione}: l’impronta non è un’impronta`);
    this.albero.aggiungi(Buffer.from(f.impronta, 'hex'));
  }

  async conContenuto(f) {
    const difetto = (campo, detto) => this.segnala({ posizione: f.posizione, campo, difetto: detto });
    const impronta = Albero.foglia(f.contenuto);
    this.albero.aggiungi(impronta);
    if (impronta.toString('hex') !== f.impronta) difetto('foglia.impronta', 'non è quella del contenuto');
    let c;
    try {
      c = JSON.parse(f.contenuto);
    } catch {
      return difetto('foglia.contenuto', 'non è JSON');
    }
    if (c === null || typeof c !== 'object') return difetto('foglia.contenuto', 'non è un oggetto JSON');
    if (!eCanonica(f.contenuto, c)) difetto('foglia.contenuto', 'non è in forma canonica (RFC 8785)');
    if (!FORMATI_FOGLIA.includes(c.formato))
      return difetto('foglia.formato', `«${c.formato}» non è conosciuto`);
    if (c.posizione !== f.posizione) difetto('foglia.posizione', 'non è quella del contenuto');
    if (c.tipo !== f.tipo) difetto('foglia.tipo', 'non è quello del contenuto');
    if (c.ente !== this.contesto.manifesto.ente.codiceIpa)
      difetto('foglia.ente', 'non è quello dell’esportazione');
    if (!stessoIstante(c.istante, f.istante)) difetto('foglia.istante', 'non è quello del contenuto');
    if (!/^[0-9a-f]{32}$/.test(c.sale ?? '')) difetto('foglia.sale', 'non è di 128 bit');
    if ((c.registro ?? this.codice) !== this.codice) difetto('foglia.registro', 'non è quello del registro');
    const registrazione = DEL_REGISTRO.includes(c.tipo) ? undefined : c;
    if ((f.anno ?? undefined) !== registrazione?.anno || (f.numero ?? undefined) !== registrazione?.numero)
      difetto('foglia.registrazione_id', 'non è la registrazione di cui dice il contenuto');
    const membri = MEMBRI.get(c.tipo);
    if (membri)
      soloNellaFoglia(c, membri, c.tipo, (campo, detto) =>
        this.segnala({
          posizione: f.posizione,
          ...(registrazione && { anno: c.anno, numero: c.numero }),
          campo,
          difetto: detto,
        }),
      );
    if (c.tipo === 'registrazione') await this.registrazione(f, c);
    else if (c.tipo === 'chiave') this.annuncio(f, c);
    else if (c.tipo === 'registro-giornaliero') this.stampate.push({ posizione: f.posizione, c });
    else if (c.tipo === 'traccia')
      this.contesto.testimonianze.push({ registro: this.codice, posizione: f.posizione, c });
    else if (registrazione) this.evento(f, c);
  }

  numera(f, c) {
    const continua = this.registro.numerazione === 'continua';
    const anno = continua ? 0 : c.anno;
    const ultimo = this.numeri.get(anno);
    // In the export of a year a numbering that never restarts begins where the year does.
    const atteso =
      ultimo === undefined ? (continua && this.contesto.manifesto.anno ? c.numero : 1) : ultimo + 1;
    if (c.numero !== atteso)
      this.segnala({
        posizione: f.posizione,
        anno: c.anno,
        numero: c.numero,
        campo: 'numero',
        difetto:
          c.numero > atteso
            ? `buco nella numerazione: atteso il ${atteso}`
            : `numero ripetuto: atteso il ${atteso}`,
      });
    this.numeri.set(anno, Math.max(ultimo ?? 0, c.numero));
    const giorno = giornoDi(c.istante);
    if (Number(giorno.slice(0, 4)) !== c.anno)
      this.segnala({
        posizione: f.posizione,
        anno: c.anno,
        numero: c.numero,
        campo: 'anno',
        difetto: 'non è quello dell’istante',
      });
    const g = this.delGiorno(giorno);
    g.prima ??= c.numero;
    g.ultima = c.numero;
    g.quante++;
  }

  delGiorno(giorno) {
    let g = this.giorni.get(giorno);
    if (!g) this.giorni.set(giorno, (g = { prima: null, ultima: null, quante: 0, eventi: 0 }));
    return g;
  }

  async registrazione(f, c) {
    this.quante++;
    this.numera(f, c);
    if (c.aoo !== this.contesto.manifesto.aoo.codice)
      this.segnala({
        posizione: f.posizione,
        campo: 'foglia.aoo',
        difetto: 'non è quella dell’esportazione',
      });
    const prima = (r) => r.anno < c.anno || (r.anno === c.anno && r.numero < c.numero);
    while (this.riga && prima(this.riga.registrazione)) await this.rigaSenzaFoglia();
    const riga = this.riga;
    const dove = { posizione: f.posizione, anno: c.anno, numero: c.numero };
    if (!riga || riga.registrazione.anno !== c.anno || riga.registrazione.numero !== c.numero) {
      this.segnala({ ...dove, campo: 'registrazione', difetto: 'la foglia c’è, la registrazione no' });
      return;
    }
    this.riga = await this.righe.prossima();
    const eventi = this.eventi.get(`${c.anno}/${c.numero}`) ?? SENZA_EVENTI;
    confrontaRegistrazione(c, riga, eventi, this.registro, (campo, difetto) =>
      this.segnala({ ...dove, campo, difetto }),
    );
    this.contesto.documenti(this.codice, dove, c.documenti);
    await this.metadati?.confronta(c, eventi, dove);
    if (this.registro.dei_giornalieri)
      this.contesto.repertorio.set(
        `${this.codice}/${c.anno}/${c.numero}`,
        c.documenti.map((d) => d.impronta),
      );
  }

  async rigaSenzaFoglia() {
    const { anno, numero } = this.riga.registrazione;
    this.segnala({
      anno,
      numero,
      campo: 'registrazione',
      difetto: 'la registrazione c’è, la sua foglia no (o è fuori ordine)',
    });
    this.riga = await this.righe.prossima();
  }

  evento(f, c) {
    const { anno, numero } = c;
    const dove = { posizione: f.posizione, anno, numero };
    const difetto = (campo, detto) => this.segnala({ ...dove, campo, difetto: detto });
    this.contaEvento(c);
    const chiave = `${anno}/${numero}`;
    const ultimo = this.numeri.get(this.registro.numerazione === 'continua' ? 0 : anno);
    const altroAnno = this.contesto.manifesto.anno && anno !== this.contesto.manifesto.anno;
    if (!altroAnno && !(numero <= (ultimo ?? 0)))
      difetto('numero', 'l’evento è di una registrazione che non c’era ancora');
    if (this.annullate.has(chiave)) difetto('tipo', 'la registrazione era già annullata');
    const e = this.eventi.get(chiave) ?? SENZA_EVENTI;
    const confronta = (campo, atteso, detto) =>
      uguali(atteso, detto) || difetto(campo, 'non è quello della foglia');
    if (c.tipo === 'annullamento') {
      this.annullate.add(chiave);
      const a = e.annullamento;
      if (!a) return difetto('annullamento', 'la foglia c’è, l’annullamento no');
      this.usate.annullamenti.add(chiave);
      confronta('annullamento.motivazione', c.motivazione, a.motivazione);
      confronta('annullamento.atto_numero', c.atto?.numero, a.atto_numero);
      confronta('annullamento.atto_data', c.atto?.data, a.atto_data);
      confronta('annullamento.operatore', c.operatore, a.operatore);
      if (!stessoIstante(c.istante, a.istante)) difetto('annullamento.istante', 'non è quello della foglia');
      this.richiesta(c, a, 'annullamento', confronta);
      return undefined;
    }
    if (c.tipo === 'rettifica') {
      const posto = this.usate.rettifiche.get(chiave) ?? 0;
      this.usate.rettifiche.set(chiave, posto + 1);
      const r = e.rettifiche[posto];
      if (!r) return difetto('rettifica', 'la foglia c’è, la rettifica no');
      if (r.edizione !== posto + 1) difetto('rettifica.edizione', 'non segue la precedente');
      for (const campo of ['campo', 'prima', 'dopo', 'motivazione', 'operatore'])
        confronta(`rettifica.${campo}`, c[campo], r[campo]);
      if (!stessoIstante(c.istante, r.istante)) difetto('rettifica.istante', 'non è quello della foglia');
      this.richiesta(c, r, 'rettifica', confronta);
      return undefined;
    }
    if (c.tipo !== 'variazione') return difetto('foglia.tipo', `«${c.tipo}» non è conosciuto`);
    let usate = this.usate.variazioni.get(chiave);
    if (!usate) this.usate.variazioni.set(chiave, (usate = new Set()));
    for (const v of c.variazioni) {
      const candidate = e.variazioni.filter(
        (r) => !usate.has(r) && r.campo === v.campo && stessoIstante(r.istante, c.istante),
      );
      const esatta = candidate.find(
        (r) =>
          uguali(v.prima, r.prima) &&
          uguali(v.dopo, r.dopo) &&
          uguali(v.motivo, r.motivo) &&
          r.operatore === c.operatore,
      );
      const r = esatta ?? candidate[0];
      if (!r) {
        difetto(`variazione.${v.campo}`, 'la foglia c’è, la variazione no');
        continue;
      }
      usate.add(r);
      for (const campo of ['prima', 'dopo', 'motivo']) confronta(`variazione.${campo}`, v[campo], r[campo]);
      confronta('variazione.operatore', c.operatore, r.operatore);
    }
    return undefined;
  }

  /** Daily registers count the changes of registrations of earlier days; numbers say which those are. */
  contaEvento(c) {
    const giorno = giornoDi(c.istante);
    const g = this.delGiorno(giorno);
    const diOggi = g.prima !== null && c.anno === Number(giorno.slice(0, 4)) && c.numero >= g.prima;
    if (!diOggi) g.eventi += c.tipo === 'variazione' ? c.variazioni.length : 1;
  }

  /** The request an event carried out: what was asked is what was done. */
  richiesta(c, { richiesta: q, registrazione_id }, tipo, confronta) {
    confronta('richiesta.registrazione_id', registrazione_id, q?.registrazione_id);
    confronta('richiesta.tipo', tipo, q?.tipo);
    confronta('richiesta.stato', 'autorizzata', q?.stato);
    confronta('richiesta.motivazione', c.motivazione, q?.motivazione);
    confronta('richiesta.richiesta_da_nome', c.richiestaDa, q?.richiesta_da_nome);
    confronta('richiesta.decisa_da_nome', c.operatore, q?.decisa_da_nome);
    if (tipo === 'annullamento') {
      confronta('richiesta.atto_numero', c.atto?.numero, q?.atto_numero);
      confronta('richiesta.atto_data', c.atto?.data, q?.atto_data);
    } else {
      confronta('richiesta.campo', c.campo, q?.campo);
      confronta('richiesta.valore', c.dopo, q?.valore);
    }
  }

  eventiSenzaFoglia() {
    for (const [chiave, e] of this.eventi) {
      const [anno, numero] = chiave.split('/').map(Number);
      const dice = (campo) => this.segnala({ anno, numero, campo, difetto: 'la riga c’è, la sua foglia no' });
      if (e.annullamento && !this.usate.annullamenti.has(chiave)) dice('annullamento');
      for (let i = this.usate.rettifiche.get(chiave) ?? 0; i < e.rettifiche.length; i++) dice('rettifica');
      const usate = this.usate.variazioni.get(chiave);
      for (const v of e.variazioni) if (!usate?.has(v)) dice('variazione');
    }
  }

  annuncio(f, c) {
    const difetto = (campo, detto) => this.segnala({ posizione: f.posizione, campo, difetto: detto });
    let letta;
    try {
      letta = chiavePubblica(c.chiave);
    } catch (errore) {
      return difetto('chiave', `non si legge: ${errore.message}`);
    }
    if (letta.impronta !== c.impronta) difetto('chiave.impronta', 'non è quella della chiave');
    const precedente = this.ultimaChiave;
    if ((c.precedente ?? null) !== (precedente?.impronta ?? null))
      difetto('chiave.precedente', 'non è l’ultima annunciata');
    const testo = `tabularium/chiave/1\n${this.contesto.manifesto.ente.codiceIpa}\n${letta.impronta}\n`;
    const fidata = this.contesto.chiavi.some((k) => k.impronta === letta.impronta);
    if (precedente && !fidata && !(c.firma && firmata(testo, c.firma, precedente.chiave)))
      difetto(
        'chiave.firma',
        'il passaggio di chiave non è firmato dalla precedente, né è indicata con --chiave',
      );
    this.ultimaChiave = { ...letta, posizione: f.posizione };
    this.chiavi.set(letta.impronta, this.ultimaChiave);
    return undefined;
  }

  /** What the register says of itself: how far it is. */
  stato() {
    const { stato, contatori } = this.registro;
    const ultima = this.attesa - 1;
    if (!stato) return this.segnala({ campo: 'registro_stato', difetto: 'manca' });
    if (stato.ultima_foglia !== ultima)
      this.segnala({
        campo: 'registro_stato.ultima_foglia',
        difetto: `dice ${stato.ultima_foglia}, le foglie sono ${ultima}`,
      });
    if (ultima > 0 && micro(stato.ultimo_istante) !== this.istante)
      this.segnala({ campo: 'registro_stato.ultimo_istante', difetto: 'non è quello dell’ultima foglia' });
    if (this.registro.tipo === 'fascicoli') return undefined;
    const { anno } = this.contesto.manifesto;
    const detti = new Map(contatori.map((k) => [k.anno, k.ultimo]));
    if (!anno) for (const [a, n] of detti) if (!this.numeri.has(a)) this.contatore(a, n, 0);
    for (const [a, n] of this.numeri)
      if (detti.get(a) !== n && !(anno && a === 0)) this.contatore(a, detti.get(a) ?? null, n);
    return undefined;
  }

  contatore(anno, detto, numero) {
    this.segnala({ anno, campo: 'contatore.ultimo', difetto: `dice ${detto}, l’ultimo numero è ${numero}` });
  }

  /** Signature of a head by a key announced in the leaves it counts, and the root of those leaves. */
  testa(testo, firma, letta, difetto) {
    const chiave = this.chiavi.get(letta.chiave);
    if (letta.ente !== this.contesto.manifesto.ente.codiceIpa) difetto('testa.testo', 'è di un altro ente');
    if (letta.registro !== this.codice) difetto('testa.testo', 'è di un altro registro');
    if (!chiave) difetto('testa.chiave', 'la chiave che firma non è annunciata in questo registro');
    else if (chiave.posizione > letta.dimensione)
      difetto('testa.chiave', 'la chiave è annunciata dopo questa testa');
    if (chiave && !firmata(testo, firma, chiave.chiave)) difetto('testa.firma', 'la firma non è valida');
    const radice = this.radici.get(letta.dimensione);
    if (radice === undefined)
      difetto('testa.dimensione', `conta ${letta.dimensione} foglie, qui sono ${this.albero.dimensione}`);
    else if (radice !== letta.radice) difetto('testa.radice', 'non è la radice delle foglie');
  }

  verificaTeste() {
    let prima = { dimensione: -1, istante: '' };
    for (const t of this.teste) {
      const difetto = (campo, detto) => this.segnala({ testa: t.dimensione, campo, difetto: detto });
      const letta = leggiTesta(t.testo);
      if (!letta) {
        difetto('testa.testo', 'non è nella forma di una testa');
        continue;
      }
      for (const campo of ['dimensione', 'radice', 'chiave'])
        if (t[campo] !== letta[campo]) difetto(`testa.${campo}`, 'non è quella del testo firmato');
      if (!stessoIstante(t.istante, letta.istante))
        difetto('testa.istante', 'non è quello del testo firmato');
      this.testa(t.testo, t.firma, letta, difetto);
      if (letta.dimensione <= prima.dimensione) difetto('testa.dimensione', 'non cresce');
      if (letta.istante < prima.istante) difetto('testa.istante', 'precede la testa di prima');
      const ultima = this.istanti.get(letta.dimensione);
      if (ultima !== undefined && micro(letta.istante) + TOLLERANZA * 1000 < ultima)
        difetto('testa.istante', 'precede la sua ultima foglia');
      this.marca(t, letta, difetto);
      prima = letta;
    }
    for (const { letta, testo, firma, nome } of this.ancore)
      this.testa(testo, firma, letta, (campo, detto) =>
        this.segnala({ testa: letta.dimensione, campo, difetto: `${nome}: ${detto}`, ancora: nome }),
      );
    if (this.teste.length === 0 && this.ancore.length === 0) return;
    for (const k of this.contesto.chiavi)
      if (!this.chiavi.has(k.impronta))
        this.segnala({
          campo: 'chiave',
          difetto: `${k.nome}: la chiave indicata non è fra quelle annunciate`,
          ancora: k.nome,
        });
  }

  marca(t, letta, difetto) {
    if (!t.marca) return;
    try {
      const istante = verificaMarca(
        Buffer.from(t.marca, 'base64'),
        `${t.testo}firma ${t.firma}\n`,
        this.contesto.autorita,
      );
      this.contesto.marche++;
      if (istante.getTime() + TOLLERANZA < Date.parse(letta.istante))
        difetto('testa.marca', 'precede la testa');
      if (istante.getTime() !== Date.parse(t.marcaIstante))
        difetto('testa_marca.istante', 'non è quello della marca');
    } catch (errore) {
      difetto('testa.marca', errore.message);
    }
  }

  /** Daily registers: the leaf, the row, the head printed on it, what it counts. */
  verificaGiornalieri() {
    const teste = new Map(this.teste.map((t) => [t.dimensione, t]));
    for (const { posizione, c } of this.stampate) {
      const difetto = (campo, detto) => this.segnala({ posizione, giorno: c.giorno, campo, difetto: detto });
      const t = teste.get(c.testa?.dimensione);
      if (!t) difetto('testa', `la testa stampata (${c.testa?.dimensione} foglie) non è fra le teste`);
      else if (leggiTesta(t.testo)?.radice !== c.testa.radice)
        difetto('testa.radice', 'non è quella stampata');
      if (!(c.testa?.dimensione < posizione))
        difetto('testa.dimensione', 'la testa stampata conta anche il suo registro giornaliero');
      const g = this.giorni.get(c.giorno) ?? { prima: null, ultima: null, quante: 0, eventi: 0 };
      if (!this.contesto.manifesto.anno || c.giorno.startsWith(String(this.contesto.manifesto.anno)))
        for (const campo of ['prima', 'ultima', 'quante', 'eventi'])
          if (!uguali(c[campo], g[campo]))
            difetto(`registro-giornaliero.${campo}`, `dice ${c[campo]}, le foglie ${g[campo]}`);
      this.contesto.giornalieri.push({ registro: this.codice, posizione, c });
      this.contesto.documenti(this.codice, { posizione, giorno: c.giorno }, [c.pdf, c.xml]);
      const riga = this.giornalieri.get(c.giorno);
      this.giornalieri.delete(c.giorno);
      if (!riga) {
        difetto('registro_giornaliero', 'la foglia c’è, il registro giornaliero no');
        continue;
      }
      for (const campo of [
        'giorno',
        'identificativo',
        'progressivo',
        'prima',
        'ultima',
        'quante',
        'eventi',
        'registrazione',
        'pdf',
        'xml',
      ])
        if (!uguali(c[campo], riga[campo]))
          difetto(`registro_giornaliero.${campo}`, 'non è quello della foglia');
      if (riga.riga.anno !== Number(c.giorno.slice(0, 4)))
        difetto('registro_giornaliero.anno', 'non è quello del giorno');
      if (riga.testa !== c.testa?.dimensione)
        difetto('registro_giornaliero.testa', 'non è quella della foglia');
      if (!stessoIstante(riga.chiusoIl, c.istante))
        difetto('registro_giornaliero.chiuso_il', 'non è quello della foglia');
    }
    for (const giorno of this.giornalieri.keys())
      this.segnala({ giorno, campo: 'registro_giornaliero', difetto: 'la riga c’è, la sua foglia no' });
  }
}

// ------------------------------------------------------------------- 5 one register: AgID metadata, audit trail

const ENTITA = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Text of the first element with this name, after the last of the names before it. */
function elementoXml(xml, ...nomi) {
  let da = 0;
  for (const nome of nomi) {
    da = xml.indexOf(`<${nome}>`, da);
    if (da < 0) return undefined;
    da += nome.length + 2;
  }
  return xml
    .slice(da, xml.indexOf('<', da))
    .replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (tutto, n, esa, nome) =>
      nome ? (ENTITA[nome] ?? tutto) : String.fromCodePoint(n ? Number(n) : parseInt(esa, 16)),
    );
}

// What XML has no place for is left out when metadata are written.
const inXml = (testo) =>
  testo.replace(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '',
  );

const oraRoma = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A file of metadata, which must be what its list says; undefined where it is not there. Its path was checked by the caller. */
function leggiMetadati(cartella, riga, difetto) {
  try {
    const byte = leggiFile(join(cartella, ...ammesso(riga.percorso)));
    if (esadecimale(byte) !== riga.impronta) difetto('metadati.impronta', 'non è quella dell’elenco');
    return byte.toString('utf8');
  } catch (errore) {
    if (errore.code === undefined) throw errore;
    difetto('metadati', errore.code === 'ENOENT' ? 'manca' : `non si legge (${errore.code})`);
    return undefined;
  }
}

/** The metadata of the documents of a register (Allegato 5), in the order of its registrations; null where there are none, or from a server. */
function apriMetadati(contesto, codice) {
  const { cartella } = contesto.sorgente;
  const elenco = `registri/${codice}/metadati.jsonl`;
  if (!cartella || !contesto.manifesto.file.some((f) => f.percorso === elenco)) return null;
  const righe = new Righe(contesto.sorgente.blocchi(elenco), elenco);
  return {
    /** What a leaf vouches for: digest, segnatura, register, number, day and hour, direction, and the subject in force. */
    async confronta(c, eventi, dove) {
      for (const d of c.documenti) {
        if (!d.impronta) continue;
        const riga = await righe.prossima();
        const file = `metadati/${codice}/${c.anno}/${String(c.numero).padStart(7, '0')}-${d.ordine}.xml`;
        const difetto = (campo, detto) =>
          contesto.segnala({ registro: codice, ...dove, file, campo, difetto: detto });
        if (riga?.percorso !== file) return difetto('metadati', 'non sono nell’elenco, o fuori ordine');
        const xml = leggiMetadati(cartella, riga, difetto);
        if (xml === undefined) continue;
        const oggetto = eventi.rettifiche.findLast((r) => r.campo === 'oggetto')?.dopo ?? c.oggetto;
        const [giorno, ora] = oraRoma.format(new Date(c.istante)).split(' ');
        const attesi = {
          Impronta: [Buffer.from(d.impronta, 'hex').toString('base64'), 'IdDoc', 'Impronta'],
          Segnatura: [c.segnatura, 'IdDoc', 'Segnatura'],
          TipologiaDiFlusso: [c.flusso, 'TipologiaDiFlusso'],
          CodiceRegistro: [codice, 'CodiceRegistro'],
          Oggetto: [oggetto, 'ChiaveDescrittiva', 'Oggetto'],
        };
        const quale = xml.includes('<NumeroProtocolloDocumento>') ? 'Protocoll' : 'Registr';
        attesi.Numero = [
          String(c.numero).padStart(7, '0'),
          `Numero${quale}${quale === 'Registr' ? 'azione' : 'o'}Documento`,
        ];
        attesi.Data = [giorno, `Data${quale}azioneDocumento`];
        attesi.Ora = [ora, `Ora${quale}azioneDocumento`];
        for (const [campo, [atteso, ...nomi]] of Object.entries(attesi))
          if (elementoXml(xml, ...nomi) !== inXml(atteso))
            difetto(`metadati.${campo}`, 'non è quello della foglia');
      }
      return undefined;
    },
    async avanzati() {
      for (let riga; (riga = await righe.prossima()) !== null;)
        contesto.segnala({
          registro: codice,
          file: riga.percorso,
          campo: 'metadati',
          difetto: 'non sono di un documento registrato',
        });
    },
  };
}

/** The metadata of documents that are only in fascicoli: what the list says, and all of them. No leaf vouches for these. */
async function verificaSciolti({ sorgente, manifesto, segnala }) {
  const elenco = 'metadati-sciolti.jsonl';
  const { cartella } = sorgente;
  if (!cartella || !manifesto.file.some((f) => f.percorso === elenco)) return;
  const letti = new Set();
  const righe = new Righe(sorgente.blocchi(elenco), elenco);
  for (let riga; (riga = await righe.prossima()) !== null;) {
    const file = String(riga.percorso);
    const difetto = (campo, detto) => segnala({ file, campo, difetto: detto });
    const [, documento] = /^metadati\/fascicoli\/([0-9a-f-]{36})\.xml$/.exec(file) ?? [];
    if (!documento) {
      difetto('metadati', 'non è un nome di metadati');
      continue;
    }
    letti.add(documento);
    const xml = leggiMetadati(cartella, riga, difetto);
    const impronta = Buffer.from(String(riga.documento), 'hex').toString('base64');
    if (xml !== undefined && elementoXml(xml, 'IdDoc', 'Impronta') !== impronta)
      difetto('metadati.Impronta', 'non è quella del documento');
  }
  const dentro = 'dati/fascicolazione.jsonl';
  if (!manifesto.file.some((f) => f.percorso === dentro)) return;
  const fascicolati = new Righe(sorgente.blocchi(dentro), dentro);
  for (let f; (f = await fascicolati.prossima()) !== null;)
    if (f.documento_id && f.tolta_il === null && !letti.has(f.documento_id))
      segnala({
        file: `metadati/fascicoli/${f.documento_id}.xml`,
        campo: 'metadati',
        difetto: 'non sono nell’elenco',
      });
}

const DELLA_TRACCIA = [
  'id', 'utente_id', 'chiave_api_id', 'attore', 'unita_id', 'operazione', 'oggetto_tipo', 'oggetto_id', 'dettaglio', 'ip', 'richiesta',
]; // prettier-ignore
const DELLA_MODIFICA = ['tabella', 'chiave', 'prima', 'dopo'];
const solo = (campi, riga) => Object.fromEntries(campi.map((k) => [k, riga[k] ?? null]));

/** An instant as the digest of the audit trail has it: UTC, six decimals. */
function istanteTraccia(testo) {
  const [, , , frazione = ''] = ISTANTE.exec(testo ?? '') ?? [];
  const secondi = new Date(Math.floor(micro(testo) / 1e6) * 1000);
  if (Number.isNaN(secondi.getTime())) return testo;
  return `${secondi.toISOString().slice(0, 19)}.${frazione.slice(1).padEnd(6, '0')}Z`;
}

/**
 * The log of operations: its lines, in order of instant and identifier, give the digest of each block, which has in it that of the block
 * before; the leaves `traccia` of the protocollo say some of these digests. The export of a year has no blocks: it has not all the lines.
 */
async function verificaTraccia(contesto) {
  const { manifesto, sorgente, segnala, testimonianze } = contesto;
  const apri = (tabella) => {
    const nome = `dati/${tabella}.jsonl`;
    if (!manifesto.file.some((f) => f.percorso === nome)) return null;
    return new Righe(sorgente.blocchi(nome), nome);
  };
  const difetto = (blocco, campo, detto) =>
    segnala({ registro: 'traccia', posizione: blocco, campo, difetto: detto });
  if (manifesto.anno) return 0;
  const [elenco, righe, modifiche] = [apri('blocco_traccia'), apri('traccia'), apri('modifica')];
  if (!elenco || !righe) {
    if (testimonianze.length > 0)
      difetto(0, 'blocco_traccia', 'le foglie la testimoniano, e non è nell’esportazione');
    return 0;
  }
  const impronte = new Map();
  let riga = await righe.prossima();
  let modifica = modifiche && (await modifiche.prossima());
  const sue = async (id) => {
    const elenco = [];
    for (; modifica && modifica.traccia_id === id; modifica = await modifiche.prossima())
      elenco.push(solo(DELLA_MODIFICA, modifica));
    return elenco;
  };
  let quante = 0;
  let prima = { al: null, impronta: '', istante: -Infinity, id: '' };
  for (let b, n = 1; (b = await elenco.prossima()) !== null; n++) {
    const [al, dichiarata] = [micro(b.al), String(b.impronta).slice(2)];
    if (b.progressivo !== n) difetto(n, 'blocco_traccia.progressivo', `dice ${b.progressivo}`);
    if (!stessoIstante(b.dal, prima.al))
      difetto(n, 'blocco_traccia.dal', 'non è dove finisce il blocco prima');
    const hash = createHash('sha256').update(`tabularium/traccia/1\n${prima.impronta}\n`);
    let sigillate = 0;
    for (; riga && micro(riga.istante) <= al; riga = await righe.prossima()) {
      const istante = micro(riga.istante);
      if (istante < prima.istante || (istante === prima.istante && riga.id <= prima.id))
        difetto(n, 'traccia.istante', `${riga.id}: fuori ordine`);
      prima = { ...prima, istante, id: riga.id };
      const cambiate = await sue(riga.id);
      const detta = { ...solo(DELLA_TRACCIA, riga), istante: istanteTraccia(riga.istante) };
      if (cambiate.length > 0) detta.modifiche = cambiate;
      hash.update(`${canonica(detta)}\n`);
      sigillate++;
    }
    if (sigillate !== b.righe) difetto(n, 'blocco_traccia.righe', `dice ${b.righe}, sono ${sigillate}`);
    if (hash.digest('hex') !== dichiarata)
      difetto(n, 'traccia', `le righe fino alle ${b.al} non sono quelle sigillate`);
    impronte.set(n, { impronta: dichiarata, al: b.al });
    prima = { ...prima, al: b.al, impronta: dichiarata };
    quante += sigillate;
  }
  // Lines after the last block are not sealed yet; what they changed is theirs all the same.
  for (; riga; riga = await righe.prossima()) await sue(riga.id);
  if (modifica)
    difetto(
      0,
      'modifica',
      `${modifica.traccia_id}: è di una riga della traccia che non c’è, o è fuori ordine`,
    );
  for (const { registro, posizione, c } of testimonianze) {
    const b = impronte.get(c.blocco);
    if (!b || b.impronta !== c.impronta || !stessoIstante(b.al, c.al))
      segnala({
        registro,
        posizione,
        campo: 'traccia',
        difetto: `il blocco ${c.blocco} non è quello della foglia`,
      });
  }
  return quante;
}

// -------------------------------------------------------------------------------------------------------------- 6 files

function improntaFile(percorso) {
  const hash = createHash('sha256');
  const blocco = Buffer.allocUnsafe(1 << 20);
  const file = apriFile(percorso);
  let dimensione = 0;
  try {
    for (let n; (n = readSync(file, blocco)) > 0; dimensione += n) hash.update(blocco.subarray(0, n));
  } finally {
    closeSync(file);
  }
  return { impronta: hash.digest('hex'), dimensione };
}

/** The same of a file that a server sends. */
async function improntaRicevuta(sorgente, nome) {
  const hash = createHash('sha256');
  let dimensione = 0;
  for await (const blocco of sorgente.blocchi(nome)) {
    hash.update(blocco);
    dimensione += blocco.length;
  }
  return { impronta: hash.digest('hex'), dimensione };
}

const INSIEME = 6;

/** Some at a time, so that a server far away is not waited for at each; what they give comes in order. */
async function aGruppi(elenco, azione) {
  const esiti = [];
  for (let i = 0; i < elenco.length; i += INSIEME)
    esiti.push(...(await Promise.all(elenco.slice(i, i + INSIEME).map(azione))));
  return esiti;
}

/** Every file listed is there and is itself. */
async function verificaElencati(sorgente, manifesto, segnala) {
  const { cartella } = sorgente;
  const difetti = await aGruppi(manifesto.file, async ({ percorso, impronta, dimensione }) => {
    try {
      const letta = cartella
        ? improntaFile(join(cartella, ...ammesso(percorso)))
        : await improntaRicevuta(sorgente, percorso);
      if (letta.impronta !== impronta)
        return { file: percorso, campo: 'impronta', difetto: 'non è quella dell’elenco' };
      if (letta.dimensione !== dimensione)
        return { file: percorso, campo: 'dimensione', difetto: 'non è quella dell’elenco' };
      return null;
    } catch (errore) {
      if (errore.code === undefined) throw errore;
      const difetto = errore.code === 'ENOENT' ? 'manca' : `non si legge (${errore.code})`;
      return { file: percorso, campo: 'file', difetto };
    }
  });
  for (const d of difetti) if (d) segnala(d);
}

/** Every stored document is what its name says. */
function verificaDocumenti(cartella, segnala) {
  let quanti = 0;
  const voci = (dove) => {
    const elenco = [];
    const aperta = opendirSync(dove);
    for (let v; (v = aperta.readSync()) !== null;) elenco.push(v);
    aperta.closeSync();
    return elenco;
  };
  const radice = join(cartella, 'documenti');
  let gruppi = [];
  try {
    gruppi = voci(radice);
  } catch {
    return 0;
  }
  for (const gruppo of gruppi)
    for (const { name } of voci(join(radice, gruppo.name))) {
      quanti++;
      const file = `documenti/${gruppo.name}/${name}`;
      if (!/^[0-9a-f]{64}$/.test(name) || name.slice(0, 2) !== gruppo.name)
        segnala({ file, campo: 'file', difetto: 'non è un documento' });
      else if (improntaFile(join(radice, gruppo.name, name)).impronta !== name)
        segnala({ file, campo: 'impronta', difetto: 'il contenuto non è quello registrato' });
    }
  return quanti;
}

/** The documents of a server's export: each is asked for, and must be what its name says. Returns the size of each. */
async function verificaRicevuti(sorgente, segnala) {
  const letti = new Map();
  const righe = new Righe(sorgente.blocchi('documenti.jsonl'), 'documenti.jsonl');
  const leggi = async (impronta) => {
    const file = `documenti/${impronta.slice(0, 2)}/${impronta}`;
    if (!/^[0-9a-f]{64}$/.test(impronta))
      return { file: 'documenti.jsonl', campo: 'impronta', difetto: 'non è un’impronta' };
    try {
      const letta = await improntaRicevuta(sorgente, file);
      letti.set(impronta, letta.dimensione);
      if (letta.impronta === impronta) return null;
      return { file, campo: 'impronta', difetto: 'il contenuto non è quello registrato' };
    } catch (errore) {
      // Missing: whoever names it says so.
      if (errore.code === 'ENOENT') return null;
      throw errore;
    }
  };
  for (let finito = false; !finito;) {
    const gruppo = [];
    while (gruppo.length < INSIEME && !finito) {
      const r = await righe.prossima();
      if (r === null) finito = true;
      else gruppo.push(String(r.impronta));
    }
    for (const d of await aGruppi(gruppo, leggi)) if (d) segnala(d);
  }
  return letti;
}

// ------------------------------------------------------------------------------------------------------------ 7 command

const USO = `Uso: node verifica.mjs <cartella dell’esportazione | indirizzo del server> [opzioni]
  --chiave F   chiave pubblica dell’ente di cui ci si fida: PEM, base64 o impronta esadecimale (più volte)
  --testa F    testa del registro avuta da altri, dalla carta o dal conservatore: testo e riga «firma» (più volte)
  --ca F       certificati PEM delle autorità di marcatura temporale (più volte)
  --json       una riga JSON per ogni difetto
  --senza-documenti   da un server: non ne rilegge i documenti, verifica il resto
Da un server la chiave API si dà nella variabile TABULARIUM_CHIAVE.
Esce con 0 se tutto torna, 1 se c’è un difetto, 2 se non ha potuto verificare, 3 se il server non lo ammette.`;

function opzioni(argomenti) {
  const o = { dove: undefined, chiave: [], testa: [], ca: [], json: false, documenti: true };
  for (let i = 0; i < argomenti.length; i++) {
    const a = argomenti[i];
    if (a === '--json') o.json = true;
    else if (a === '--senza-documenti') o.documenti = false;
    else if (['--chiave', '--testa', '--ca'].includes(a) && argomenti[i + 1] !== undefined)
      o[a.slice(2)].push(argomenti[++i]);
    else if (a.startsWith('--') || o.dove !== undefined) return null;
    else o.dove = a;
  }
  return o.dove === undefined ? null : o;
}

function leggiChiave(file) {
  const testo = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/i.test(testo)) return { impronta: testo.toLowerCase(), nome: file };
  try {
    const spki = testo.startsWith('-----')
      ? createPublicKey(testo).export({ type: 'spki', format: 'der' })
      : Buffer.from(testo, 'base64');
    return { ...chiavePubblica(spki.toString('base64')), nome: file };
  } catch {
    throw new Error(`${file}: non è una chiave pubblica Ed25519`);
  }
}

/** Heads as they are printed, one after the other. */
function leggiAncore(file) {
  const testo = readFileSync(file, 'utf8').replaceAll('\r', '');
  const trovate = [...testo.matchAll(/^(tabularium\/testa\/1\n(?:.+\n){5})firma ([A-Za-z0-9+/=]+)$/gm)];
  return (trovate.length === 0 ? [[]] : trovate).map(([, testo = '', firma = '']) => {
    const letta = leggiTesta(testo);
    if (!letta) throw new Error(`${file}: non è una testa con la sua firma`);
    return { testo, firma, letta, nome: file };
  });
}

function certificati(file) {
  const trovati =
    readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  // No authority would be as good as any.
  if (trovati.length === 0) throw new Error(`${file}: non ci sono certificati PEM`);
  return trovati.map((c) => new X509Certificate(c));
}

function aParole(d) {
  const dove = [
    d.registro,
    d.posizione !== undefined && `foglia ${d.posizione}`,
    d.testa !== undefined && `testa ${d.testa}`,
    d.giorno,
    d.numero !== undefined && `n. ${d.numero}/${d.anno}`,
    d.file,
  ];
  return stampabile(`${dove.filter(Boolean).join(', ')}: ${d.campo}: ${d.difetto}`);
}

/** What the export says cannot write lines of its own, nor move the cursor of who reads them. */
const stampabile = (testo) => String(testo).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\ufffd');

/** What is wrong with data that cannot be gone through: null when it is not the data, but reading them, that failed. */
function difettoDiForma(errore) {
  if (errore instanceof NonAmmesso) return null;
  if (errore instanceof Illeggibile) return errore.message;
  if (errore.code === 'ENOENT') return `${errore.path ?? errore.message}: manca`;
  if (!(errore instanceof TypeError || errore instanceof RangeError)) return null;
  const { nome, numero } = Righe.ultima ?? { nome: 'esportazione.json', numero: 1 };
  return `${nome}, vicino alla riga ${numero}: i dati non hanno la forma attesa`;
}

/** Data out of form are a fault like others, and leave what comes after to be verified. */
async function finoInFondo(registro, segnala, azione) {
  try {
    return await azione();
  } catch (errore) {
    const difetto = difettoDiForma(errore);
    if (difetto === null) throw errore;
    segnala({ registro, campo: 'forma', difetto });
    return null;
  }
}

const ELENCO = (m) =>
  Array.isArray(m.registri) &&
  m.registri.every((r) => typeof r?.codice === 'string') &&
  Array.isArray(m.file) &&
  m.file.every((f) => typeof f?.percorso === 'string') &&
  typeof m.ente?.codiceIpa === 'string' &&
  typeof m.aoo?.codice === 'string';

/** The list, and its digest: what a person compares with the screen of the server or with a note kept elsewhere. */
async function leggiManifesto(sorgente) {
  const pezzi = [];
  for await (const blocco of sorgente.blocchi('esportazione.json')) pezzi.push(Buffer.from(blocco));
  const byte = Buffer.concat(pezzi);
  try {
    return {
      manifesto: interoDi(byte, 'esportazione.json'),
      impronta: esadecimale(byte),
    };
  } catch (errore) {
    throw new Error(`${errore.message} (l’esportazione non è finita, o all’indirizzo c’è altro?)`);
  }
}

async function principale(o) {
  let difetti = 0;
  const segnala = (d) => {
    difetti++;
    stdout.write(`${o.json ? JSON.stringify(d) : aParole(d)}\n`);
  };
  const daServer = /^https?:\/\//.test(o.dove);
  const sorgente = daServer ? await sorgenteServer(o.dove) : sorgenteCartella(o.dove);
  const { manifesto, impronta } = await leggiManifesto(sorgente);
  if (typeof manifesto.formato !== 'string') throw new Error('esportazione.json non dice il formato');
  if (manifesto.formato !== FORMATO)
    throw new Error(`formato «${stampabile(manifesto.formato)}» non conosciuto`);
  if (!ELENCO(manifesto)) throw new Error('esportazione.json non dice registri, file, ente e AOO');
  const { cartella } = sorgente;
  // Of a server: what was read of each document, or null when they were not asked for.
  let ricevuti = null;
  const contesto = {
    sorgente,
    manifesto,
    segnala,
    chiavi: o.chiave.map(leggiChiave),
    teste: o.testa.flatMap(leggiAncore),
    autorita: o.ca.flatMap(certificati),
    repertorio: new Map(),
    giornalieri: [],
    testimonianze: [],
    marche: 0,
    documenti: (registro, dove, elenco) => {
      for (const d of elenco) {
        if (!d?.impronta || (daServer && !ricevuti)) continue;
        const file = `documenti/${String(d.impronta).slice(0, 2)}/${d.impronta}`;
        if (!/^[0-9a-f]{64}$/.test(d.impronta)) {
          segnala({ registro, ...dove, file, campo: 'impronta', difetto: 'non è un’impronta' });
          continue;
        }
        const byte = ricevuti
          ? ricevuti.get(d.impronta)
          : statSync(join(cartella, file), { throwIfNoEntry: false })?.size;
        if (byte === undefined) segnala({ registro, ...dove, file, campo: 'file', difetto: 'manca' });
        else if (byte !== d.dimensione)
          segnala({ registro, ...dove, file, campo: 'dimensione', difetto: 'non è quella registrata' });
      }
    },
  };
  const somma = { foglie: 0, registrazioni: 0, teste: 0, file: 0 };
  await verificaElencati(sorgente, manifesto, segnala);
  if (cartella) somma.file = verificaDocumenti(cartella, segnala);
  else if (o.documenti) {
    ricevuti =
      (await finoInFondo(undefined, segnala, () => verificaRicevuti(sorgente, segnala))) ?? new Map();
    somma.file = ricevuti.size;
  }
  for (const voce of manifesto.registri) {
    const esito = await finoInFondo(voce.codice, segnala, () => new Registro(contesto, voce).verifica());
    if (esito === null) continue;
    for (const k in esito) somma[k] += esito[k];
    for (const k of ['foglie', 'registrazioni', 'teste'])
      if (voce[k] !== undefined && voce[k] !== esito[k])
        segnala({
          registro: voce.codice,
          campo: k,
          difetto: `l’esportazione ne dichiara ${voce[k]}, sono ${esito[k]}`,
        });
  }
  for (const { registro, posizione, c } of contesto.giornalieri) {
    const r = c.registrazione ?? {};
    if (manifesto.anno && r.anno !== manifesto.anno) continue;
    if (
      !uguali(contesto.repertorio.get(`${r.registro}/${r.anno}/${r.numero}`), [
        c.pdf?.impronta,
        c.xml?.impronta,
      ])
    )
      segnala({
        registro,
        posizione,
        giorno: c.giorno,
        campo: 'registro-giornaliero.registrazione',
        difetto: 'nel repertorio non c’è, o ha altri documenti',
      });
  }
  await finoInFondo('fascicoli', segnala, () => verificaSciolti(contesto));
  const traccia = await finoInFondo('traccia', segnala, () => verificaTraccia(contesto));
  const conosciuti = new Set(manifesto.registri.map((r) => r.codice));
  for (const t of contesto.teste)
    if (!conosciuti.has(t.letta.registro))
      segnala({
        registro: t.letta.registro,
        testa: t.letta.dimensione,
        campo: 'registro',
        difetto: `${t.nome}: il registro non è nell’esportazione`,
        ancora: t.nome,
      });
  if (!o.json) {
    if (traccia > 0) stdout.write(`Traccia delle operazioni: ${traccia} righe sigillate.\n`);
    stdout.write(
      `${stampabile(manifesto.ente.denominazione)} (${stampabile(manifesto.ente.codiceIpa)})${manifesto.anno ? `, anno ${stampabile(manifesto.anno)}` : ''}: ` +
        `${somma.registrazioni} registrazioni, ${somma.foglie} foglie, ${somma.teste} teste, ${contesto.marche} marche temporali, ${somma.file} documenti.\n` +
        `Impronta SHA-256 di esportazione.json: ${impronta}\n`,
    );
    if (daServer && !ricevuti) stdout.write('I contenuti dei documenti non sono stati verificati.\n');
    if (contesto.chiavi.length + contesto.teste.length === 0)
      stdout.write(
        'Nessun appiglio esterno (--chiave, --testa): si è provato che i dati concordano fra loro, non che siano quelli di allora.\n',
      );
    stdout.write(difetti === 0 ? 'Tutto torna.\n' : `Difetti: ${difetti}.\n`);
  }
  return difetti === 0 ? 0 : 1;
}

const scelte = opzioni(argv.slice(2));
if (!scelte) {
  process.stderr.write(`${USO}\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await principale(scelte);
  } catch (errore) {
    process.stderr.write(`Non si è potuto verificare: ${errore.message}\n`);
    process.exitCode = errore instanceof NonAmmesso ? 3 : 2;
  }
}
