import { pulite } from '../../assegnazioni/pulite.ts';
import type { NuovaAssegnazione } from '../../assegnazioni/tipi.ts';
import type { Corrispondente } from '../../corrispondenti/tipi.ts';
import { giornoEOraDi, istanteDiRoma } from '../../platform/date/roma.ts';
import type { Riservatezza } from '../riservatezza/nomi.ts';
import type { Flusso, Originale, RichiestaRegistrazione, TipoCollegamento } from '../tipi.ts';

/** What the form holds: every field has a value, so that a draft is whole. */
export type Modulo = {
  flusso: Flusso;
  supporto: 'digitale' | 'analogico';
  esemplare: 'originale' | 'copia';
  unico: boolean;
  disponibile: boolean;
  oggetto: string;
  mittenti: Corrispondente[];
  destinatari: Corrispondente[];
  perConoscenza: Corrispondente[];
  mezzo: string;
  numeroRaccomandata: string;
  protocolloMittente: { numero: string; data: string };
  arrivo: { giorno: string; ora: string };
  dataDocumento: string;
  luogo: string;
  classificazione: string;
  /** Fascicoli the document enters as it is registered (RN-42b.3). */
  fascicoli: { numero: string; denominazione: string }[];
  unitaCompetente: string;
  /** Who else it goes to, per conoscenza. */
  assegnazioni: NuovaAssegnazione[];
  /** Item of the queue it comes from. */
  coda: string;
  rpa: string;
  note: string;
  allegatiDichiarati: string;
  anonimo: boolean;
  nonSottoscritto: boolean;
  copiaDi: { anno: string; numero: string };
  collegamenti: { tipo: TipoCollegamento; anno: string; numero: string }[];
  categoriaEsclusa: string;
  motivoEsclusione: string;
  giaRegistrato: { registro: string; anno: string; numero: string };
  originali: Originale[];
  riservatezza: Riservatezza;
  datiParticolari: boolean;
  datiGiudiziari: boolean;
  /** When the offers of a tender are opened. */
  garaFinoA: { giorno: string; ora: string };
};

/** A document in the form: uploaded (`id`), or of paper (`descrizione` only). */
export type DocumentoModulo = { id?: string; nomeFile?: string; descrizione?: string };

export function moduloVuoto(flusso: Flusso, adesso: Date): Modulo {
  return {
    flusso,
    supporto: 'digitale',
    esemplare: 'originale',
    unico: false,
    disponibile: false,
    oggetto: '',
    mittenti: [],
    destinatari: [],
    perConoscenza: [],
    mezzo: '',
    numeroRaccomandata: '',
    protocolloMittente: { numero: '', data: '' },
    arrivo: flusso === 'E' ? giornoEOraDi(adesso) : { giorno: '', ora: '' },
    dataDocumento: '',
    luogo: '',
    classificazione: '',
    fascicoli: [],
    unitaCompetente: '',
    assegnazioni: [],
    coda: '',
    rpa: '',
    note: '',
    allegatiDichiarati: '',
    anonimo: false,
    nonSottoscritto: false,
    copiaDi: { anno: '', numero: '' },
    collegamenti: [],
    categoriaEsclusa: '',
    motivoEsclusione: '',
    giaRegistrato: { registro: '', anno: '', numero: '' },
    originali: [],
    riservatezza: 'ordinario',
    datiParticolari: false,
    datiGiudiziari: false,
    garaFinoA: { giorno: '', ora: '' },
  };
}

const pieno = (testo: string): string | undefined => (testo.trim() === '' ? undefined : testo.trim());
const numero = (testo: string): number | undefined =>
  /^\d+$/.test(testo.trim()) ? Number(testo) : undefined;

function riferimento(r: { anno: string; numero: string }): { anno: number; numero: number } | undefined {
  const [anno, n] = [numero(r.anno), numero(r.numero)];
  return anno === undefined || n === undefined ? undefined : { anno, numero: n };
}

/**
 * The request for the server. What does not belong to the flusso is left out, so that changing Arrivo into Partenza
 * half-way does not carry a sender's number along; the fields keep it, should one change back.
 */
export function versoRichiesta(m: Modulo, documenti: readonly DocumentoModulo[]): RichiestaRegistrazione {
  const arrivo = m.flusso === 'E';
  const digitale = m.supporto === 'digitale';
  const principale = digitale ? documenti.find((d) => d.id) : undefined;
  const allegati = documenti.filter((d) => d !== principale);
  const copia = riferimento(m.copiaDi);
  const gia = riferimento(m.giaRegistrato);
  const originali = digitale ? [] : m.originali.filter((o) => o.luogo.trim() !== '');
  const protocollo = pieno(m.protocolloMittente.numero);
  const collegamenti = m.collegamenti.flatMap((c) => {
    const r = riferimento(c);
    return r ? [{ tipo: c.tipo, ...r }] : [];
  });
  const richiesta: RichiestaRegistrazione = {
    flusso: m.flusso,
    oggetto: m.oggetto,
    supporto: m.supporto,
    analogico: digitale ? undefined : { esemplare: m.esemplare, unico: m.unico, disponibile: m.disponibile },
    mittenti: arrivo && !m.anonimo && m.mittenti.length > 0 ? m.mittenti : undefined,
    destinatari: m.destinatari.length > 0 ? m.destinatari : undefined,
    perConoscenza: m.perConoscenza.length > 0 ? m.perConoscenza : undefined,
    mezzo: pieno(m.mezzo),
    numeroRaccomandata: m.mezzo === 'raccomandata' ? pieno(m.numeroRaccomandata) : undefined,
    protocolloMittente:
      arrivo && protocollo ? { numero: protocollo, data: pieno(m.protocolloMittente.data) } : undefined,
    dataArrivo: arrivo ? istanteDiRoma(m.arrivo.giorno, m.arrivo.ora) : undefined,
    dataDocumento: pieno(m.dataDocumento),
    luogo: pieno(m.luogo),
    classificazione: pieno(m.classificazione),
    // A draft written before fascicoli were here has none.
    fascicoli: m.fascicoli?.length ? m.fascicoli.map((f) => f.numero) : undefined,
    unitaCompetente: pieno(m.unitaCompetente),
    // Older drafts have neither.
    assegnazioni: m.assegnazioni?.length ? pulite(m.assegnazioni) : undefined,
    coda: pieno(m.coda ?? ''),
    rpa: pieno(m.rpa),
    note: pieno(m.note),
    documentoPrincipale: principale?.id,
    allegati: allegati.length > 0 ? allegati.map(allegato) : undefined,
    allegatiDichiarati: numero(m.allegatiDichiarati),
    anonimo: (arrivo && m.anonimo) || undefined,
    nonSottoscritto: m.nonSottoscritto || undefined,
    copiaDi: arrivo && digitale ? copia : undefined,
    collegamenti: collegamenti.length > 0 ? collegamenti : undefined,
    categoriaEsclusa: pieno(m.categoriaEsclusa),
    giaRegistrato:
      gia && m.giaRegistrato.registro ? { registro: m.giaRegistrato.registro, ...gia } : undefined,
    originali: originali.length > 0 ? originali : undefined,
    riservatezza: (m.riservatezza ?? 'ordinario') === 'ordinario' ? undefined : m.riservatezza,
    datiParticolari: m.datiParticolari || undefined,
    datiGiudiziari: m.datiGiudiziari || undefined,
    garaFinoA: m.garaFinoA ? istanteDiRoma(m.garaFinoA.giorno, m.garaFinoA.ora) : undefined,
  };
  // The text of the request decides whether a retry is the same act: no keys that say nothing.
  return JSON.parse(JSON.stringify(richiesta)) as RichiestaRegistrazione;
}

function allegato(d: DocumentoModulo): string | { documento?: string; descrizione?: string } {
  const descrizione = pieno(d.descrizione ?? '');
  if (d.id && !descrizione) return d.id;
  return { ...(d.id && { documento: d.id }), ...(descrizione && { descrizione }) };
}

/**
 * The form from a request already made or from a template. Document, dates and number of the old one never come back:
 * "repeat last" that copied the old date beside the new number is a known fault of such programs.
 */
export function daRichiesta(r: Partial<RichiestaRegistrazione>, adesso: Date): Modulo {
  const vuoto = moduloVuoto(r.flusso ?? 'E', adesso);
  const supporto = r.supporto ?? 'digitale';
  return {
    ...vuoto,
    supporto,
    esemplare: r.analogico?.esemplare ?? vuoto.esemplare,
    unico: r.analogico?.unico ?? vuoto.unico,
    oggetto: r.oggetto ?? '',
    mittenti: [...(r.mittente ? [r.mittente] : []), ...(r.mittenti ?? [])],
    destinatari: r.destinatari ?? [],
    perConoscenza: r.perConoscenza ?? [],
    mezzo: r.mezzo ?? '',
    luogo: r.luogo ?? '',
    classificazione: r.classificazione ?? '',
    fascicoli: (r.fascicoli ?? []).map((numero) => ({ numero, denominazione: '' })),
    unitaCompetente: r.unitaCompetente ?? '',
    assegnazioni: (r.assegnazioni ?? []).filter((a) => a.titolo === 'conoscenza'),
    rpa: r.rpa ?? '',
    note: r.note ?? '',
    anonimo: r.anonimo ?? false,
    nonSottoscritto: r.nonSottoscritto ?? false,
    riservatezza: r.riservatezza ?? 'ordinario',
    datiParticolari: r.datiParticolari ?? false,
    datiGiudiziari: r.datiGiudiziari ?? false,
    collegamenti: (r.collegamenti ?? []).map((c) => ({
      tipo: c.tipo,
      anno: String(c.anno),
      numero: String(c.numero),
    })),
  };
}

/** What a template keeps: everything that makes sense next time. */
export function versoModello(m: Modulo): Partial<RichiestaRegistrazione> {
  const {
    documentoPrincipale: _documento,
    allegati: _allegati,
    allegatiDichiarati: _dichiarati,
    dataArrivo: _arrivo,
    dataDocumento: _data,
    protocolloMittente: _protocollo,
    numeroRaccomandata: _raccomandata,
    copiaDi: _copia,
    analogico: _analogico,
    categoriaEsclusa: _categoria,
    giaRegistrato: _gia,
    originali: _originali,
    garaFinoA: _gara,
    coda: _coda,
    ...resto
  } = versoRichiesta(m, []);
  return resto;
}

/** True when there is something to lose. */
export function compilato(m: Modulo): boolean {
  const { arrivo: _, flusso, ...resto } = m;
  const { arrivo: __, flusso: ___, ...vuoto } = moduloVuoto(flusso, new Date(0));
  return JSON.stringify(resto) !== JSON.stringify(vuoto);
}

/** Field of the form where an error of the server about `campo` is shown. */
export function campoDelModulo(campo: string): string {
  const [primo = '', secondo] = campo.split('.');
  if (primo === 'mittente') return 'mittenti';
  if (primo === 'dataArrivo') return 'arrivo';
  // Those of an exclusion.
  if (primo === 'descrizione') return 'oggetto';
  if (primo === 'categoria') return 'categoriaEsclusa';
  if (primo === 'motivo') return 'motivoEsclusione';
  if (primo === 'documentoPrincipale' || primo === 'allegati') return 'documenti';
  if (primo === 'analogico') return secondo ?? 'supporto';
  return primo;
}
