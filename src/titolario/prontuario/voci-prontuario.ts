import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { identitaDi, leggiVoceProntuario, unitaDi } from './prontuario.queries.ts';
import type { ModificaVoceProntuario, NuovaVoceProntuario, VoceProntuario } from './prontuario.schema.ts';

const giaPresente = (errore: unknown): unknown =>
  sqlstate(errore) === '23505'
    ? new Rifiuto({
        codice: 'prontuario.gia-presente',
        categoria: 'conflitto',
        dettaglio: 'Il prontuario ha già questa voce, con la stessa classificazione.',
        campo: 'testo',
      })
    : errore;

/** @throws Rifiuto `prontuario.gia-presente`, `prontuario.ufficio-sconosciuto`, `titolario.voce-sconosciuta`, … */
export async function aggiungiAlProntuario(
  tx: Tx,
  ctx: Contesto,
  nuova: NuovaVoceProntuario,
): Promise<VoceProntuario> {
  try {
    const { id } = await tx
      .insertInto('prontuario_voce')
      .values({
        ente_id: ctx.ente.id,
        testo: nuova.testo.trim(),
        voce_identita: await identitaDi(tx, nuova.classificazione),
        unita_id: nuova.ufficio ? await unitaDi(tx, nuova.ufficio) : null,
        tipo: nuova.tipo ?? null,
        note: nuova.note ?? null,
        origine: 'ente',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const voce = await leggiVoceProntuario(tx, id);
    await traccia(tx, ctx, 'prontuario.aggiunta', { tipo: 'prontuario', id }, voce);
    return voce;
  } catch (errore) {
    throw giaPresente(errore);
  }
}

/** @throws Rifiuto as above; `prontuario.modificata-da-altri` with the entry as it is in `dati.attuale` */
export async function modificaProntuario(
  tx: Tx,
  ctx: Contesto,
  id: string,
  m: ModificaVoceProntuario,
): Promise<VoceProntuario> {
  const prima = await leggiVoceProntuario(tx, id);
  const set = {
    ...(m.testo !== undefined && { testo: m.testo.trim() }),
    ...(m.classificazione !== undefined && { voce_identita: await identitaDi(tx, m.classificazione) }),
    ...(m.ufficio !== undefined && { unita_id: m.ufficio === null ? null : await unitaDi(tx, m.ufficio) }),
    ...(m.tipo !== undefined && { tipo: m.tipo }),
    ...(m.note !== undefined && { note: m.note }),
  };
  try {
    const esito = await tx
      .updateTable('prontuario_voce')
      .set({ ...set, versione: sql<number>`versione + 1` })
      .where('id', '=', id)
      .where('versione', '=', m.versione)
      .executeTakeFirst();
    if (esito.numUpdatedRows === 0n)
      throw new Rifiuto({
        codice: 'prontuario.modificata-da-altri',
        categoria: 'conflitto',
        dettaglio: 'Nel frattempo un altro utente ha modificato questa voce: rileggerla e riprovare.',
        dati: { attuale: prima },
      });
  } catch (errore) {
    throw giaPresente(errore);
  }
  const dopo = await leggiVoceProntuario(tx, id);
  await traccia(tx, ctx, 'prontuario.modificata', { tipo: 'prontuario', id }, { prima, dopo });
  return dopo;
}

/** Takes an entry out: it is an aid to memory, and nothing hangs from it. The trace keeps what it was. */
export async function togliDalProntuario(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const prima = await leggiVoceProntuario(tx, id);
  await tx.deleteFrom('prontuario_voce').where('id', '=', id).execute();
  await traccia(tx, ctx, 'prontuario.tolta', { tipo: 'prontuario', id }, prima);
}
