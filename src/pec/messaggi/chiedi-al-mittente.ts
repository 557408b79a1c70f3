import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { accodaInvio } from '../invii/accoda-invio.ts';
import { annota } from '../libro/annota.ts';
import { conflitto } from '../pec.errors.ts';
import { messaggioDaDecidere } from './agisci.ts';
import { difformita, oggettoRichiesta, testoRichiesta } from './modelli-testo.ts';
import { esitiVisti } from './esiti-visti.ts';
import type { RichiestaAlMittente } from './mittente.schema.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { StatoMessaggio } from './messaggi.schema.ts';
import { mittenteACuiScrivere } from './mittente-a-cui-scrivere.ts';

/** Nothing is asked about what was never presented, is not for us, or is no document. */
const CHIEDIBILI: readonly StatoMessaggio[] = [
  'da-esaminare',
  'quarantena',
  'accantonato',
  'trasmesso',
  'registrato',
  'allegato',
];
export const siChiede = (stato: StatoMessaggio): boolean => CHIEDIBILI.includes(stato);

/** What is proposed to be written. */
export function richiestaProposta(
  m: RigaMessaggio,
  motivo: RichiestaAlMittente['motivo'],
): { oggetto: string; testo: string } {
  const difetti = esitiVisti(m).filter((e) => motivo !== 'nuovo-invio' || e.codice === 'bes-19');
  return {
    oggetto: oggettoRichiesta(m, motivo),
    testo: testoRichiesta(m, motivo, motivo === 'documento-identita' ? [] : difformita(difetti)),
  };
}

/**
 * Asks the sender for what came broken, or did not come: from the box it came to, tied to the message and to its registration where it
 * has one; his answer will find it (BES-10, BES-19).
 *
 * @throws Rifiuto `pec.senza-mittente`, `pec.risposta-a-automatico`, `pec.gia-deciso`, `pec.gia-chiesto`; `invio.*` the box cannot send
 */
export async function chiediAlMittente(
  tx: Tx,
  ctx: Contesto,
  id: string,
  r: RichiestaAlMittente,
): Promise<string> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  // Two who ask together wait here for one another, and the second is told.
  await sql`SELECT FROM messaggio WHERE id = ${id} FOR UPDATE`.execute(tx);
  if (!siChiede(m.stato)) throw conflitto('gia-deciso', 'Di questo messaggio si è già deciso.');
  const destinatario = mittenteACuiScrivere(m);
  const proposta = richiestaProposta(m, r.motivo);
  if (r.ancora !== true) await verificaNonChiesto(tx, id);
  const [invio = ''] = await accodaInvio(tx, ctx, {
    casellaId: m.casella_id,
    genere: 'richiesta',
    messaggioId: id,
    ...(m.registrazione_id !== null && { registrazioneId: m.registrazione_id }),
    oggetto: proposta.oggetto,
    testo: r.testo ?? proposta.testo,
    destinatari: [destinatario],
    inRispostaA: m.lettura?.riferimento ?? m.message_id ?? undefined,
  });
  await annota(tx, ctx, id, 'richiesta', { motivo: r.motivo, invio });
  return invio;
}

async function verificaNonChiesto(tx: Tx, messaggioId: string): Promise<void> {
  const gia = await tx
    .selectFrom('invio')
    .select('id')
    .where('messaggio_id', '=', messaggioId)
    .where('genere', '=', 'richiesta')
    .where('stato', 'not in', ['fallito', 'annullato'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('messaggio as x').select('x.id').whereRef('x.risponde_a_id', '=', 'invio.id'),
        ),
      ),
    )
    .executeTakeFirst();
  if (gia)
    throw conflitto(
      'gia-chiesto',
      'Al mittente si è già chiesto qualcosa per questo messaggio, e non ha ancora risposto: chiedere di nuovo va confermato.',
      { invio: gia.id },
    );
}
