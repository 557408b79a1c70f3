import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { ElencoLavoriAbbandonati } from './lavori.schema.ts';
import { nomeLavoro } from './nomi.ts';

/** A mail server that is down leaves hundreds of one kind: these are enough to see what it was. */
const MASSIMI = 200;

type Riga = {
  id: number;
  lavoro: string;
  chiesto_il: Date;
  ultimo_il: Date;
  tentativi: number;
  errore: string | null;
  totale: number;
};

/** The jobs of the ente that nobody tries any more, the oldest first. Which they are, and which never show, is in migration 0053. */
export async function lavoriAbbandonati(tx: Tx, quanti = MASSIMI): Promise<ElencoLavoriAbbandonati> {
  const { rows } = await sql<Riga>`
    SELECT *, (count(*) OVER ())::integer AS totale FROM lavori_abbandonati() ORDER BY id LIMIT ${quanti}`.execute(
    tx,
  );
  return {
    totale: rows[0]?.totale ?? 0,
    items: rows.map((r) => ({
      id: String(r.id),
      lavoro: r.lavoro,
      cosa: nomeLavoro(r.lavoro),
      chiestoIl: oraDiRoma(r.chiesto_il),
      ultimoIl: oraDiRoma(r.ultimo_il),
      tentativi: r.tentativi,
      ...(r.errore !== null && { errore: r.errore }),
    })),
  };
}
