import { Type } from 'typebox';
import { ufficiPubblici, type UfficiPubblici } from '#organizzazione';
import type { Db } from '#platform/db';
import type { App } from '#platform/http';
import { paginaPubblica, scappa } from './pagina-pubblica.ts';

const PIEDE = 'Recapiti istituzionali degli uffici, dall’organigramma dell’ente.';

const posta = (indirizzo: string | undefined): string =>
  indirizzo === undefined
    ? 'non indicata'
    : `<a href="mailto:${scappa(encodeURIComponent(indirizzo).replaceAll('%40', '@'))}">${scappa(indirizzo)}</a>`;

function voce(u: UfficiPubblici['items'][number], nomi: ReadonlyMap<string, string>): string {
  const di = u.padre === undefined ? undefined : nomi.get(u.padre);
  const altri = [
    u.pec !== undefined && `<dt>PEC</dt><dd>${posta(u.pec)}</dd>`,
    u.telefono !== undefined && `<dt>Telefono</dt><dd>${scappa(u.telefono)}</dd>`,
    u.indirizzo !== undefined && `<dt>Sede</dt><dd>${scappa(u.indirizzo)}</dd>`,
  ].filter(Boolean);
  return `<h2>${scappa(u.denominazione)}</h2>${di === undefined ? '' : `<p>${scappa(di)}</p>`}
<dl><dt>Posta elettronica</dt><dd>${posta(u.email)}</dd>${altri.join('')}</dl>`;
}

/** The offices of an ente and where to write to each, for the Trasparenza section of its site to point at (RN-7.3). */
export function rotteUfficiPubblici(app: App, { db }: { db: Db }): void {
  app.get(
    '/uffici/:ente',
    {
      config: { permesso: 'pubblico', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: { hide: true, params: Type.Object({ ente: Type.String({ maxLength: 40 }) }) },
    },
    async (richiesta, risposta) => {
      const uffici = await ufficiPubblici(db, richiesta.params.ente);
      const nomi = new Map(uffici?.items.map((u) => [u.codice, u.denominazione]));
      return await risposta
        .code(uffici ? 200 : 404)
        .type('text/html; charset=utf-8')
        .send(
          paginaPubblica({
            titolo: uffici ? `Uffici - ${uffici.ente}` : 'Nessun ente',
            occhiello: 'Uffici e recapiti',
            corpo: uffici
              ? `<h1>${scappa(uffici.ente)}</h1>${uffici.items.map((u) => voce(u, nomi)).join('')}`
              : '<h1>Nessun ente</h1><p>A questo indirizzo non corrisponde alcun ente.</p>',
            piede: PIEDE,
            indicizza: uffici !== undefined,
          }),
        );
    },
  );
}
