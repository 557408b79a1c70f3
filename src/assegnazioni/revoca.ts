import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { verificaParte } from './accesso.ts';
import { nonTrovata } from './assegnazioni.errors.ts';
import { trovaAssegnazioni } from './assegnazioni.queries.ts';
import type { ConMotivo } from './assegnazioni.schema.ts';
import { chiudiSubassegnazioni, istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';
import { cambiaCompetente } from './competenza.ts';

const aperte = ['assegnata', 'smistata', 'in-carico'];

/**
 * The UOP takes back what it assigned, the head what he gave to his people, with the reason: whoever had it has it no longer.
 *
 * @param adesso the application's clock
 * @throws Rifiuto `assegnazione.non-revocabile`
 */
export async function revoca(tx: Tx, ctx: Contesto, adesso: Date, id: string, r: ConMotivo): Promise<void> {
  const [letta] = await trovaAssegnazioni(tx, sql`a.id = ${id}`);
  if (!letta) throw nonTrovata();
  const lato = letta.subassegnata ? 'capo' : 'uop';
  await verificaParte(tx, ctx, letta, lato);
  // The register before the assignment: the order of whoever assigns.
  if (
    letta.titolo === 'competenza' &&
    !letta.subassegnata &&
    aperte.includes(letta.stato) &&
    !letta.annullata
  )
    await cambiaCompetente(tx, ctx, adesso, letta.registrazione_id, null);
  const { a } = await perComando(tx, ctx, id, r.versione, lato);
  if (!aperte.includes(a.stato)) throw statoInatteso(a, 'revocabile');
  const istante = await istanteCorrente(tx);
  await scriviEsito(tx, ctx, a, { stato: 'revocata', conclusa_il: istante }, [
    { passo: 'revocata', istante, motivo: r.motivo },
  ]);
  await chiudiSubassegnazioni(tx, ctx, a, 'revocata', r.motivo, istante);
}
