import { Libmime } from 'libmime';
import { decodeText, fromTransfer, type Part } from '#platform/mime';
import { testoDaHtml } from './testo-html.ts';

/** What a person reads of a message. `html` is as sent: `sanifica` comes after. `illustrazioni` are the images it may name, by Content-ID. */
export type Corpo = {
  testo: string;
  html: string | undefined;
  illustrazioni: Map<string, Part>;
  avvisi: string[];
};

type Brano = { testo?: string; html?: string };

const LIMITE = 2 * 1024 * 1024;
const BRANI = 100;

class Lettore {
  readonly illustrazioni = new Map<string, Part>();
  readonly avvisi = new Set<string>();
  #resto = LIMITE;

  brani(parte: Part): Brano[] {
    const [prima] = parte.children;
    if (parte.contentId !== undefined) this.illustrazioni.set(parte.contentId, parte);
    if (!prima) return this.#foglia(parte);
    if (parte.type === 'multipart/alternative') return [this.#alternativa(parte.children)];
    if (parte.type === 'multipart/signed') return this.brani(prima);
    const tutti = parte.children.slice(0, BRANI).flatMap((figlia) => this.brani(figlia));
    return tutti.length > BRANI ? tutti.slice(0, BRANI) : tutti;
  }

  /** Of each form the last, which the sender holds to be the best (RFC 2046 §5.1.4). */
  #alternativa(forme: Part[]): Brano {
    const letti = forme.map((forma) => unisci(this.brani(forma)));
    return {
      testo: letti.findLast(({ testo, html }) => testo !== undefined && html === undefined)?.testo,
      html: letti.findLast(({ html }) => html !== undefined)?.html,
    };
  }

  #foglia(parte: Part): Brano[] {
    if (parte.message || parte.disposition === 'attachment' || parte.fileName !== undefined) return [];
    const html = parte.type === 'text/html';
    // A multipart that could not be opened is shown as it is: better than nothing at all.
    if (!html && parte.type !== 'text/plain' && !parte.type.startsWith('multipart/')) return [];
    const { bytes, clean } = fromTransfer(parte.body, parte.encoding);
    if (!clean) this.avvisi.add('Il testo del messaggio contiene caratteri estranei alla sua codifica.');
    const letto = decodeText(this.#entroIlLimite(bytes), parte.parameters.get('charset'));
    if (letto.fault === 'unknown')
      this.avvisi.add(
        'Il testo è scritto in un insieme di caratteri che non si conosce: qualche lettera può essere sbagliata.',
      );
    return [html ? { html: letto.text } : { testo: disteso(letto.text, parte) }];
  }

  #entroIlLimite(byte: Buffer): Buffer {
    if (byte.length > this.#resto)
      this.avvisi.add('Il testo del messaggio è troppo lungo: se ne mostra l’inizio.');
    const letti = byte.subarray(0, this.#resto);
    this.#resto -= letti.length;
    return letti;
  }
}

/** RFC 3676: lines that a program broke are joined again. */
function disteso(testo: string, parte: Part): string {
  if (parte.parameters.get('format')?.toLowerCase() !== 'flowed') return testo.replaceAll('\r\n', '\n');
  return new Libmime().decodeFlowed(testo, parte.parameters.get('delsp')?.toLowerCase() === 'yes');
}

const COME_HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Pieces one after the other; where one is HTML all become it. */
function unisci(brani: Brano[]): Brano {
  if (brani.length <= 1) return brani[0] ?? {};
  if (brani.every(({ html }) => html === undefined))
    return { testo: brani.map(({ testo }) => testo ?? '').join('\n\n') };
  return {
    testo: brani.every(({ testo }) => testo !== undefined)
      ? brani.map(({ testo }) => testo).join('\n\n')
      : undefined,
    html: brani
      .map(
        ({ testo, html }) =>
          html ?? `<pre>${(testo ?? '').replace(/[&<>]/g, (c) => COME_HTML[c] ?? c)}</pre>`,
      )
      .join('\n'),
  };
}

/** The words of a message, of which those in plain text when there are both; from the HTML where there is nothing else. */
export function leggiCorpo(messaggio: Part): Corpo {
  const lettore = new Lettore();
  const { testo, html } = unisci(lettore.brani(messaggio));
  const scritto = testo !== undefined && (testo.trim() !== '' || html === undefined);
  return {
    testo: scritto ? testo : html === undefined ? '' : testoDaHtml(html),
    html,
    illustrazioni: lettore.illustrazioni,
    avvisi: [...lettore.avvisi],
  };
}
