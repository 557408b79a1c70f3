import { sql } from 'kysely';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import { inTransazione, type Db } from '#platform/db';
import { accoda } from '#platform/jobs';
import { nonPartita, PostaRifiutata, type Lettera, type Postino } from '#platform/mail';
import { letteraRiepilogo, letteraSingola } from './lettera.ts';
import { PREDEFINITE } from './preferenze.ts';
import { concludi, prendi, type DaSpedire } from './prendi.ts';

export type PartiPosta = { db: Db; postino: Postino | undefined; urlPubblico: string };

/** Sends what was taken and writes what became of it. @returns what surely did not leave and is worth trying again */
async function spedisci(
  { db, postino }: PartiPosta & { postino: Postino },
  enteId: string,
  prese: readonly DaSpedire[],
  lettera: Lettera,
): Promise<Error | undefined> {
  try {
    await postino.invia(lettera);
  } catch (errore) {
    if (errore instanceof PostaRifiutata) {
      await concludi(db, enteId, prese, { stato: 'rifiutata', motivo: errore.message });
      return undefined;
    }
    if (nonPartita(errore)) {
      await concludi(db, enteId, prese, 'non-partita');
      return errore;
    }
    await concludi(db, enteId, prese, { stato: 'incerta', motivo: 'il server non ha detto se l’ha presa' });
    return undefined;
  }
  await concludi(db, enteId, prese, { stato: 'spedita' });
  return undefined;
}

/**
 * `comunicazioni.posta` {enteId, comunicazioni[]}: to each recipient who wants them at once, one letter each, at most once. Without
 * a mail server nothing is taken.
 *
 * @throws the last failure after which the message surely had not left: the queue tries again, and takes only those
 */
export async function lavoroPosta(contenuto: unknown, parti: PartiPosta): Promise<void> {
  const { postino } = parti;
  if (!postino) return;
  const { enteId, comunicazioni } = contenuto as { enteId: string; comunicazioni: string[] };
  let fallita: Error | undefined;
  for (const c of await prendi(parti.db, enteId, 'subito', { comunicazioni }))
    fallita =
      (await spedisci({ ...parti, postino }, enteId, [c], letteraSingola(c, parti.urlPubblico))) ?? fallita;
  if (fallita) throw fallita;
}

/** `comunicazioni.riepilogo` {enteId, utenteId, giorno}: all that this person has not read, in one letter; nothing if nothing. */
export async function lavoroRiepilogo(contenuto: unknown, parti: PartiPosta): Promise<void> {
  const { postino } = parti;
  if (!postino) return;
  const { enteId, utenteId, giorno } = contenuto as { enteId: string; utenteId: string; giorno: string };
  const prese = await prendi(parti.db, enteId, 'riepilogo', { utente: utenteId });
  if (prese.length === 0) return;
  const lettera = letteraRiepilogo(prese, giorno, parti.urlPubblico);
  const fallita = await spedisci({ ...parti, postino }, enteId, prese, lettera);
  if (fallita) throw fallita;
}

/**
 * Every hour: a job for each person whose hour has come and who has had none today. An hour that was missed, the programme being
 * stopped, is made up for at the next one of the same day.
 */
export async function preparaRiepiloghi(parti: PartiPosta, enteId: string, adesso: Date): Promise<void> {
  if (!parti.postino) return;
  const giorno = giornoDiRoma(adesso);
  const ora = Number(oraDiRoma(adesso).slice(11, 13));
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ utente: string }>`
      INSERT INTO preferenza_posta (utente_id, ente_id, modo, ora, ultimo_riepilogo)
      SELECT u.id, u.ente_id, coalesce(p.modo, ${PREDEFINITE.modo}), coalesce(p.ora, ${PREDEFINITE.ora}), ${giorno}::date
      FROM utente u LEFT JOIN preferenza_posta p ON p.utente_id = u.id
      WHERE u.attivo AND u.email IS NOT NULL AND CASE coalesce(p.modo, ${PREDEFINITE.modo}) WHEN 'subito' THEN false
          WHEN 'mai' THEN NOT coalesce((SELECT mai_ammesso FROM regola_posta), true) ELSE true END
        AND coalesce(p.ora, ${PREDEFINITE.ora}) <= ${ora} AND p.ultimo_riepilogo IS DISTINCT FROM ${giorno}::date
        AND EXISTS (SELECT FROM comunicazione_destinatario d WHERE d.utente_id = u.id AND d.letta_il IS NULL
          AND NOT EXISTS (SELECT FROM comunicazione_posta s WHERE s.utente_id = u.id AND s.comunicazione_id = d.comunicazione_id))
      ON CONFLICT (utente_id) DO UPDATE SET ultimo_riepilogo = excluded.ultimo_riepilogo
      RETURNING utente_id AS utente`.execute(tx);
    for (const { utente } of rows)
      await accoda(tx, 'comunicazioni.riepilogo', { enteId, utenteId: utente, giorno });
  });
}
