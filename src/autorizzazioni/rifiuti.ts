import type { FastifyRequest } from 'fastify';
import { inTransazione, type Db } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import type { Contesto } from './contesto.ts';
import { leggiCookie } from './cookie.ts';
import { leggiSegreto } from './segreti.ts';

/** Lines of one kind an ente can have at once, and how many more each minute: a flood cannot fill the disk. */
const INSIEME = 60;
const AL_MINUTO = 6;

type Genere = 'sicurezza.credenziale-falsa' | 'sicurezza.negata';
type Secchio = { gettoni: number; da: number; taciuti: number; dal: number };

/**
 * Writes down the attempts to go round authentication and authorisation (RN-11.8): one line each, as long as there are few;
 * past a bound they are counted, and the count is a line when there is room again.
 */
export class Rifiuti {
  readonly #db: Db;
  readonly #adesso: () => number;
  readonly #secchi = new Map<string, Secchio>();
  #enti = new Set<string>();

  constructor(db: Db, adesso: () => number = Date.now) {
    this.#db = db;
    this.#adesso = adesso;
  }

  /** A credential that is nobody's: forged, altered, of a session that is over. What it was is not written down. */
  async credenzialeFalsa(richiesta: FastifyRequest): Promise<void> {
    const { authorization } = richiesta.headers;
    const testo = authorization ?? leggiCookie(richiesta, 'sessione');
    if (!testo) return;
    const detto = leggiSegreto(testo.replace(/^Bearer /i, ''))?.enteId;
    const enteId = await this.#ente(detto);
    if (enteId === undefined) return;
    await this.#scrivi('sicurezza.credenziale-falsa', sconosciuto(enteId, richiesta), {
      mezzo: authorization ? 'chiave' : 'sessione',
      ...rotta(richiesta),
    });
  }

  /** Somebody known who asked for what he may not have. */
  async negata(ctx: Contesto, richiesta: FastifyRequest, codice: string): Promise<void> {
    await this.#scrivi('sicurezza.negata', ctx, { codice, ...rotta(richiesta) });
  }

  // A token says which ente it is of, and may say anything; one that says nothing is of the only ente there is.
  async #ente(detto: string | undefined): Promise<string | undefined> {
    if (detto === undefined || !this.#enti.has(detto)) {
      const enti = await this.#db.selectFrom('ente').select('id').limit(10_000).execute();
      this.#enti = new Set(enti.map((e) => e.id));
    }
    if (detto !== undefined && this.#enti.has(detto)) return detto;
    return this.#enti.size === 1 ? [...this.#enti][0] : undefined;
  }

  async #scrivi(genere: Genere, attore: Attore, dettaglio: Record<string, unknown>): Promise<void> {
    const secchio = this.#secchio(`${attore.ente.id} ${genere}`);
    if (secchio.gettoni < 1) {
      if (secchio.taciuti++ === 0) secchio.dal = this.#adesso();
      return;
    }
    secchio.gettoni--;
    const { taciuti, dal } = secchio;
    secchio.taciuti = 0;
    await inTransazione(this.#db, attore.ente.id, async (tx) => {
      if (taciuti > 0)
        await traccia(
          tx,
          sistema(attore),
          'sicurezza.altri-rifiuti',
          { tipo: 'accesso' },
          {
            genere,
            quanti: taciuti,
            dal: new Date(dal).toISOString(),
          },
        );
      await traccia(tx, attore, genere, { tipo: 'accesso' }, dettaglio);
    });
  }

  #secchio(chiave: string): Secchio {
    const ora = this.#adesso();
    const s = this.#secchi.get(chiave) ?? { gettoni: INSIEME, da: ora, taciuti: 0, dal: ora };
    s.gettoni = Math.min(INSIEME, s.gettoni + ((ora - s.da) / 60_000) * AL_MINUTO);
    s.da = ora;
    this.#secchi.set(chiave, s);
    return s;
  }
}

/** The route and not the address: what is in the address may be personal. */
const rotta = (r: FastifyRequest): { metodo: string; rotta: string } => ({
  metodo: r.method,
  rotta: r.routeOptions.url ?? '',
});

const sconosciuto = (enteId: string, r: FastifyRequest): Attore => ({
  ente: { id: enteId },
  attore: 'credenziale sconosciuta',
  utenteId: null,
  chiaveApiId: null,
  unita: null,
  ip: r.ip,
  richiestaId: r.id,
});

const sistema = (a: Attore): Attore => ({
  ...a,
  attore: 'sistema',
  utenteId: null,
  chiaveApiId: null,
  unita: null,
});
