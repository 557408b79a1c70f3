import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Tabella } from '../catalogo.ts';
import type { Riga } from './righe-per-tabella.ts';

const PER_VOLTA = 500;

/** The same document may be beside two registrations: in the protocollo and in a repertorio (RN-39.1-3). */
const RIPETUTE = new Set(['documento']);

/**
 * Gathers rows and writes them some hundreds at a time, table by table. A column that this version has and the export has not keeps its
 * default.
 *
 * @param completa what the import puts in a row instead of what was left out
 */
export class ScrittoreRighe {
  readonly #tx: Tx;
  readonly #tabelle: Map<string, Tabella>;
  readonly #completa: (tabella: string, riga: Riga) => Riga;
  readonly #attese = new Map<string, Riga[]>();
  readonly scritte = new Map<string, number>();

  constructor(tx: Tx, tabelle: readonly Tabella[], completa: (tabella: string, riga: Riga) => Riga) {
    this.#tx = tx;
    this.#tabelle = new Map(tabelle.map((t) => [t.nome, t]));
    this.#completa = completa;
  }

  metti = (tabella: string, riga: Riga): void => {
    const attese = this.#attese.get(tabella) ?? [];
    attese.push(this.#completa(tabella, riga));
    this.#attese.set(tabella, attese);
  };

  /** Writes those that are many enough, or all of them. */
  async scrivi(tutte = false): Promise<void> {
    for (const [tabella, righe] of this.#attese) {
      if (righe.length === 0 || (righe.length < PER_VOLTA && !tutte)) continue;
      this.#attese.set(tabella, []);
      await this.#scrivi(tabella, righe);
    }
  }

  async #scrivi(nome: string, righe: Riga[]): Promise<void> {
    const conosciute = this.#tabelle.get(nome)?.colonne ?? [];
    const colonne = conosciute.filter((c) => righe.some((r) => c in r)).map((c) => sql.ref(c));
    const elenco = sql.join(colonne);
    await sql`INSERT INTO ${sql.table(nome)} (${elenco}) OVERRIDING SYSTEM VALUE
      SELECT ${elenco} FROM jsonb_populate_recordset(NULL::${sql.table(nome)}, ${JSON.stringify(righe)}::jsonb)
      ${RIPETUTE.has(nome) ? sql`ON CONFLICT DO NOTHING` : sql``}`.execute(this.#tx);
    this.scritte.set(nome, (this.scritte.get(nome) ?? 0) + righe.length);
  }
}
