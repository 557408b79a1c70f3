import pino from 'pino';
import {
  montaGuardia,
  rotteFattori,
  rottePassword,
  rottePolitiche,
  rotteSecondoPasso,
  rotteSessione,
  rotteSessioni,
  type PartiFattori,
} from '#autorizzazioni';
import { comunica } from '#comunicazioni';
import { orologioDiSistema } from '#platform/clock';
import type { Db } from '#platform/db';
import { creaServer, type App } from '#platform/http';
import { vaultOf } from '#platform/vault';
import { PASSWORD_DI_PROVA } from './ente-di-prova.ts';

export const RADICE_API = '/api/v1';

/** What signing in is made of, with a vault that lasts as long as the tests. */
export function partiDiProva(db: Db): PartiFattori {
  return {
    db,
    vault: vaultOf([{ id: 'prova', bytes: Buffer.alloc(32, 7) }]),
    orologio: orologioDiSistema,
    inattivitaMinuti: 10,
    urlPasskey: undefined,
    accessiAlMinuto: 100_000,
    informa: comunica,
  };
}

/**
 * A server with the guard, the sessions and the routes under test, under `/api/v1` as in production. `close()` it.
 *
 * @example const app = await appDiProva(db, (api) => rotteRubrica(api, { db }));
 */
export async function appDiProva(
  db: Db,
  monta: (api: App) => void | Promise<void>,
  parti: Partial<PartiFattori> = {},
  log: pino.Logger = pino({ level: 'silent' }),
): Promise<App> {
  const app = await creaServer({ log, limiteRichieste: 100_000 });
  montaGuardia(app, { db, inattivitaMinuti: 10 });
  await app.register(
    async (api) => {
      const identita = { ...partiDiProva(db), ...parti };
      rotteSessione(api, identita);
      rotteSecondoPasso(api, identita);
      rotteFattori(api, identita);
      rotteSessioni(api, { db });
      rottePassword(api, { db });
      rottePolitiche(api, { db });
      await monta(api);
    },
    { prefix: RADICE_API },
  );
  await app.ready();
  return app;
}

/** Headers of the session of a user of the test ente, just signed in. */
export async function entra(app: App, utente: string, ente?: string): Promise<{ cookie: string }> {
  const risposta = await app.inject({
    method: 'POST',
    url: `${RADICE_API}/sessione`,
    payload: { utente, password: PASSWORD_DI_PROVA, ...(ente && { ente }) },
  });
  const cookie = risposta.cookies[0];
  if (risposta.statusCode !== 201 || !cookie) throw new Error(`${utente} non entra: ${risposta.body}`);
  return { cookie: `${cookie.name}=${cookie.value}` };
}
