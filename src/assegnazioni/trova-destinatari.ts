import type { Tx } from '#platform/db';
import { nonValido } from './assegnazioni.errors.ts';
import type { NuovaAssegnazione } from './assegnazioni.schema.ts';

export type Destinata = NuovaAssegnazione & { unitaId: string; denominazione: string };

/**
 * The units that assignments name, by code, with what is wrong said of its field.
 *
 * @throws Rifiuto `assegnazione.unita-sconosciuta`, `assegnazione.unita-non-uu`, `assegnazione.piu-competenze`, `assegnazione.ripetuta`
 */
export async function trovaDestinatari(tx: Tx, elenco: readonly NuovaAssegnazione[]): Promise<Destinata[]> {
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'codice', 'denominazione', 'uu', 'attiva'])
    .where('codice', 'in', [...new Set(elenco.map((a) => a.unita))])
    .execute();
  verificaInsieme(elenco);
  return elenco.map((a, i) => {
    const u = unita.find((x) => x.codice === a.unita);
    if (!u) throw nonValido('unita-sconosciuta', `assegnazioni.${i}.unita`, `L’unità «${a.unita}» non esiste.`);
    if (!u.uu || !u.attiva)
      throw nonValido(
        'unita-non-uu',
        `assegnazioni.${i}.unita`,
        `«${u.denominazione}» non è un ufficio utente (UU): non può ricevere documenti.`,
      );
    return { ...a, unitaId: u.id, denominazione: u.denominazione };
  });
}

/** One office is competent (RN-A.6), and nobody gets the same document twice. */
export function verificaInsieme(elenco: readonly Pick<NuovaAssegnazione, 'unita' | 'persona' | 'titolo'>[]): void {
  const competenti = elenco.map((a, i) => ({ ...a, i })).filter((a) => a.titolo === 'competenza');
  if (competenti[1])
    throw nonValido(
      'piu-competenze',
      `assegnazioni.${competenti[1].i}.titolo`,
      'Per competenza il documento va a un ufficio solo; agli altri per conoscenza.',
    );
  const visti = new Set<string>();
  for (const [i, a] of elenco.entries()) {
    const chiave = `${a.unita} ${a.persona ?? ''}`;
    if (visti.has(chiave))
      throw nonValido('ripetuta', `assegnazioni.${i}.unita`, 'Lo stesso destinatario compare due volte.');
    visti.add(chiave);
  }
}
