import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inLettura } from '#platform/db';
import type { App } from '#platform/http';
import { leggiCookie, scriviCookie } from '../cookie.ts';
import type { PartiFattori } from '../fattori/fattori.routes.ts';
import { origineDi } from '../fattori/origine.ts';
import { credenzialeSessione } from '../sessioni/cookie.ts';
import { trovaEnte } from '../sessioni/trova-ente.ts';
import { DiQualeEnte, FornitoriPerAccedere, Partenza, type Motivo } from './accesso.schema.ts';
import { avviaAccesso } from './avvia-accesso.ts';
import { concludiAccesso } from './concludi-accesso.ts';
import { findFornitori } from './fornitori.queries.ts';
import { DURATA_MINUTI } from './in-corso.ts';

const tags = ['Sessione'];
const Altrove = Type.Null({ description: 'Il browser va altrove' });

/** Where providers must send people back to. One address for all, so that it can be told before there is any. */
export const VIA_RITORNO = '/api/v1/accesso/oidc/ritorno';

/** Signing in with an account of another system. Only addresses that a browser opens: nothing of it is asked for by a script. */
export function rotteAccessoEsterno(app: App, parti: PartiFattori): void {
  const { db } = parti;
  const rateLimit = {
    max: parti.accessiAlMinuto ?? 60,
    timeWindow: '1 minute',
    keyGenerator: (r: { ip: string }) => `oidc ${r.ip}`,
  };
  const ritorno = (richiesta: FastifyRequest): string =>
    `${origineDi(richiesta, parti.urlPasskey)}${VIA_RITORNO}`;
  const da = (richiesta: FastifyRequest) => ({
    ip: richiesta.ip,
    richiestaId: richiesta.id,
    agente: richiesta.headers['user-agent'],
    browser: leggiCookie(richiesta, 'accesso'),
  });
  /** Back to the sign-in page, which says why. */
  const indietro = (risposta: FastifyReply, motivo: Motivo) => risposta.redirect(`/?accesso=${motivo}`, 303);

  app.get(
    '/accesso/oidc/fornitori',
    {
      schema: {
        operationId: 'fornitoriPerAccedere',
        tags,
        summary: 'Altri sistemi con cui si può accedere',
        security: [],
        querystring: DiQualeEnte,
        response: { 200: FornitoriPerAccedere },
      },
      config: { permesso: 'pubblico' },
    },
    async (richiesta) => {
      const ente = await trovaEnte(db, richiesta.query.ente);
      const attivi = await inLettura(db, ente.id, (tx) => findFornitori(tx, { soloAttivi: true }));
      return { items: attivi.map(({ id, nome }) => ({ id, nome })) };
    },
  );

  app.get(
    '/accesso/oidc/fornitori/:id/inizio',
    {
      schema: {
        operationId: 'avviaAccessoEsterno',
        tags,
        summary: 'Va ad accedere presso un fornitore di identità',
        description: 'Da aprire in un browser, con un collegamento.',
        security: [],
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Fornitore' }) }),
        querystring: Partenza,
        response: { 303: Altrove },
      },
      config: { permesso: 'pubblico', rateLimit },
    },
    async (richiesta, risposta) => {
      // Another site neither signs people in by itself nor fills the table with those it sent.
      const sito = richiesta.headers['sec-fetch-site'];
      if (sito !== undefined && sito !== 'same-origin' && sito !== 'none') return risposta.redirect('/', 303);
      const ente = await trovaEnte(db, richiesta.query.ente);
      const esito = await avviaAccesso(db, ente.id, richiesta.params.id, {
        ...da(richiesta),
        precedente: credenzialeSessione(richiesta),
        verso: richiesta.query.verso,
        ritorno: ritorno(richiesta),
      });
      if ('motivo' in esito) return indietro(risposta, esito.motivo);
      scriviCookie(risposta, 'accesso', esito.browser, { minuti: DURATA_MINUTI });
      return risposta.redirect(esito.indirizzo, 303);
    },
  );

  app.get(
    '/accesso/oidc/ritorno',
    {
      schema: {
        operationId: 'concludiAccessoEsterno',
        tags,
        summary: 'Torna dal fornitore di identità',
        description: 'L’indirizzo di ritorno (redirect URI). La risposta porta il cookie della sessione.',
        security: [],
        response: { 303: Altrove },
      },
      config: { permesso: 'pubblico', rateLimit },
    },
    async (richiesta, risposta) => {
      const url = new URL(`${ritorno(richiesta)}${/\?.*$/s.exec(richiesta.url)?.[0] ?? ''}`);
      const esito = await concludiAccesso(parti, { ...da(richiesta), url });
      if ('motivo' in esito) return indietro(risposta, esito.motivo);
      scriviCookie(risposta, 'sessione', esito.aperta.segreto);
      return risposta.redirect(esito.verso, 303);
    },
  );
}
