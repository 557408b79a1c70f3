import { inTransazione, sqlstate, type Db } from '#platform/db';
import type { Orologio } from '#platform/clock';
import type { Pronta } from './prepara.ts';
import type { Risposta } from './risposta.ts';
import { scriviGruppo } from './scrivi-gruppo.ts';

type InAttesa = { pronta: Pronta; risolvi: (r: Risposta) => void; rifiuta: (e: unknown) => void };

/** Registrations written by one transaction at most: bounds the time the register is locked. */
const MASSIMO_GRUPPO = 64;
const MASSIMO_CORRISPONDENTI = 12_000;

function corrispondenti({ pronta: { bozza } }: InAttesa): number {
  return bozza.mittenti.length + bozza.destinatari.length + bozza.perConoscenza.length;
}

/**
 * Whether the database refused the data of some registration (SQLSTATE classes 22 and 23, 54 limits exceeded, P0, TB00, TB03
 * and TB07 triggers), at the latest at the commit. Of a broken connection or a cancelled statement nobody is at fault, and after
 * the first the outcome of the commit is not even known: there a second attempt could register twice.
 */
function colpaDiUna(errore: unknown): boolean {
  return /^(22|23|54|P0|TB00|TB03|TB07)/.test(sqlstate(errore) ?? '');
}

/**
 * Groups the registrations that wait for the same register into one transaction (architettura §4): while one group is
 * being committed the next gathers, so throughput does not end at one commit per registration, and one register never
 * has more than one writer of this process in its lock queue. With one client at a time a group is one registration.
 *
 * Holds no state another node needs: the lock that orders nodes is the register's row in the database.
 */
export class Scrittore {
  readonly #code = new Map<string, InAttesa[]>();
  readonly #db: Db;
  readonly #orologio: Orologio;

  constructor(parti: { db: Db; orologio: Orologio }) {
    this.#db = parti.db;
    this.#orologio = parti.orologio;
  }

  /** @throws what the transaction of this registration failed with; nothing of it is then in the register */
  scrivi(registroId: string, pronta: Pronta): Promise<Risposta> {
    return new Promise((risolvi, rifiuta) => {
      const coda = this.#code.get(registroId);
      if (coda) {
        coda.push({ pronta, risolvi, rifiuta });
        return;
      }
      this.#code.set(registroId, [{ pronta, risolvi, rifiuta }]);
      void this.#svuota(registroId);
    });
  }

  async #svuota(registroId: string): Promise<void> {
    for (;;) {
      const coda = this.#code.get(registroId) ?? [];
      const gruppo = this.#prossimoGruppo(coda);
      if (gruppo.length === 0) {
        this.#code.delete(registroId);
        return;
      }
      await this.#scriviInsieme(registroId, gruppo);
    }
  }

  #prossimoGruppo(coda: InAttesa[]): InAttesa[] {
    let pesi = 0;
    let n = 0;
    for (const voce of coda) {
      pesi += corrispondenti(voce);
      if (n === MASSIMO_GRUPPO || (n > 0 && pesi > MASSIMO_CORRISPONDENTI)) break;
      n++;
    }
    return coda.splice(0, n);
  }

  async #scriviInsieme(registroId: string, gruppo: InAttesa[]): Promise<void> {
    try {
      const risposte = await this.#transazione(registroId, gruppo);
      gruppo.forEach((voce, i) => {
        const risposta = risposte[i];
        if (risposta) voce.risolvi(risposta);
      });
    } catch (errore) {
      if (gruppo.length === 1 || !colpaDiUna(errore)) {
        for (const voce of gruppo) voce.rifiuta(errore);
        return;
      }
      // Nothing was written. One registration is at fault (a document just taken by another): the others are innocent.
      for (const voce of gruppo) await this.#scriviInsieme(registroId, [voce]);
    }
  }

  async #transazione(registroId: string, gruppo: InAttesa[]): Promise<Risposta[]> {
    const enteId = gruppo[0]?.pronta.circostanze.ctx.ente.id ?? '';
    return await inTransazione(this.#db, enteId, (tx) =>
      scriviGruppo(
        tx,
        registroId,
        gruppo.map((v) => v.pronta),
        this.#orologio.adesso(),
      ),
    );
  }
}
