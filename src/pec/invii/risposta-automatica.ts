import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import { accodaInvio } from './accoda-invio.ts';
import type { AllegatoInvio, GenereInvio } from './richiesta.ts';

export type RispostaAutomatica = {
  messaggioId: string;
  genere: Exclude<GenereInvio, 'documento'>;
  registrazioneId?: string;
  oggetto: string;
  testo: string;
  allegati?: readonly AllegatoInvio[];
};

/** Why nothing answered by itself. */
export type Taciuta = 'automatico' | 'ricevuta' | 'casella-propria' | 'senza-mittente' | 'limite';

const SI_RISPONDE = ['posta-certificata', 'posta-ordinaria', 'anomalia'];

/**
 * Answers a message without anybody asking: once more, never an automatic one, a receipt, or what our own boxes wrote (RFC 3834 §2),
 * and no more than so many a day to the same address (RN-11.9). Two answers to one address wait for one another here.
 *
 * @returns the sendings, or why there is none
 */
export async function rispostaAutomatica(
  tx: Tx,
  chi: Attore,
  r: RispostaAutomatica,
): Promise<{ invii: string[] } | { taciuta: Taciuta }> {
  const m = await tx
    .selectFrom('messaggio as m')
    .innerJoin('casella as c', 'c.id', 'm.casella_id')
    .select([
      'm.tipo',
      'm.mittente',
      'm.mittente_nome',
      'm.automatico',
      'm.message_id',
      'm.riferimento',
      'm.casella_id',
    ])
    .select('c.politica')
    .where('m.id', '=', r.messaggioId)
    .executeTakeFirstOrThrow();
  if (m.tipo === null || !SI_RISPONDE.includes(m.tipo)) return { taciuta: 'ricevuta' };
  if (m.automatico) return { taciuta: 'automatico' };
  const { mittente } = m;
  if (mittente === null || mittente === '') return { taciuta: 'senza-mittente' };
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(lower(${`pec/automatici/${chi.ente.id}/${mittente}`}), 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ propria: boolean; oggi: number }>`
    SELECT EXISTS (SELECT FROM casella WHERE lower(indirizzo) = lower(${mittente})) AS propria,
      (SELECT count(*)::integer FROM invio_destinatario d JOIN invio i ON i.id = d.invio_id
        WHERE lower(d.indirizzo) = lower(${mittente}) AND i.automatico
          AND (i.chiesto_il AT TIME ZONE 'Europe/Rome')::date = oggi_a_roma()) AS oggi`.execute(tx);
  const { propria = false, oggi = 0 } = rows[0] ?? {};
  if (propria) return { taciuta: 'casella-propria' };
  if (oggi >= politicaDi(m.politica).limiteAutomatici) return { taciuta: 'limite' };
  const invii = await accodaInvio(tx, chi, {
    ...r,
    casellaId: m.casella_id,
    automatico: true,
    destinatari: [{ indirizzo: mittente, nominativo: m.mittente_nome ?? mittente }],
    tipoRicevuta: 'sintetica',
    // The Message-ID the sender knows is the one that the provider replaced.
    inRispostaA: m.riferimento ?? m.message_id ?? undefined,
  });
  return { invii };
}
