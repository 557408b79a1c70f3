import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { accodaPer } from '#platform/jobs';
import type { Vault } from '#platform/vault';
import { traccia } from '#tracciamento';
import { rifiuto } from '../conservazione.errors.ts';
import type { Conservatore, SalvaConservatore } from './conservatore.schema.ts';

export const posto = (id: string): string => `conservatore/${id}`;

/** Who keeps today, without the secret. */
export async function leggiConservatore(tx: Tx): Promise<Conservatore | undefined> {
  const c = await tx.selectFrom('conservatore').selectAll().where('attivo', '=', true).executeTakeFirst();
  if (!c) return undefined;
  const trasporto = c.trasporto as Conservatore['trasporto'];
  return {
    id: c.id,
    denominazione: c.denominazione,
    trasporto,
    ...(trasporto === 'sftp' && { sftp: c.parametri as unknown as NonNullable<Conservatore['sftp']> }),
    ...(trasporto === 'http-parer' && {
      parer: c.parametri as unknown as NonNullable<Conservatore['parer']>,
    }),
    ...(trasporto === 'cartella' && {
      cartella: c.parametri as unknown as NonNullable<Conservatore['cartella']>,
    }),
    dialetto: c.dialetto as NonNullable<Conservatore['dialetto']>,
    haSegreto: c.segreto !== null,
    versione: c.versione,
    modificatoDa: c.modificato_da,
    modificatoIl: oraDiRoma(c.modificato_il),
  };
}

/** Where the secret is sent: the servers, and as whom. A folder has none. */
function destinazioni({
  trasporto,
  sftp,
  parer,
}: Pick<SalvaConservatore, 'trasporto' | 'sftp' | 'parer'>): string[] {
  if (trasporto === 'sftp' && sftp) return [`${sftp.accesso} ${sftp.utente}@${sftp.host}:${sftp.porta}`];
  if (trasporto !== 'http-parer' || !parer) return [];
  return [parer, parer.stato, parer.fascicoli].flatMap((s) =>
    s ? [`${parer.utente} ${URL.canParse(s.url) ? new URL(s.url).origin : s.url}`] : [],
  );
}

/**
 * Says who keeps and how he is reached. With another name it is another: what was given to the one before stays his, and what he was
 * never given goes to the new one, beginning now (`passaggio/`).
 *
 * @throws Rifiuto `conservazione.senza-parametri`, `conservazione.conservatore-cambiato`, `conservazione.segreto-da-riscrivere`
 */
export async function salvaConservatore(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  nuovo: SalvaConservatore,
): Promise<Conservatore> {
  const parametri = {
    sftp: nuovo.sftp,
    'http-parer': nuovo.parer,
    cartella: nuovo.cartella,
  }[nuovo.trasporto];
  if (!parametri)
    throw rifiuto(
      'senza-parametri',
      'nonValido',
      'Manca come si raggiunge il conservatore.',
      nuovo.trasporto === 'http-parer' ? 'parer' : nuovo.trasporto,
    );
  const prima = await leggiConservatore(tx);
  if ((prima?.versione ?? undefined) !== nuovo.versione)
    throw rifiuto(
      'conservatore-cambiato',
      'conflitto',
      'Qualcuno ha cambiato il conservatore nel frattempo: va riletto.',
    );
  const colonne = {
    denominazione: nuovo.denominazione.trim(),
    trasporto: nuovo.trasporto,
    parametri: JSON.stringify(parametri),
    dialetto: JSON.stringify(nuovo.dialetto ?? {}),
    modificato_da: ctx.attore,
    modificato_il: sql<Date>`istante_corrente()`,
  };
  const stesso = prima !== undefined && prima.denominazione === colonne.denominazione;
  const id = stesso ? prima.id : await nuovoId(tx);
  // The secret goes only where whoever wrote it sent it: who may not read it may not have it sent to a server of his own either.
  const note = new Set(prima ? destinazioni(prima) : []);
  if (
    stesso &&
    prima.haSegreto &&
    nuovo.segreto === undefined &&
    destinazioni(nuovo).some((d) => !note.has(d))
  )
    throw rifiuto(
      'segreto-da-riscrivere',
      'nonValido',
      'È cambiato il server, o l’utente: la password, o la chiave, va scritta di nuovo.',
      'segreto',
    );
  const segreto = nuovo.segreto === undefined ? {} : { segreto: vault.seal(posto(id), nuovo.segreto) };
  if (stesso)
    await tx
      .updateTable('conservatore')
      .set({ ...colonne, ...segreto, versione: sql<number>`versione + 1` })
      .where('id', '=', id)
      .execute();
  else {
    await tx.updateTable('conservatore').set({ attivo: false }).where('attivo', '=', true).execute();
    await tx
      .insertInto('conservatore')
      .values({ id, ente_id: ctx.ente.id, ...colonne, ...segreto })
      .execute();
    const enteId = ctx.ente.id;
    await accodaPer(tx, 'conservazione.ronda', `conservazione.ronda:${enteId}`, { enteId }, new Date());
  }
  await traccia(
    tx,
    ctx,
    'conservazione.conservatore-configurato',
    { tipo: 'conservatore', id },
    {
      denominazione: colonne.denominazione,
      trasporto: nuovo.trasporto,
      parametri,
      segretoCambiato: nuovo.segreto !== undefined,
    },
  );
  const scritto = await leggiConservatore(tx);
  if (!scritto) throw new Error('conservatore scritto e non riletto');
  return scritto;
}

async function nuovoId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT uuid_v7() AS id`.execute(tx);
  return rows[0]?.id ?? '';
}
