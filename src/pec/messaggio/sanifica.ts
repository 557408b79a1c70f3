import sanitizeHtml from 'sanitize-html';
import { fromTransfer, type Part } from '#platform/mime';

const LIMITE_IMMAGINE = 512 * 1024;
const LIMITE_IMMAGINI = 4 * 1024 * 1024;
const PROFONDITA = 100;
const DATI = /^data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+$/;

const COLORE = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i, /^[a-z]{3,20}$/i];
const MISURA = [/^[\d.]{1,6}(px|pt|em|rem|%)?$/];

/**
 * Declarations that only colour and place text. No value can hold `url(`, so that nothing is fetched; no property takes a text out of
 * its place, where it could stand on our own screen.
 */
const STILI: Record<string, RegExp[]> = {
  color: COLORE,
  'background-color': COLORE,
  'text-align': [/^(left|right|center|justify)$/],
  'text-decoration': [/^(none|underline|line-through)$/],
  'font-weight': [/^(normal|bold|bolder|lighter|[1-9]00)$/],
  'font-style': [/^(normal|italic)$/],
  'font-size': [...MISURA, /^((xx?-)?(small|large)|medium|smaller|larger)$/],
  width: MISURA,
  'max-width': MISURA,
  padding: MISURA,
};

const TAG =
  'a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  );

/** Images of the message itself, by Content-ID, as long as they are few and small. */
class Illustrazioni {
  readonly #parti: Map<string, Part>;
  #resto = LIMITE_IMMAGINI;

  constructor(parti: Map<string, Part>) {
    this.#parti = parti;
  }

  indirizzo(src: string): string | undefined {
    const indirizzo = /^cid:/i.test(src) ? this.#daParte(src.slice(4)) : DATI.test(src) ? src : undefined;
    if (indirizzo === undefined || indirizzo.length > this.#resto) return undefined;
    this.#resto -= indirizzo.length;
    return indirizzo;
  }

  #daParte(cid: string): string | undefined {
    let nome = cid;
    try {
      nome = decodeURIComponent(cid);
    } catch {
      // A per cent sign that is one: the identifier is taken as it stands.
    }
    const parte = this.#parti.get(nome);
    if (!parte || !/^image\/(png|jpe?g|gif)$/.test(parte.type) || parte.body.length > 2 * LIMITE_IMMAGINE)
      return undefined;
    const { bytes } = fromTransfer(parte.body, parte.encoding);
    if (bytes.length > LIMITE_IMMAGINE) return undefined;
    return `data:${parte.type.replace('jpg', 'jpeg')};base64,${bytes.toString('base64')}`;
  }
}

/**
 * The page of a message as it can be shown: nothing in it runs, nothing is fetched when it opens, nothing leaves the frame it stands in.
 * Images of the message become part of the page; those from elsewhere leave their description. `a` keeps where it leads, to be
 * followed by who wants it, and tells nobody whence.
 */
export function sanifica(html: string, parti: Map<string, Part>): string {
  const illustrazioni = new Illustrazioni(parti);
  return sanitizeHtml(html, {
    allowedTags: TAG,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align', 'valign'],
      a: ['href', 'rel', 'target', 'name'],
      img: ['src', 'alt', 'width', 'height'],
      td: ['colspan', 'rowspan', 'width'],
      th: ['colspan', 'rowspan', 'width', 'scope'],
      table: ['border', 'cellpadding', 'cellspacing', 'width'],
      font: ['color', 'size'],
      ol: ['start', 'type'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': STILI },
    nestingLimit: PROFONDITA,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'head',
      'template',
      'svg',
      'math',
      'object',
    ],
    transformTags: {
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }),
      img: (tagName, attribs) => {
        const src = illustrazioni.indirizzo((attribs.src ?? '').trim());
        if (src !== undefined) return { tagName, attribs: { ...attribs, src } };
        return { tagName: 'span', attribs: {}, text: attribs.alt ? `[${attribs.alt}]` : '' };
      },
    },
  });
}
