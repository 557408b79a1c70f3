import { randomUUID } from 'node:crypto';
import sanitizeHtml from 'sanitize-html';
import { fromTransfer, type Part } from '#platform/mime';
import { scorri } from './scorri.ts';

const LIMITE_IMMAGINE = 512 * 1024;
const LIMITE_IMMAGINI = 4 * 1024 * 1024;
const PROFONDITA = 250;
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

/** Only the declarations above; what CSS allows besides (comments, escapes) is in none of their forms. */
function stileAmmesso(stile: string): string {
  return stile
    .slice(0, 2000)
    .split(';')
    .flatMap((dichiarazione) => {
      const [, nome = '', valore = ''] = /^([^:]*):([^]*)$/.exec(dichiarazione) ?? [];
      const [proprieta, scritto] = [nome.trim().toLowerCase(), valore.trim().toLowerCase()];
      return STILI[proprieta]?.some((forma) => forma.test(scritto)) ? [`${proprieta}:${scritto}`] : [];
    })
    .join(';');
}

/** Images of the message itself, by Content-ID, as long as they are few and small. */
class Illustrazioni {
  readonly #parti: Map<string, Part>;
  readonly #usate: string[] = [];
  readonly #lette = new Map<string, string | undefined>();
  // They are put in their place at the end: half a megabyte in an attribute is slow to go through.
  readonly #segno = randomUUID();
  #resto = LIMITE_IMMAGINI;

  constructor(parti: Map<string, Part>) {
    this.#parti = parti;
  }

  /** What stands for the image until `colloca`; undefined where there is none that may be shown. */
  segnaposto(src: string): string | undefined {
    const indirizzo = /^cid:/i.test(src) ? this.#daParte(src.slice(4)) : DATI.test(src) ? src : undefined;
    if (indirizzo === undefined || indirizzo.length > this.#resto) return undefined;
    this.#resto -= indirizzo.length;
    return `cid:${this.#segno}-${this.#usate.push(indirizzo) - 1}`;
  }

  colloca(html: string): string {
    return html.replace(
      new RegExp(`src="cid:${this.#segno}-(\\d+)"`, 'g'),
      (_, numero: string) => `src="${this.#usate[Number(numero)]}"`,
    );
  }

  #daParte(cid: string): string | undefined {
    if (!this.#lette.has(cid)) this.#lette.set(cid, this.#leggi(cid));
    return this.#lette.get(cid);
  }

  #leggi(cid: string): string | undefined {
    const parte = this.#parti.get(cid) ?? this.#parti.get(senzaPercento(cid));
    if (!parte || !/^image\/(png|jpe?g|gif)$/.test(parte.type) || parte.body.length > 2 * LIMITE_IMMAGINE)
      return undefined;
    const { bytes } = fromTransfer(parte.body, parte.encoding);
    if (bytes.length > LIMITE_IMMAGINE) return undefined;
    return `data:${parte.type.replace('jpg', 'jpeg')};base64,${bytes.toString('base64')}`;
  }
}

function senzaPercento(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    // A per cent sign that is one.
    return cid;
  }
}

/**
 * The page of a message as it can be shown: nothing in it runs, nothing is fetched when it opens, nothing leaves the frame it stands in.
 * Images of the message become part of the page; those from elsewhere leave their description. `a` keeps where it leads, to be
 * followed by who wants it, and tells nobody whence. Undefined where the page is too intricate to be gone through.
 */
export function sanifica(html: string, parti: Map<string, Part>): string | undefined {
  if (!scorri(html, {}, {})) return undefined;
  const illustrazioni = new Illustrazioni(parti);
  const pulita = sanitizeHtml(html, {
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
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
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
        const src = illustrazioni.segnaposto((attribs.src ?? '').trim());
        if (src !== undefined) return { tagName, attribs: { ...attribs, src } };
        return { tagName: 'span', attribs: {}, text: attribs.alt ? `[${attribs.alt}]` : '' };
      },
      '*': (tagName, { style, ...attribs }) => {
        const ammesso = style === undefined ? '' : stileAmmesso(style);
        return { tagName, attribs: ammesso === '' ? attribs : { ...attribs, style: ammesso } };
      },
    },
  });
  return illustrazioni.colloca(pulita);
}
