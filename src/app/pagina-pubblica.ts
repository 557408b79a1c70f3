const entita: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it goes into a page. */
export const scappa = (testo: string): string => testo.replace(/[&<>"']/g, (c) => entita[c] ?? c);

/**
 * A page for anybody: no session, no script.
 *
 * @param corpo HTML, every text in it already through {@link scappa}
 */
export function paginaPubblica(p: {
  titolo: string;
  occhiello: string;
  corpo: string;
  piede: string;
  /** Whether search engines may list it. */
  indicizza?: boolean;
}): string {
  return `<!doctype html>
<html lang="it">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${p.indicizza ? '' : '<meta name="robots" content="noindex">'}
<title>${scappa(p.titolo)}</title><link rel="stylesheet" href="/verifica.css"></head>
<body><header><p>${scappa(p.occhiello)}</p></header><main>${p.corpo}</main>
<footer><p>${scappa(p.piede)}</p></footer></body></html>`;
}
