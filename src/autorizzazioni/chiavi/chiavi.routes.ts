import { Type } from 'typebox';
import { inLettura, inTransazione, sqlstate, type Db } from '#platform/db';
import { chiaveIdempotenza, type App } from '#platform/http';
import { leggiCookie } from '../cookie.ts';
import { contestoDi } from '../guardia.ts';
import { nuovoSegreto, segretoDerivato } from '../segreti.ts';
import { sessioneDi } from '../sessioni/cookie.ts';
import { findChiavi } from './chiavi.queries.ts';
import { ChiaveCreata, ElencoChiavi, NuovaChiave } from './chiavi.schema.ts';
import { creaChiave } from './crea-chiave.ts';
import { revocaChiave } from './revoca-chiave.ts';

const tags = ['Chiavi API'];

/** Keys of the programs: made and revoked by the administrator, shown once. */
export function rotteChiaviApi(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/chiavi-api',
    {
      schema: {
        operationId: 'elencoChiaviApi',
        tags,
        summary: 'Chiavi API dell’ente, anche scadute o revocate',
        response: { 200: ElencoChiavi },
      },
      config: { permesso: 'chiave-api.gestisce' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({ items: await findChiavi(tx) })),
  );

  app.post(
    '/chiavi-api',
    {
      schema: {
        operationId: 'creaChiaveApi',
        tags,
        summary: 'Crea una chiave API e la mostra, questa volta sola',
        body: NuovaChiave,
        response: { 201: ChiaveCreata },
      },
      config: { permesso: 'chiave-api.gestisce' },
    },
    async (richiesta, risposta) => {
      const { ctx } = sessioneDi(richiesta);
      const chiave = chiaveIdempotenza(richiesta);
      // Kept nowhere, the first answer to an Idempotency-Key is made again from the only secret the client has.
      const segreto =
        chiave === undefined
          ? nuovoSegreto(ctx.ente.id, 'tab_')
          : segretoDerivato(ctx.ente.id, leggiCookie(richiesta, 'sessione') ?? '', chiave);
      const crea = () => inTransazione(db, ctx.ente.id, (tx) => creaChiave(tx, ctx, richiesta.body, segreto));
      const creata = await crea().catch((errore: unknown) => {
        // Two requests with the same Idempotency-Key: the other one came first, and now its key is there.
        if (chiave !== undefined && sqlstate(errore) === '23505') return crea();
        throw errore;
      });
      return risposta.code(201).header('location', `/api/v1/chiavi-api/${creata.id}`).send(creata);
    },
  );

  app.delete(
    '/chiavi-api/:id',
    {
      schema: {
        operationId: 'revocaChiaveApi',
        tags,
        summary: 'Revoca una chiave API',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Chiave API' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'chiave-api.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => revocaChiave(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
