import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import type { Vault } from '#platform/vault';
import { traccia } from '#tracciamento';
import { casellaNonTrovata, conflitto, nonValido } from '../pec.errors.ts';
import type { ConfigurazioneCasella, ModificaCasella, NuovaCasella } from './caselle.schema.ts';
import { mostraConfigurazione, trovaCaselle } from './trova-caselle.ts';
import { verificaPolitica } from './verifica-politica.ts';

/** A new box. @throws Rifiuto `pec.casella-*` */
export async function creaCasella(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  nuova: NuovaCasella,
): Promise<ConfigurazioneCasella> {
  const { rows } = await sql<{ id: string }>`SELECT uuid_v7() AS id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await tx
    .insertInto('casella')
    .values({
      id,
      ente_id: ctx.ente.id,
      genere: nuova.genere,
      ...(await colonne(tx, nuova)),
      ...segreti(vault, id, nuova),
    })
    .execute()
    .catch(rifiutata);
  return await conTraccia(tx, ctx, id, 'pec.casella-creata', nuova);
}

/** Changes a box; without a secret the one it has stays. @throws Rifiuto `pec.casella-*` */
export async function modificaCasella(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  id: string,
  modifica: ModificaCasella,
): Promise<ConfigurazioneCasella> {
  const prima = await leggiCasella(tx, id);
  if (prima.versione !== modifica.versione)
    throw conflitto('casella-cambiata', 'Qualcuno ha cambiato la casella nel frattempo: va riletta.');
  await tx
    .updateTable('casella')
    .set({
      ...(await colonne(tx, modifica)),
      ...segreti(vault, id, modifica),
      versione: sql<number>`versione + 1`,
    })
    .where('id', '=', id)
    .execute()
    .catch(rifiutata);
  return await conTraccia(tx, ctx, id, 'pec.casella-modificata', modifica);
}

export async function leggiCasella(tx: Tx, id: string): Promise<ConfigurazioneCasella> {
  const [riga] = await trovaCaselle(tx, sql`c.id = ${id}`);
  if (!riga) throw casellaNonTrovata();
  return mostraConfigurazione(riga);
}

async function conTraccia(
  tx: Tx,
  ctx: Contesto,
  id: string,
  operazione: string,
  scritta: NuovaCasella | ModificaCasella,
): Promise<ConfigurazioneCasella> {
  const { stato: _, ...dopo } = await leggiCasella(tx, id);
  await traccia(
    tx,
    ctx,
    operazione,
    { tipo: 'casella', id },
    {
      ...dopo,
      segretoCambiato: scritta.segreto !== undefined,
      segretoUscitaCambiato: scritta.segretoUscita !== undefined,
    },
  );
  return await leggiCasella(tx, id);
}

async function colonne(tx: Tx, c: NuovaCasella | ModificaCasella) {
  const parametri = c.trasporto === 'imap' ? c.imap : c.cartella;
  if (!parametri)
    throw nonValido('casella-senza-parametri', c.trasporto, 'Manca dove si legge la posta della casella.');
  verificaPolitica(c.politica ?? {});
  const unita = await tx
    .selectFrom('unita')
    .select('id')
    .where('codice', '=', c.unita)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!unita) throw nonValido('unita-sconosciuta', 'unita', `L’ufficio «${c.unita}» non c’è, o è chiuso.`);
  return {
    codice: c.codice,
    denominazione: c.denominazione.trim(),
    indirizzo: c.indirizzo.trim(),
    unita_id: unita.id,
    principale: c.principale ?? false,
    trasporto: c.trasporto,
    parametri: JSON.stringify(parametri),
    uscita: JSON.stringify(c.uscita ?? {}),
    politica: JSON.stringify(c.politica ?? {}),
    attiva: c.attiva ?? true,
  };
}

const segreti = (vault: Vault, id: string, c: NuovaCasella | ModificaCasella) => ({
  ...(c.segreto !== undefined && { segreto: vault.seal(`casella/${id}`, c.segreto) }),
  ...(c.segretoUscita !== undefined && {
    uscita_segreto: vault.seal(`casella/${id}/uscita`, c.segretoUscita),
  }),
});

function rifiutata(errore: unknown): never {
  const stato = sqlstate(errore);
  if (stato === 'TB070')
    throw nonValido('casella-del-protocollo', 'unita', 'Una casella PEC è dell’Ufficio Protocollo (RN-7.2).');
  if (stato !== '23505') throw errore;
  const quale = errore instanceof Error && 'constraint' in errore ? errore.constraint : '';
  if (quale === 'casella_principale')
    throw conflitto('casella-principale', 'C’è già una casella istituzionale della AOO (RN-7.1).');
  throw conflitto('casella-gia-presente', 'C’è già una casella con questo codice o questo indirizzo.');
}
