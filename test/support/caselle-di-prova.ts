import pg from 'pg';
import type { EnteDiProva, UnitaDiProva } from './ente-di-prova.ts';

export type CasellaDiProva = { id: string; codice: string; indirizzo: string };

/**
 * Writes a mailbox as its configuration would, without any server behind it unless one is given. The principal one has the address of
 * the AOO.
 *
 * @param urlSuperutente of `nuovaBancaDati()`
 */
export async function casellaDiProva(
  urlSuperutente: string,
  ente: EnteDiProva,
  c: {
    codice?: string;
    indirizzo?: string;
    genere?: 'pec' | 'ordinaria';
    /** Office it is given to; the protocollo unless told otherwise. */
    unita?: UnitaDiProva;
    principale?: boolean;
    trasporto?: 'imap' | 'cartella';
    parametri?: object;
    uscita?: object;
    politica?: object;
  } = {},
): Promise<CasellaDiProva> {
  const client = new pg.Client(urlSuperutente);
  await client.connect();
  try {
    const { codice = 'AOO', genere = 'pec', principale = true, trasporto = 'cartella' } = c;
    const istituzionale = await client.query<{ casella_pec: string }>(
      'SELECT casella_pec FROM aoo WHERE ente_id = $1',
      [ente.enteId],
    );
    const indirizzo = c.indirizzo ?? istituzionale.rows[0]?.casella_pec ?? '';
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO casella (ente_id, codice, denominazione, indirizzo, genere, unita_id, principale, trasporto, parametri, uscita, politica)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
      [
        ente.enteId,
        codice,
        `Casella ${codice}`,
        indirizzo,
        genere,
        ente.unita[c.unita ?? 'protocollo'].id,
        principale,
        trasporto,
        c.parametri ?? { cartella: codice },
        c.uscita ?? {},
        c.politica ?? {},
      ],
    );
    return { id: rows[0]?.id ?? '', codice, indirizzo };
  } finally {
    await client.end();
  }
}
