import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '#platform/http';

const ANNO = 365 * 24 * 3600;

/**
 * Serves the built pages. Files with a digest in their name never change and are kept a year; every other address that a
 * person may paste (`/registro/2026/345`) gets the one page, which shows the right screen.
 */
export async function montaPagine(app: App, cartella: string): Promise<void> {
  app.addHook('onRoute', (rotta) => {
    rotta.config ??= {};
    rotta.config.permesso ??= 'pubblico';
    rotta.schema ??= { hide: true };
  });
  await app.register(fastifyStatic, {
    root: cartella,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (risposta, percorso) => {
      const conDigesto = percorso.startsWith(join(cartella, 'assets'));
      void risposta.header('cache-control', conDigesto ? `public, max-age=${ANNO}, immutable` : 'no-cache');
    },
  });
  const pagina = existsSync(join(cartella, 'index.html'));
  app.get(
    '/*',
    { config: { permesso: 'pubblico', rateLimit: false }, schema: { hide: true } },
    (richiesta, risposta) => {
      const perUnaPersona = (richiesta.headers.accept ?? '').includes('text/html');
      if (!pagina || !perUnaPersona || richiesta.url.startsWith('/api/')) return risposta.callNotFound();
      return risposta.header('cache-control', 'no-cache').sendFile('index.html');
    },
  );
}
