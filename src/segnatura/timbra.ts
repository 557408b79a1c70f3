import { type Categoria, Rifiuto } from '#platform/http';
import { type Corner, MM, type OverlaidPage, overlay, PdfRefused, type RefusalReason } from '#platform/pdf';
import { type DatiSegnatura } from './segnatura.ts';
import { timbroPdf } from './timbro-pdf.ts';

export type AngoloTimbro = 'alto-destra' | 'alto-sinistra' | 'basso-destra' | 'basso-sinistra';

/** Where the stamp goes: a corner, from which a free place is sought; or millimetres from the top left, obeyed as they are. */
export type PosizioneTimbro = AngoloTimbro | { x: number; y: number };

/** Where it went: `fascia-*` is a white band that makes a full page taller. */
export type PosizioneUsata = AngoloTimbro | 'esatta' | 'fascia-alta' | 'fascia-bassa';

export type OpzioniTimbro = {
  posizione?: PosizioneTimbro;
  /** The first page, or every page (at most 500). */
  pagina?: 1 | 'tutte';
  /** Address of the public verification page, for the QR code. */
  urlVerifica: string;
};

/** `posizioneUsata` is that of the first page; `sovrapposto` is true where, on some page, the stamp lies over something. */
export type CopiaTimbrata = { pdf: Uint8Array; posizioneUsata: PosizioneUsata; sovrapposto: boolean };

const angoli: Record<AngoloTimbro, Corner> = {
  'alto-destra': 'topRight',
  'alto-sinistra': 'topLeft',
  'basso-destra': 'bottomRight',
  'basso-sinistra': 'bottomLeft',
};

const posizioni: Record<OverlaidPage['at'], PosizioneUsata> = {
  topRight: 'alto-destra',
  topLeft: 'alto-sinistra',
  bottomRight: 'basso-destra',
  bottomLeft: 'basso-sinistra',
  exact: 'esatta',
  topBand: 'fascia-alta',
  bottomBand: 'fascia-bassa',
};

/**
 * Makes the courtesy copy of a PDF, with a compact stamp of the segnatura (AMB-11, RN-12.6c). From a corner the stamp
 * never lies over what is printed: it slides to a free place, or the page grows by a white band. Rotated, landscape and
 * cropped pages get it upright as seen. The bytes given are not touched, and the copy begins with them: signatures
 * inside still refer to what was signed.
 * @throws Rifiuto `segnatura.pdf-cifrato`, `segnatura.pdf-illeggibile`, `segnatura.pdf-troppo-grande`,
 * `segnatura.pdf-troppo-complesso`, `segnatura.timbro-occupato`, `segnatura.posizione-non-valida`
 */
export async function timbra(
  pdf: Uint8Array,
  dati: DatiSegnatura,
  opzioni: OpzioniTimbro,
): Promise<CopiaTimbrata> {
  const { posizione = 'alto-destra', pagina = 1, urlVerifica } = opzioni;
  const stamp = await timbroPdf(dati, urlVerifica);
  const fatto = await overlay({
    pdf,
    stamp,
    place: typeof posizione === 'string' ? angoli[posizione] : inPunti(posizione),
    pages: pagina === 'tutte' ? 'all' : 'first',
  }).catch(rifiuta);
  const [prima] = fatto.pages;
  if (!prima) throw new Error('no page was stamped');
  return {
    pdf: fatto.pdf,
    posizioneUsata: posizioni[prima.at],
    sovrapposto: fatto.pages.some(({ covers }) => covers),
  };
}

function inPunti({ x, y }: { x: number; y: number }): { x: number; y: number } {
  if (Number.isFinite(x) && Number.isFinite(y) && x >= 0 && y >= 0) return { x: x * MM, y: y * MM };
  throw new Rifiuto({
    codice: 'segnatura.posizione-non-valida',
    categoria: 'nonValido',
    dettaglio:
      'La posizione del timbro va indicata in millimetri dall’angolo in alto a sinistra, con numeri non negativi.',
    campo: 'posizione',
  });
}

const rifiuti: Record<RefusalReason, { codice: string; categoria: Categoria; dettaglio: string }> = {
  encrypted: {
    codice: 'segnatura.pdf-cifrato',
    categoria: 'nonValido',
    dettaglio:
      'Il PDF è protetto da una password o da restrizioni: non se ne può fare una copia con il timbro. L’originale resta disponibile.',
  },
  unreadable: {
    codice: 'segnatura.pdf-illeggibile',
    categoria: 'nonValido',
    dettaglio:
      'Il file non è un PDF leggibile, oppure è danneggiato: non se ne può fare una copia con il timbro. L’originale resta disponibile.',
  },
  tooLarge: {
    codice: 'segnatura.pdf-troppo-grande',
    categoria: 'troppoGrande',
    dettaglio:
      'Il PDF è troppo grande per farne una copia con il timbro (al più 100 MB, e 500 pagine se si timbrano tutte).',
  },
  tooComplex: {
    codice: 'segnatura.pdf-troppo-complesso',
    categoria: 'nonValido',
    dettaglio:
      'Il PDF richiede troppo tempo o troppa memoria per farne una copia con il timbro. L’originale resta disponibile.',
  },
  busy: {
    codice: 'segnatura.timbro-occupato',
    categoria: 'nonDisponibile',
    dettaglio: 'Troppe copie con il timbro sono in preparazione: riprovare tra poco.',
  },
};

function rifiuta(errore: unknown): never {
  if (errore instanceof PdfRefused) throw new Rifiuto(rifiuti[errore.reason]);
  throw errore;
}
