import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accoda } from '#platform/jobs';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { cifraPassword } from './cifra.ts';
import { parolaPronunciabile } from './parola-pronunciabile.ts';
import { scriviPassword } from './scrivi-password.ts';
import { utenteNonTrovato } from '../utente-non-trovato.ts';

/**
 * Gives a user a new initial password: he is out everywhere, and with the new one he can only choose his own (RN-11.5-2). He is
 * told by mail, where there is one: nobody takes his place unseen.
 *
 * @returns the password, to be shown once; it is kept nowhere in clear
 * @throws Rifiuto `utente.non-trovato`; `password.propria` for one's own, which is changed otherwise
 */
export async function reimpostaPassword(db: Db, ctx: Contesto, utenteId: string): Promise<string> {
  if (utenteId === ctx.soggetto.id)
    throw new Rifiuto({
      codice: 'password.propria',
      categoria: 'conflitto',
      dettaglio: 'La propria password si cambia dal proprio profilo.',
    });
  const iniziale = parolaPronunciabile();
  const nuova = await cifraPassword(iniziale);
  const vecchia = await inLettura(db, ctx.ente.id, (tx) =>
    tx.selectFrom('utente').select('password').where('id', '=', utenteId).executeTakeFirst(),
  );
  const fatto = await inTransazione(db, ctx.ente.id, async (tx) => {
    const utente = { enteId: ctx.ente.id, id: utenteId };
    const cifrate = { vecchia: vecchia?.password ?? '', nuova };
    if (!vecchia || !(await scriviPassword(tx, utente, cifrate, { iniziale: true }))) return false;
    await tx.deleteFrom('dispositivo').where('utente_id', '=', utenteId).execute();
    await tx.deleteFrom('tentativo').where('chi', '=', utenteId).execute();
    await traccia(tx, ctx, 'password.reimpostata', { tipo: 'utente', id: utenteId });
    await accoda(tx, 'autorizzazioni.avviso-password', { ...utente, utenteId });
    return true;
  });
  if (!fatto) throw utenteNonTrovato();
  return iniziale;
}
