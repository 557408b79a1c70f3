import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Tabella } from '../catalogo.ts';
import { COLONNE_RISERVATE, NON_ESPORTATE } from '../riservate.ts';
import { NonImportabile } from './leggi-export.ts';
import type { Riga } from './righe-per-tabella.ts';

const PER_VOLTA = 500;
const AGGIORNA = 'l’esportazione è di una più nuova, oppure non viene da qui.';

/** The same document may be beside two registrations: in the protocollo and in a repertorio (RN-39.1-3). */
const RIPETUTE = new Set(['documento']);

/** What never leaves does not come in either: a credential put there by hand would open the installation. */
const campiEsportati = (t: Tabella): Set<string> =>
  new Set([...t.colonne, ...t.generate].filter((c) => !(c in (COLONNE_RISERVATE[t.nome] ?? {}))));

/**
 * Gathers rows and writes them some hundreds at a time, table by table. A column that this version has and the export has not keeps its
 * default; what the export has and this version does not know is refused, because it would be lost without a word.
 *
 * @param completa what the import puts in a row instead of what was left out
 */
export class ScrittoreRighe {
  readonly #tx: Tx;
  readonly #tabelle: Map<string, Tabella>;
  readonly #conosciuti: Map<string, Set<string>>;
  readonly #completa: (tabella: string, riga: Riga) => Riga;
  readonly #attese = new Map<string, Riga[]>();
  readonly scritte = new Map<string, number>();

  constructor(tx: Tx, tabelle: readonly Tabella[], completa: (tabella: string, riga: Riga) => Riga) {
    this.#tx = tx;
    this.#tabelle = new Map(tabelle.map((t) => [t.nome, t]));
    this.#conosciuti = new Map(tabelle.map((t) => [t.nome, campiEsportati(t)]));
    this.#completa = completa;
  }

  /** @throws NonImportabile */
  metti = (tabella: string, riga: Riga): void => {
    this.#riconosci(tabella, riga);
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

  #riconosci(nome: string, riga: Riga): void {
    const conosciuti = this.#conosciuti.get(nome);
    if (!conosciuti || nome in NON_ESPORTATE)
      throw new NonImportabile(`Questa versione del programma non importa la tabella «${nome}»: ${AGGIORNA}`);
    for (const campo in riga)
      if (riga[campo] !== null && !conosciuti.has(campo))
        throw new NonImportabile(
          `Questa versione del programma non importa il campo «${campo}» della tabella «${nome}»: ${AGGIORNA}`,
        );
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
