import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import canonicalize from 'canonicalize';

/** A pair that signs heads. */
export type Chiave = { privata: KeyObject; spki: Buffer; impronta: string };

export function nuovaChiave(): Chiave {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { privata: privateKey, spki, impronta: createHash('sha256').update(spki).digest('hex') };
}

const IPA = 'c_prova';
const hash = (...parti: (Buffer | string)[]): Buffer => {
  const h = createHash('sha256');
  for (const parte of parti) h.update(parte);
  return h.digest();
};

/** RFC 9162 by its definition, not as the verifier grows it. */
export function radiceDi(foglie: readonly Buffer[]): Buffer {
  if (foglie.length === 0) return hash('');
  if (foglie.length === 1 && foglie[0]) return foglie[0];
  let k = 1;
  while (k * 2 < foglie.length) k *= 2;
  return hash(Buffer.of(1), radiceDi(foglie.slice(0, k)), radiceDi(foglie.slice(k)));
}

/** A leaf of a registration and the line that goes with it. */
function registrazione(
  posizione: number,
  numero: number,
  istante: string,
  oggetto: string,
): { foglia: object; riga: object } {
  const mittenti = [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi', nominativo: 'Rossi Maria' }];
  const comune = {
    anno: 2026,
    numero,
    istante,
    flusso: 'E',
    oggetto,
    supporto: 'digitale',
    esemplare: null,
    esemplare_unico: null,
    protocollo_mittente_numero: null,
    protocollo_mittente_data: null,
    data_arrivo: null,
    diciture: [],
    segnatura: `${IPA}|A000001|PG|2026-${numero}`,
    impronta_segnatura: '0'.repeat(64),
    utente_id: '01a21b12-bacf-71f0-95c9-93d22c0ef5c8',
    chiave_api_id: null,
    operatore: 'Conti Paolo (operatore)',
    unita_id: '01a21b12-bacf-71f0-95c9-93d22c0ef5c9',
  };
  const documento = {
    impronta: null,
    algoritmo: null,
    nome_file: null,
    formato: null,
    dimensione: null,
  };
  const documenti = [{ ordine: 0, ruolo: 'principale', descrizione: 'Carta', tipo: null, ...documento }];
  const facoltativi = {
    mezzo: 'pec',
    luogo: null,
    classificazione: { codice: 'VI.3', denominazione: 'Edilizia' },
  };
  const foglia = {
    ...comune,
    ente: IPA,
    aoo: 'A000001',
    registro: 'PG',
    formato: 'tabularium.foglia/2',
    tipo: 'registrazione',
    posizione,
    sale: randomBytes(16).toString('hex'),
    mittenti,
    destinatari: [],
    perConoscenza: [],
    documenti,
    facoltativi,
  };
  const scheda = {
    anno: 2026,
    numero,
    istante,
    flusso: 'E',
    registro_id: 'r',
    annullata: false,
    rettificata: false,
    oggetto,
    corrispondenti: 'Rossi Maria',
    mezzo: 'pec',
    luogo: null,
    numero_allegati: 0,
  };
  const segnatura_dati = {
    anno: 2026,
    numero,
    istante,
    flusso: 'E',
    diciture: [],
    amministrazione: { codiceIpa: IPA },
    aoo: { codice: 'A000001' },
    registro: { codice: 'PG' },
    classificazione: facoltativi.classificazione,
  };
  return {
    foglia,
    riga: {
      registrazione: {
        ...comune,
        registro_id: 'r',
        data: '2026-03-02',
        numerazione_continua: false,
        segnatura_dati,
      },
      scheda,
      classificazione: facoltativi.classificazione,
      unitaCompetente: null,
      corrispondenti: [
        {
          edizione: 0,
          ruolo: 'mittente',
          ordine: 1,
          tipo: 'PF',
          nominativo: 'Rossi Maria',
          codice_fiscale: null,
          dati: mittenti[0],
        },
      ],
      documenti,
    },
  };
}

/**
 * Writes an export by hand, from its description and not with the program: so many registrations of a day of one register, the leaf that
 * announces the key, one head over all of them. Fast enough for a million.
 *
 * @returns the head as it is printed
 */
export function scriviExport(
  cartella: string,
  {
    quante,
    chiave,
    oggetto = (n) => `Domanda ${n}`,
  }: { quante: number; chiave: Chiave; oggetto?: (n: number) => string },
): string {
  const radice = join(cartella, 'registri/PG');
  mkdirSync(radice, { recursive: true });
  const impronte: Buffer[] = [];
  const aperti = {
    foglie: openSync(join(radice, 'foglie.jsonl'), 'w'),
    registrazioni: openSync(join(radice, 'registrazioni.jsonl'), 'w'),
  };
  const istante = '2026-03-02T08:00:00.000Z';
  const foglia = (tipo: string, contenuto: string, numero: number | null): string => {
    const impronta = hash('\0', contenuto);
    impronte.push(impronta);
    const anno = numero === null ? null : 2026;
    return `${JSON.stringify({ posizione: impronte.length, tipo, istante, anno, numero, contenuto, impronta: impronta.toString('hex') })}\n`;
  };
  const annuncio = canonicalize({
    chiave: chiave.spki.toString('base64'),
    impronta: chiave.impronta,
    precedente: null,
    firma: null,
    ente: IPA,
    istante,
    operatore: 'sistema',
    formato: 'tabularium.foglia/1',
    tipo: 'chiave',
    posizione: 1,
    sale: randomBytes(16).toString('hex'),
  });
  let foglie = foglia('chiave', annuncio ?? '', null);
  let righe = '';
  for (let n = 1; n <= quante; n++) {
    const r = registrazione(n + 1, n, istante, oggetto(n));
    foglie += foglia('registrazione', canonicalize(r.foglia) ?? '', n);
    righe += `${JSON.stringify(r.riga)}\n`;
    if (n % 2000 !== 0 && n < quante) continue;
    writeSync(aperti.foglie, foglie);
    writeSync(aperti.registrazioni, righe);
    foglie = righe = '';
  }
  closeSync(aperti.foglie);
  closeSync(aperti.registrazioni);
  const testo = `tabularium/testa/1\n${IPA}/PG\n${impronte.length}\n${radiceDi(impronte).toString('base64')}\n2026-03-02T20:00:00.000Z\n${chiave.impronta}\n`;
  const firma = sign(null, Buffer.from(testo), chiave.privata).toString('base64');
  const testa = {
    dimensione: impronte.length,
    radice: radiceDi(impronte).toString('base64'),
    istante: '2026-03-02T20:00:00+00:00',
    chiave: chiave.impronta,
    testo,
    firma,
    marca: null,
  };
  const altri: Record<string, string> = {
    'registro.json': JSON.stringify({
      codice: 'PG',
      tipo: 'protocollo',
      numerazione: 'annuale',
      stato: { ultima_foglia: impronte.length, ultimo_istante: istante },
      contatori: [{ anno: 2026, ultimo: quante }],
    }),
    'teste.jsonl': `${JSON.stringify(testa)}\n`,
  };
  for (const nome of ['annullamenti', 'rettifiche', 'variazioni', 'giornalieri']) altri[`${nome}.jsonl`] = '';
  for (const [nome, contenuto] of Object.entries(altri)) writeFileSync(join(radice, nome), contenuto);
  elenca(
    cartella,
    [...Object.keys(altri), 'foglie.jsonl', 'registrazioni.jsonl'].map((n) => `registri/PG/${n}`),
  );
  return `${testo}firma ${firma}\n`;
}

/** Writes the list again after a file was changed: who alters an export alters that too. */
export function elenca(cartella: string, percorsi: readonly string[]): void {
  const file = percorsi.map((percorso) => {
    const byte = readFileSync(join(cartella, percorso));
    return { percorso, impronta: hash(byte).toString('hex'), dimensione: byte.length };
  });
  const elenco = {
    formato: 'tabularium.esportazione/1',
    ente: { codiceIpa: IPA, denominazione: 'Comune di Prova' },
    aoo: { codice: 'A000001' },
    anno: null,
    registri: [{ codice: 'PG' }],
    file,
  };
  mkdirSync(dirname(join(cartella, 'esportazione.json')), { recursive: true });
  writeFileSync(join(cartella, 'esportazione.json'), JSON.stringify(elenco));
}
