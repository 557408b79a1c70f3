import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { Messaggio } from './messaggi.schema.ts';

type Chiesta = {
  invio: string;
  oggetto: string;
  chiesto_il: Date;
  stato: string;
  risposte: Messaggio['richieste'][number]['risposte'];
};

/** What was asked of the sender about a message, with what he answered (BES-19). */
export async function richiesteDi(tx: Tx, m: RigaMessaggio): Promise<Messaggio['richieste']> {
  const { rows } = await sql<Chiesta>`
    SELECT i.id AS invio, i.oggetto, i.chiesto_il, i.stato,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'oggetto', coalesce(x.oggetto, ''), 'stato', x.stato)
        ORDER BY x.arrivato_il, x.id), '[]') FROM messaggio x WHERE x.risponde_a_id = i.id) AS risposte
    FROM invio i WHERE i.messaggio_id = ${m.id} AND i.genere = 'richiesta' ORDER BY i.chiesto_il, i.id`.execute(
    tx,
  );
  return rows.map(({ chiesto_il, ...r }) => ({ ...r, chiestaIl: oraDiRoma(chiesto_il) }));
}

type Risposta = {
  invio: string;
  oggetto: string;
  messaggio: string | null;
  registro: string | null;
  anno: number | null;
  numero: number | null;
};

/** Our request that a message answers, what it was about and where that is registered. */
export async function rispondeA(tx: Tx, m: RigaMessaggio): Promise<Messaggio['rispondeA']> {
  if (m.risponde_a_id === null) return undefined;
  const { rows } = await sql<Risposta>`
    SELECT i.id AS invio, i.oggetto, i.messaggio_id AS messaggio, g.codice AS registro, r.anno, r.numero
    FROM invio i LEFT JOIN messaggio x ON x.id = i.messaggio_id
      LEFT JOIN registrazione r ON r.id = coalesce(i.registrazione_id, x.registrazione_id) LEFT JOIN registro g ON g.id = r.registro_id
    WHERE i.id = ${m.risponde_a_id}`.execute(tx);
  const [r] = rows;
  return (
    r && {
      invio: r.invio,
      oggetto: r.oggetto,
      messaggio: r.messaggio ?? undefined,
      registrazione:
        r.registro !== null && r.anno !== null && r.numero !== null
          ? { registro: r.registro, anno: r.anno, numero: numeroASetteCifre(r.numero) }
          : undefined,
    }
  );
}
