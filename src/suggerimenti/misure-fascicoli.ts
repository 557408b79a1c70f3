import { sql } from 'kysely';
import { inLettura, type Db } from '#platform/db';
import type { Misura } from './modello.ts';

/** Proposals whose outcome is known and that still say something about today. */
const RECENTI = 1000;
/** With fewer, how often they were right says nothing. */
const ESITI_MINIMI = 20;

/** How long a measure is good for, ms: one more outcome in a thousand changes nothing that one sees. */
const VALE = 60_000;

/** How often the fascicoli proposed were right, of each ente: worked out now and then, and not at each letter one types. */
export class MisureFascicoli {
  readonly #note = new Map<string, { misura: Misura; fino: number }>();

  /** @returns undefined while there are too few outcomes */
  async di(db: Db, enteId: string): Promise<Misura | undefined> {
    const nota = this.#note.get(enteId);
    if (nota && nota.fino > performance.now()) return nota.misura;
    const { rows } = await inLettura(db, enteId, (tx) =>
      sql<Misura>`SELECT count(*)::int AS provate, coalesce(avg((scelto = proposti[1])::int), 0)::float8 AS top1,
          coalesce(avg((scelto = ANY (proposti))::int), 0)::float8 AS top3
        FROM (SELECT scelto, proposti FROM suggerimento_esito WHERE campo = 'fascicolo' AND scelto IS NOT NULL
          ORDER BY istante DESC LIMIT ${RECENTI}) e`.execute(tx),
    );
    const [misura] = rows;
    if (!misura || misura.provate < ESITI_MINIMI) return undefined;
    this.#note.set(enteId, { misura, fino: performance.now() + VALE });
    return misura;
  }

  /** An outcome was written. */
  dimentica(enteId: string): void {
    this.#note.delete(enteId);
  }
}
