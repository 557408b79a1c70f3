import { Type } from 'typebox';
import { inTransazione, type Db } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { accoda } from '#platform/jobs';
import { trovaEnte } from '../sessioni/trova-ente.ts';
import { ModoRecupero, PasswordRecuperata, RichiestaRecupero } from './recupero.schema.ts';
import { usaRecupero } from './usa-recupero.ts';

const tags = ['Password'];
const limite = (max: number, nome: string) => ({
  max,
  timeWindow: '1 minute',
  keyGenerator: (r: { ip: string }) => `${nome} ${r.ip}`,
});

/**
 * The way back in for who forgot the password, without a session.
 *
 * @param parti.recuperoPerPosta whether there is a server to write from
 */
export function rotteRecupero(
  app: App,
  parti: { db: Db; recuperoPerPosta: boolean; recuperiAlMinuto?: number },
): void {
  const { db, recuperoPerPosta } = parti;
  const max = parti.recuperiAlMinuto ?? 10;

  app.get(
    '/recupero',
    {
      schema: {
        operationId: 'modoRecupero',
        tags,
        summary: 'Come si ottiene una password nuova',
        security: [],
        response: { 200: ModoRecupero },
      },
      config: { permesso: 'pubblico' },
    },
    () => ({ posta: recuperoPerPosta }),
  );

  app.post(
    '/recupero',
    {
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'chiediRecupero',
        tags,
        summary: 'Chiede per posta le istruzioni per una password nuova',
        description: 'La risposta è la stessa, nello stesso tempo, che l’utente esista o no.',
        security: [],
        body: RichiestaRecupero,
        response: {
          202: Type.Null({ description: 'Se l’utente esiste e ha un indirizzo, riceverà il messaggio' }),
        },
      },
      config: { permesso: 'pubblico', rateLimit: limite(max, 'recupero') },
    },
    async (richiesta, risposta) => {
      if (!recuperoPerPosta)
        throw new Rifiuto({
          codice: 'recupero.non-attivo',
          categoria: 'conflitto',
          dettaglio: 'Qui la password nuova la dà l’amministratore del sistema: rivolgersi a lui.',
        });
      const ente = await trovaEnte(db, richiesta.body.ente);
      const nome = richiesta.body.utente.trim().toLowerCase();
      // Who it is, is looked up later by the job: here the work is the same for every name.
      await inTransazione(db, ente.id, (tx) =>
        accoda(tx, 'autorizzazioni.recupero', {
          enteId: ente.id,
          // What cannot be a name is not kept, not even for the time of a job: it is often a password in the wrong box.
          nome: /^[a-z0-9._@+-]{2,100}$/.test(nome) ? nome : '',
          ip: richiesta.ip,
          richiestaId: richiesta.id,
        }),
      );
      return risposta.code(202).send(null);
    },
  );

  app.post(
    '/recupero/password',
    {
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'usaRecupero',
        tags,
        summary: 'Sceglie la password nuova con il messaggio ricevuto',
        security: [],
        body: PasswordRecuperata,
        response: { 204: Type.Null({ description: 'Fatto: ora si accede con la password nuova' }) },
      },
      config: { permesso: 'pubblico', rateLimit: limite(max * 2, 'recupero-password') },
    },
    async (richiesta, risposta) => {
      await usaRecupero(db, richiesta.body, { ip: richiesta.ip, richiestaId: richiesta.id });
      return risposta.code(204).send(null);
    },
  );
}
