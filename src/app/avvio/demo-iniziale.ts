import type { BaseDati } from './base-dati.ts';
import { creaDemo, fissaPasswordDemo } from './demo.ts';
import type { Terminale } from './terminale.ts';

/**
 * Makes the demo ente where there is no ente at all, and shows its users' passwords: at once, because they are kept nowhere
 * and a later failure of the start must not swallow them.
 *
 * @returns whether it was made now
 */
export async function demoSeVuota(
  base: BaseDati,
  password: string | undefined,
  terminale: Terminale,
): Promise<boolean> {
  const utenti = await base.comeProprietario(async (db) => {
    const ente = await db.selectFrom('ente').select('id').limit(1).executeTakeFirst();
    if (!ente) return await creaDemo(db, password);
    if (password) await fissaPasswordDemo(db, password);
    return null;
  });
  if (!utenti) return false;
  terminale.scrivi('\n  Creato l’ente dimostrativo «Comune di Esempio», con questi utenti.');
  terminale.scrivi('  Le password sono mostrate solo ora:\n');
  for (const u of utenti)
    terminale.scrivi(`    ${u.nomeUtente.padEnd(14)} ${u.password.padEnd(21)} ${u.ruolo}`);
  terminale.scrivi('');
  return true;
}
