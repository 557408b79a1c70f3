import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oggettoRidotto } from '../regole/relazione.ts';

type Arrivato = {
  casellaId: string;
  mittente: string | undefined;
  oggetto: string;
  inRispostaA: readonly string[];
};
type Richiesta = { id: string; oggetto: string; di: string | null };

const ULTIME = 50;

/**
 * The request of ours that a message answers (BES-19): by what it says it answers, which is our Message-ID or the one the provider gave
 * the envelope in its place; else by sender and subject, for programs that say nothing.
 */
export async function richiestaACuiRisponde(tx: Tx, m: Arrivato): Promise<string | undefined> {
  const { rows: nominate } = await sql<{ id: string }>`
    SELECT id FROM invio WHERE casella_id = ${m.casellaId} AND genere = 'richiesta'
      AND (message_id = ANY (${[...m.inRispostaA]}::text[]) OR '<' || identificativo || '>' = ANY (${[...m.inRispostaA]}::text[]))
    ORDER BY chiesto_il DESC, id DESC LIMIT 1`.execute(tx);
  if (nominate[0] || m.mittente === undefined) return nominate[0]?.id;
  const { rows } = await sql<Richiesta>`
    SELECT i.id, i.oggetto, x.oggetto AS di FROM invio i JOIN invio_destinatario d ON d.invio_id = i.id
      LEFT JOIN messaggio x ON x.id = i.messaggio_id
    WHERE i.casella_id = ${m.casellaId} AND i.genere = 'richiesta' AND i.stato NOT IN ('fallito', 'annullato')
      AND lower(d.indirizzo) = lower(${m.mittente})
    ORDER BY i.chiesto_il DESC, i.id DESC LIMIT ${ULTIME}`.execute(tx);
  const suo = oggettoRidotto(m.oggetto);
  return rows.find(({ oggetto, di }) =>
    [oggetto, di ?? ''].some((o) => suo !== '' && oggettoRidotto(o) === suo),
  )?.id;
}
