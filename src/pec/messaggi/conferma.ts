import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { accodaInvio } from '../invii/accoda-invio.ts';
import { annota } from '../libro/annota.ts';
import { conflitto, nonAmmesso } from '../pec.errors.ts';
import { messaggioMio } from './agisci.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import { mittenteACuiScrivere } from './mittente-a-cui-scrivere.ts';

const ARRIVATI = ['posta-ordinaria', 'anomalia', 'posta-certificata'];

/** Whether somebody wrote it to an ordinary box, and can be answered. */
export const siConferma = (m: RigaMessaggio): boolean =>
  m.genere === 'ordinaria' &&
  m.tipo !== null &&
  ARRIVATI.includes(m.tipo) &&
  m.mittente !== null &&
  !m.automatico &&
  m.stato !== 'restituito';

/** Whether the sender was already told. */
export async function confermata(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ gia: boolean }>`SELECT EXISTS (SELECT FROM invio
    WHERE messaggio_id = ${id} AND genere = 'conferma-ricezione') AS gia`.execute(tx);
  return rows[0]?.gia === true;
}

/**
 * Tells who wrote to an ordinary box that the message came: who manages the box does so if he likes, once for each message, and it is
 * written down (RN-23.2). It says nothing of a number: there may never be one.
 *
 * @throws Rifiuto `pec.riservata`, `pec.senza-mittente`, `pec.risposta-a-automatico`, `pec.senza-conferma`, `pec.gia-confermato`;
 *   `invio.*` the box cannot send
 */
export async function confermaRicezione(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const m = await messaggioMio(tx, ctx, id);
  if (!m.casella_mia) throw nonAmmesso('riservata', 'Questa casella la lavora un altro ufficio.');
  // Two who press together: the second one finds what the first one sent.
  await sql`SELECT FROM messaggio WHERE id = ${id} FOR UPDATE`.execute(tx);
  const destinatario = mittenteACuiScrivere(m);
  if (!siConferma(m))
    throw conflitto(
      'senza-conferma',
      m.genere === 'pec'
        ? 'Di una PEC la consegna l’ha già attestata il gestore.'
        : 'Di questo messaggio non si conferma la ricezione.',
    );
  if (await confermata(tx, id)) throw conflitto('gia-confermato', 'La conferma di ricezione è già partita.');
  const invii = await accodaInvio(tx, ctx, {
    casellaId: m.casella_id,
    genere: 'conferma-ricezione',
    messaggioId: id,
    oggetto: 'Conferma di ricezione',
    testo: [
      `${ctx.ente.denominazione} conferma di avere ricevuto il messaggio:`,
      '',
      `Oggetto:   ${m.oggetto?.trim() || '(senza oggetto)'}`,
      `Arrivato:  ${oraDiRoma(m.arrivato_il).slice(0, 16).replace('T', ' ')}`,
      `Casella:   ${m.indirizzo}`,
      '',
      'Questa conferma non attesta la registrazione di protocollo.',
      '',
    ].join('\n'),
    destinatari: [destinatario],
    inRispostaA: m.message_id ?? undefined,
  });
  await annota(tx, ctx, id, 'conferma', { invii });
  await traccia(tx, ctx, 'pec.confermato', { tipo: 'messaggio', id }, { invii });
}
