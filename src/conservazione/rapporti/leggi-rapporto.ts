import { leggiXml, trova, XmlMalformato, type Elemento } from '#platform/xml';

/** What the other end says of a package, in whichever of the forms that are read. */
export type Rapporto = {
  esito: 'preso-in-carico' | 'conservato' | 'rifiutato' | 'gia-presente';
  motivo: string | null;
  /** Name, or key, of the package it speaks of. */
  identificativo: string | null;
  chiave: { numero: string; anno: string; registro: string } | null;
  /** SHA-256, hexadecimal: of the whole package, of each file it lists, of the index that was sent. */
  impronte: { pacchetto: string | null; file: string[]; indice: string | null };
  /** Of a fascicolo, how many of its documents the other end has and has not. */
  unita?: { presenti: number; mancanti: number };
};

const GIA_PRESENTE = 'UD-002-001';
const CONSERVATI = new Set(['IN_VOLUME_CHIUSO', 'AIP_GENERATO']);

/** A digest however it was written: hexadecimal or base64. */
function esadecimale(testo: string | undefined): string | null {
  const scritta = testo?.trim() ?? '';
  if (scritta === '') return null;
  return /^[0-9a-fA-F]{64}$/.test(scritta)
    ? scritta.toLowerCase()
    : Buffer.from(scritta, 'base64').toString('hex');
}

function discendenti(e: Elemento, nome: string): Elemento[] {
  return e.figli.flatMap((f) => [...(f.nome === nome ? [f] : []), ...discendenti(f, nome)]);
}

function nostro(radice: Elemento): Rapporto {
  const testo = (nome: string): string | undefined => trova(radice, nome)?.testo.trim();
  const esiti = {
    PRESO_IN_CARICO: 'preso-in-carico',
    CONSERVATO: 'conservato',
    RIFIUTATO: 'rifiutato',
  } as const;
  const esito = esiti[testo('Esito') as keyof typeof esiti] as Rapporto['esito'] | undefined;
  if (!esito) throw new XmlMalformato('il rapporto non dice l’esito');
  return {
    esito,
    motivo: testo('Motivo') ?? null,
    identificativo: testo('IdentificativoPacchetto') ?? null,
    chiave: null,
    impronte: { pacchetto: esadecimale(testo('Impronta')), file: [], indice: null },
  };
}

function parer(radice: Elemento, codiceGiaPresente: string): Rapporto {
  const generale = trova(radice, 'EsitoGenerale');
  const codice = trova(generale, 'CodiceEsito')?.testo.trim();
  if (codice === undefined) throw new XmlMalformato('la risposta non dice l’esito');
  // The rapporto proper is a document inside the answer.
  const scritto = trova(radice, 'RapportoVersamento')?.testo.trim() ?? '';
  const rapporto = radice.nome === 'RapportoVersamento' ? radice : scritto ? leggiXml(scritto) : undefined;
  const sip = trova(rapporto, 'SIP');
  const unita = trova(sip, 'UnitaDocumentaria') ?? trova(radice, 'UnitaDocumentaria');
  const chiave = trova(unita, 'Chiave');
  const errore = trova(generale, 'CodiceErrore')?.testo.trim() ?? '';
  const messaggio = trova(generale, 'MessaggioErrore')?.testo.trim() ?? '';
  const stato = trova(radice, 'UnitaDocumentaria', 'StatoConservazione')?.testo.trim() ?? '';
  return {
    esito:
      codice !== 'NEGATIVO'
        ? CONSERVATI.has(stato)
          ? 'conservato'
          : 'preso-in-carico'
        : errore === codiceGiaPresente
          ? 'gia-presente'
          : 'rifiutato',
    motivo: [errore, messaggio].filter(Boolean).join(': ').slice(0, 2000) || null,
    identificativo: null,
    chiave: chiave
      ? {
          numero: trova(chiave, 'Numero')?.testo.trim() ?? '',
          anno: trova(chiave, 'Anno')?.testo.trim() ?? '',
          registro: trova(chiave, 'TipoRegistro')?.testo.trim() ?? '',
        }
      : null,
    impronte: {
      pacchetto: null,
      file: (unita ? discendenti(unita, 'Hash') : []).map((h) => esadecimale(h.testo) ?? ''),
      indice: esadecimale(trova(sip, 'HashIndiceSIP')?.testo),
    },
  };
}

/** Documents named in the index of a fascicolo, as the other end looked for them. */
function unitaTrovate(fascicolo: Elemento | undefined): Pick<Rapporto, 'unita'> {
  const contenuto = trova(fascicolo, 'ControlliContenutoFascicolo');
  const conta = (gruppo: string, numero: string): number =>
    Number(trova(contenuto, gruppo, numero)?.testo.trim() ?? NaN);
  const presenti = conta('UnitaDocumentariePresenti', 'NumeroUnitaDocumentariePresenti');
  const mancanti = conta('UnitaDocumentarieNonPresenti', 'NumeroUnitaDocumentarieNonPresenti');
  return Number.isInteger(presenti) && Number.isInteger(mancanti) ? { unita: { presenti, mancanti } } : {};
}

function fascicolo(radice: Elemento): Rapporto {
  const bene = trova(radice, 'RapportoVersamentoFascicolo');
  const esito = bene ?? trova(radice, 'EsitoVersamentoNegativo');
  const generale = trova(esito, 'EsitoGenerale');
  const codice = trova(generale, 'CodiceEsito')?.testo.trim();
  if (codice === undefined) throw new XmlMalformato('la risposta non dice l’esito');
  const detto = trova(esito, 'Fascicolo');
  const chiave = trova(detto, 'Chiave');
  // That the key is taken already has no code of its own: it is a control that did not pass.
  const giaPresente = trova(detto, 'EsitoControlliFascicolo', 'UnivocitaChiave')?.testo.trim() === 'NEGATIVO';
  const motivo = ['CodiceErrore', 'MessaggioErrore'].map((n) => trova(generale, n)?.testo.trim() ?? '');
  const accolto = trova(bene, 'StatoConservazione')?.testo.trim() ?? '';
  return {
    esito:
      codice === 'NEGATIVO'
        ? giaPresente
          ? 'gia-presente'
          : 'rifiutato'
        : CONSERVATI.has(accolto)
          ? 'conservato'
          : 'preso-in-carico',
    motivo: motivo.filter(Boolean).join(': ').slice(0, 2000) || null,
    identificativo: null,
    chiave: chiave
      ? {
          numero: trova(chiave, 'Numero')?.testo.trim() ?? '',
          anno: trova(chiave, 'Anno')?.testo.trim() ?? '',
          registro: 'FASC',
        }
      : null,
    impronte: { pacchetto: null, file: [], indice: null },
    ...unitaTrovate(detto),
  };
}

/**
 * Reads a rapporto di versamento: ours (`schemi/rapporto.xsd`), or the answer of a service of the ParER family.
 *
 * @throws XmlMalformato when it is neither
 */
export function leggiRapporto(byte: Buffer, codiceGiaPresente: string = GIA_PRESENTE): Rapporto {
  const radice = leggiXml(byte.toString('utf8').replace(/^\ufeff/, ''));
  if (radice.nome === 'RapportoVersamento' && trova(radice, 'EsitoGenerale') === undefined)
    return nostro(radice);
  if (radice.nome === 'EsitoVersamento' || radice.nome === 'RapportoVersamento')
    return parer(radice, codiceGiaPresente);
  if (radice.nome === 'EsitoVersamentoFascicolo') return fascicolo(radice);
  throw new XmlMalformato(`non è un rapporto di versamento (${radice.nome.slice(0, 60)})`);
}

/** What a rapporto must agree with. */
export type Atteso = {
  identificativo?: string;
  chiave: { numero: string; anno: number; registro: string };
  impronta?: string;
  /** Digests of the files in the package, documents only. */
  documenti: readonly string[];
  /** Of the index that was just sent, where it was. */
  indice?: string;
  /** Documents a part of a fascicolo holds, handed over and proved one by one before it. */
  unita?: number;
};

/** Where a rapporto does not speak of this package; empty when it does. Something must agree: a bare «yes» proves nothing. */
export function difettiRapporto(r: Rapporto, atteso: Atteso): string[] {
  const difetti: string[] = [];
  const { chiave: k, impronte } = r;
  if (r.identificativo !== null && r.identificativo !== atteso.identificativo)
    difetti.push(`parla del pacchetto ${r.identificativo.slice(0, 120)}`);
  const sua = `${atteso.chiave.registro} ${atteso.chiave.numero}/${atteso.chiave.anno}`;
  if (k && `${k.registro} ${k.numero}/${k.anno}` !== sua)
    difetti.push(`parla dell’unità ${k.registro} ${k.numero}/${k.anno}`.slice(0, 200));
  if (impronte.pacchetto !== null && impronte.pacchetto !== atteso.impronta)
    difetti.push('l’impronta del pacchetto è un’altra');
  // What he had already was sent with another index: its files are compared.
  if (
    impronte.indice !== null &&
    r.esito !== 'gia-presente' &&
    atteso.indice !== undefined &&
    impronte.indice !== atteso.indice
  )
    difetti.push('l’impronta dell’indice inviato è un’altra');
  const ricevute = new Set(impronte.file);
  const mancanti = atteso.documenti.filter((d) => !ricevute.has(d));
  if (impronte.file.length > 0 && mancanti.length > 0)
    difetti.push(`di ${mancanti.length} file l’impronta manca o è un’altra`);
  if (atteso.unita !== undefined) return [...difetti, ...difettiParte(r, k, atteso.unita)];
  const provato = impronte.pacchetto !== null || impronte.indice !== null || impronte.file.length > 0;
  if (r.esito !== 'rifiutato' && !provato) difetti.push('non porta nessuna impronta da confrontare');
  return difetti;
}

/** Of a fascicolo no digest comes back: its documents were proved by their own answers, and here he says that he has them all. */
function difettiParte(r: Rapporto, chiave: Rapporto['chiave'], unita: number): string[] {
  if (r.esito === 'rifiutato') return [];
  if (!chiave) return ['non dice di quale fascicolo parla'];
  if (unita === 0 && !r.unita) return [];
  if (!r.unita) return ['non dice quali documenti del fascicolo ha'];
  return r.unita.presenti === unita && r.unita.mancanti === 0
    ? []
    : [`dei ${unita} documenti del fascicolo dice di averne ${r.unita.presenti}`];
}
