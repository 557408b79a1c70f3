import { Type } from 'typebox';
import { inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { sessioneDi } from '../sessioni/cookie.ts';
import { leggiUtentePerAccesso } from '../sessioni/sessione.queries.ts';
import { cambiaPassword } from './cambia-password.ts';
import { GIORNI_PASSWORD_INIZIALE } from './iniziale.ts';
import {
  CambioPassword,
  GiudizioPassword,
  PasswordDaGiudicare,
  PasswordIniziale,
} from './password.schema.ts';
import { reimpostaPassword } from './reimposta-password.ts';
import { debolezza } from './robustezza.ts';

const tags = ['Password'];

/** One's own password, and the initial one that the administrator gives. */
export function rottePassword(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.put(
    '/sessione/password',
    {
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'cambiaPassword',
        tags,
        summary: 'Cambia la propria password',
        description: 'Le altre sessioni dell’utente si chiudono.',
        body: CambioPassword,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'autenticato', durante: ['password'] },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      await cambiaPassword(db, ctx, credenziale, richiesta.body);
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/sessione/password/giudizio',
    {
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'giudicaPassword',
        tags,
        summary: 'Dice se una password che si sta scegliendo va bene, e perché no',
        body: PasswordDaGiudicare,
        response: { 200: GiudizioPassword },
      },
      config: { permesso: 'autenticato', durante: ['password'] },
    },
    async (richiesta): Promise<GiudizioPassword> => {
      const { ctx } = sessioneDi(richiesta);
      const utente = await inLettura(db, ctx.ente.id, (tx) =>
        leggiUtentePerAccesso(tx, { id: ctx.soggetto.id }),
      );
      const debole = debolezza(
        richiesta.body.password,
        utente && { ...utente, ente: ctx.ente.denominazione },
      );
      return debole ? { accettabile: false, motivo: debole.dettaglio } : { accettabile: true };
    },
  );

  app.post(
    '/utenti/:id/password-iniziale',
    {
      schema: {
        operationId: 'reimpostaPassword',
        tags,
        summary: 'Dà a un utente una nuova password iniziale, mostrata una volta sola',
        description: 'L’utente esce da ogni sessione e con la password nuova può solo sceglierne una sua.',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Utente' }) }),
        response: { 201: PasswordIniziale },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta, risposta) => {
      const { ctx } = sessioneDi(richiesta);
      const password = await reimpostaPassword(db, ctx, richiesta.params.id);
      return risposta.code(201).send({ password, valeGiorni: GIORNI_PASSWORD_INIZIALE });
    },
  );
}
