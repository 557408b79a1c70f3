import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '#platform/http';

const ANNO = 365 * 24 * 3600;

/**
 * Serves the built pages. Files with a digest in their name never change and are kept a year; every other address that a
 * person may paste (`/registro/2026/345`) gets the one page, which shows the right screen.
 */
export async function montaPagine(app: App, cartella: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: cartella,
    serve: false,
    cacheControl: false,
    setHeaders: (risposta, percorso) => {
      const conDigesto = percorso.startsWith(join(cartella, 'assets'));
      void risposta.header('cache-control', conDigesto ? `public, max-age=${ANNO}, immutable` : 'no-cache');
    },
  });
  const file = new Set(readdirSync(cartella, { recursive: true, encoding: 'utf8' }));
  app.get<{ Params: { '*': string } }>(
    '/*',
    { config: { permesso: 'pubblico', rateLimit: false }, schema: { hide: true } },
    (richiesta, risposta) => {
      const chiesto = richiesta.params['*'];
      // A folder is in the list too, but nobody asks for it by a name with an extension.
      if (extname(chiesto) !== '' && file.has(chiesto)) return risposta.sendFile(chiesto);
      const perUnaPersona = (richiesta.headers.accept ?? '').includes('text/html');
      if (!file.has('index.html') || !perUnaPersona || chiesto.startsWith('api/'))
        return risposta.callNotFound();
      return risposta.header('cache-control', 'no-cache').sendFile('index.html');
    },
  );
}
