import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accoda } from '#platform/jobs';
import { traccia } from '#tracciamento';
import { adesso } from '../orologio-accessi.ts';
import { passwordGiaUsata } from '../password/cambia-password.ts';
import { cifraPassword } from '../password/cifra.ts';
import { verificaPassword } from '../password/robustezza.ts';
import { giaUsata, leggiPasswordRicordate, scriviPassword } from '../password/scrivi-password.ts';
import { leggiSegreto } from '../segreti.ts';

/**
 * Sets the password of whoever received the message. The token is good once, and only a password that is accepted spends it;
 * every session of the user ends, and no browser is known any more.
 *
 * @throws Rifiuto `recupero.non-valido` whatever is wrong with the token; `password.*` as when changing it
 */
export async function usaRecupero(
  db: Db,
  { gettone, nuova }: { gettone: string; nuova: string },
  da: { ip: string; richiestaId: string },
): Promise<void> {
  const credenziale = leggiSegreto(gettone);
  if (!credenziale) throw nonValido();
  const { enteId, impronta } = credenziale;
  const letto = await inLettura(db, enteId, async (tx) => {
    const utente = await tx
      .selectFrom('recupero_password as r')
      .innerJoin('utente as u', 'u.id', 'r.utente_id')
      .innerJoin('ente as e', 'e.id', 'u.ente_id')
      .select([
        'u.id',
        'u.nome_utente as nomeUtente',
        'u.nome',
        'u.cognome',
        'u.password',
        'e.denominazione as ente',
      ])
      .where('r.impronta_segreto', '=', impronta)
      .where('r.usato_il', 'is', null)
      .where('r.scade_il', '>', adesso)
      .where('u.attivo', '=', true)
      .executeTakeFirst();
    return utente && { utente, ricordate: await leggiPasswordRicordate(tx, utente.id) };
  });
  if (!letto) throw nonValido();
  const { utente, ricordate } = letto;
  verificaPassword(nuova, utente, 'nuova');
  if (await giaUsata(ricordate, nuova)) throw passwordGiaUsata();
  const cifrate = { vecchia: utente.password, nuova: await cifraPassword(nuova) };
  await inTransazione(db, enteId, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('recupero_password')
      .set({ usato_il: adesso })
      .where('impronta_segreto', '=', impronta)
      .where('usato_il', 'is', null)
      .where('scade_il', '>', adesso)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw nonValido();
    if (!(await scriviPassword(tx, { enteId, id: utente.id }, cifrate))) throw nonValido();
    await tx.deleteFrom('dispositivo').where('utente_id', '=', utente.id).execute();
    await tx.deleteFrom('tentativo').where('chi', '=', utente.id).execute();
    const attore = {
      ente: { id: enteId },
      attore: `${utente.cognome} ${utente.nome} (${utente.nomeUtente})`,
      utenteId: utente.id,
      chiaveApiId: null,
      unita: null,
      ...da,
    };
    await traccia(tx, attore, 'password.recuperata', { tipo: 'utente', id: utente.id });
    await accoda(tx, 'autorizzazioni.avviso-password', { enteId, utenteId: utente.id });
  });
}

function nonValido(): Rifiuto {
  return new Rifiuto({
    codice: 'recupero.non-valido',
    categoria: 'nonValido',
    dettaglio: 'L’indirizzo ricevuto non vale più: è scaduto o è già servito. Chiederne un altro.',
    campo: 'gettone',
  });
}
