import { describe, expect, test } from 'vitest';
import { everyPart, parseMime, type Part } from '#platform/mime';
import { file, multiparte, testo } from '../../../test/support/messaggi-di-prova.ts';
import { sanifica } from './sanifica.ts';
import { testoDaHtml } from './testo-html.ts';

const pulita = (html: string): string => sanifica(html, new Map()) ?? '';

describe('nulla si va a prendere quando la pagina si apre', () => {
  test.each([
    '<img src="https://spia.example/x.gif">',
    '<img src=//spia.example/x.gif>',
    '<img srcset="https://spia.example/x 2x">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<p style="background:url(https://spia.example/x)">',
    '<p style="background-image: u\\72l(https://spia.example/x)">',
    '<p style="color: red; list-style: url(//spia.example)">',
    '<p style="width:expression(alert(1))">',
    '<body background="https://spia.example/x">',
    '<table background="https://spia.example/x"><tr><td background="https://spia.example/x">',
    '<style>@import "https://spia.example/x"; p{background:url(https://spia.example)}</style>',
    '<link rel=stylesheet href="https://spia.example/x.css">',
    '<link rel="dns-prefetch" href="//spia.example">',
    '<base href="https://spia.example/">',
    '<meta http-equiv=refresh content="0;url=https://spia.example">',
    '<form action="https://spia.example"><input type=image src="https://spia.example/x"><button formaction="https://spia.example">',
    '<iframe src="https://spia.example"></iframe><frame src="https://spia.example">',
    '<object data="https://spia.example"></object><embed src="https://spia.example">',
    '<video poster="https://spia.example/x"><source src="https://spia.example/x"></video><audio src="https://spia.example">',
    '<svg><image href="https://spia.example/x"/><use href="https://spia.example/x"/></svg>',
    '<math href="https://spia.example"><mi xlink:href="https://spia.example">',
    '<a ping="https://spia.example" href="mailto:a@b.it">x</a>',
    '<bgsound src="https://spia.example/x">',
    '<template><img src="https://spia.example/x"></template>',
    '<noscript><img src="https://spia.example/x"></noscript>',
  ])('%s', (html) => expect(pulita(html)).not.toMatch(/spia|url|srcset|svg\+xml|expression/i));
});

describe('nulla si esegue', () => {
  test.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:alert(1)">x</a>',
    '<svg onload=alert(1)>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<!--><img src=x onerror=alert(1)>-->',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  ])('%s', (html) => {
    const tag = pulita(html).match(/<[^>]*>/g) ?? [];
    expect(tag.join(' ').replace(/title="[^"]*"/g, '')).not.toMatch(/script|on\w+=|alert|svg|math|style/i);
  });
});

test('le parole, la forma e i collegamenti restano', () => {
  expect(pulita('<h1 style="color:red;position:fixed">Titolo</h1><a href="https://x.it">qui</a>')).toBe(
    '<h1 style="color:red">Titolo</h1><a href="https://x.it" rel="noopener noreferrer nofollow" target="_blank">qui</a>',
  );
  expect(pulita('prima <img src="https://x.it/a.png" alt="logo"> dopo')).toBe(
    'prima <span>[logo]</span> dopo',
  );
});

describe('le immagini del messaggio', () => {
  const parti = (...pezzi: Buffer[]): Map<string, Part> =>
    new Map(
      [...everyPart(parseMime(multiparte('related', testo('x'), ...pezzi)))].flatMap((p) =>
        p.contentId === undefined ? [] : [[p.contentId, p] as const],
      ),
    );
  const png = (byte: number, cid: string, tipo = 'image/png'): Buffer =>
    file('a.png', Buffer.alloc(byte), { tipo, disposizione: 'inline', cid });

  test('diventano parte della pagina', () => {
    expect(sanifica('<img src="cid:a%40b">', parti(png(3, 'a@b')))).toBe(
      '<img src="data:image/png;base64,AAAA" />',
    );
    expect(sanifica('<img src="cid:%zz">', parti(png(3, '%zz')))).toContain('data:image/png');
  });
  test('non quelle grandi, sconosciute o di un tipo che può fare altro', () => {
    expect(sanifica('<img src="cid:a">', parti(png(600 * 1024, 'a')))).not.toContain('data:');
    expect(sanifica('<img src="cid:b">', parti(png(3, 'a')))).not.toContain('data:');
    expect(sanifica('<img src="cid:a">', parti(png(3, 'a', 'image/svg+xml')))).not.toContain('data:');
  });
  test('la stessa ripetuta mille volte non gonfia la pagina', () => {
    expect(sanifica('<img src="cid:a">'.repeat(1000), parti(png(400 * 1024, 'a')))?.length).toBeLessThan(
      5 * 1024 * 1024,
    );
  });
});

test('pagine enormi e profonde si leggono in un tempo proporzionato', () => {
  for (const html of [
    '<div>'.repeat(100_000),
    '<p style="color:red">x'.repeat(20_000),
    '<'.repeat(500_000),
    '<a '.repeat(100_000),
    '&'.repeat(500_000),
  ])
    expect([typeof testoDaHtml(html), typeof pulita(html)]).toEqual(['string', 'string']);
});

test('il testo di una pagina è quello che si legge', () => {
  expect(
    testoDaHtml(
      '<head><title>no</title><style>p{}</style></head><p>Uno &amp; due</p><ul><li>a</li><li>b</li></ul>c<br>d<script>x</script>',
    ),
  ).toBe('Uno & due\n\na\n\nb\n\nc\nd');
});
