import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const require = createRequire(import.meta.url);

/**
 * Bootstrap Italia's stylesheet carries the icon font of a video player as a `data:` URL, which our Content Security
 * Policy refuses (rightly: `font-src 'self'`). We have no videos: the rule is left out.
 */
function senzaFontVideo(): Plugin {
  return {
    name: 'senza-font-video',
    enforce: 'pre',
    transform(codice, id) {
      if (!id.includes('bootstrap-italia') || !id.includes('.css')) return null;
      return { code: codice.replace(/@font-face\{font-family:VideoJS;[^}]*\}/, ''), map: null };
    },
  };
}

/** What pdf.js asks for by address while it draws: character maps, standard fonts, colour profiles, decoders. */
function partiDiPdfjs(): Plugin {
  const radice = dirname(require.resolve('pdfjs-dist/package.json'));
  return {
    name: 'parti-di-pdfjs',
    apply: 'build',
    generateBundle() {
      for (const cartella of ['cmaps', 'standard_fonts', 'iccs', 'wasm'])
        for (const file of readdirSync(join(radice, cartella)))
          // Our policy lets no WebAssembly run: pdf.js then uses its plain JavaScript decoders.
          if (!file.endsWith('.wasm') && !file.startsWith('quickjs'))
            this.emitFile({
              type: 'asset',
              fileName: `pdfjs/${cartella}/${file}`,
              source: readFileSync(join(radice, cartella, file)),
            });
    },
  };
}

export default defineConfig({
  root: join(import.meta.dirname, 'src/web'),
  plugins: [senzaFontVideo(), react(), partiDiPdfjs()],
  build: {
    outDir: join(import.meta.dirname, 'dist-web'),
    emptyOutDir: true,
    // No data: URLs for fonts and images: the policy wants files of ours.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn(avviso, avvisa) {
        // Libraries marked for React's server components; there is no server rendering here.
        if (avviso.code !== 'MODULE_LEVEL_DIRECTIVE') avvisa(avviso);
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.TABULARIUM_SERVER ?? 'http://127.0.0.1:8080' } },
  },
});
