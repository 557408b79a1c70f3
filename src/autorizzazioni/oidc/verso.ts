/**
 * Where to go after signing in: an address of ours that a person may open, whatever was asked for. Anything that a browser might
 * read as another site becomes the beginning.
 */
export function versoAmmesso(chiesto: string | undefined): string {
  if (chiesto === undefined || chiesto.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(chiesto)) return '/';
  const base = 'https://pagine.invalid';
  const url = URL.parse(chiesto, base);
  if (url?.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/api/')) return '/';
  return url.pathname + url.search;
}
