import type { Tx } from '#platform/db';
import { nonValido } from './assegnazioni.errors.ts';
import type { NuovaAssegnazione } from './assegnazioni.schema.ts';

export type Destinata = NuovaAssegnazione & { unitaId: string; denominazione: string };

/**
 * The units that assignments name, by code, with what is wrong said of its field.
 *
 * @throws Rifiuto `assegnazione.unita-sconosciuta`, `assegnazione.unita-non-uu`, `assegnazione.persona-di-altro-ufficio`,
 *   `assegnazione.piu-competenze`, `assegnazione.ripetuta`
 */
export async function trovaDestinatari(tx: Tx, elenco: readonly NuovaAssegnazione[]): Promise<Destinata[]> {
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'codice', 'denominazione', 'uu', 'attiva'])
    .where('codice', 'in', [...new Set(elenco.map((a) => a.unita))])
    .execute();
  const persone = elenco.flatMap((a) => a.persona ?? []);
  const diUfficio = persone.length === 0 ? [] : await incarichi(tx, persone);
  verificaInsieme(elenco);
  return elenco.map((a, i) => {
    const u = unita.find((x) => x.codice === a.unita);
    if (!u)
      throw nonValido('unita-sconosciuta', `assegnazioni.${i}.unita`, `L’unità «${a.unita}» non esiste.`);
    if (!u.uu || !u.attiva)
      throw nonValido(
        'unita-non-uu',
        `assegnazioni.${i}.unita`,
        `«${u.denominazione}» non è un ufficio utente (UU): non può ricevere documenti.`,
      );
    if (a.persona !== undefined && !diUfficio.some((x) => x.utente_id === a.persona && x.unita_id === u.id))
      throw nonValido(
        'persona-di-altro-ufficio',
        `assegnazioni.${i}.persona`,
        `La persona non lavora in «${u.denominazione}».`,
      );
    return { ...a, unitaId: u.id, denominazione: u.denominazione };
  });
}

function incarichi(tx: Tx, persone: readonly string[]) {
  return tx
    .selectFrom('incarico')
    .innerJoin('utente', 'utente.id', 'incarico.utente_id')
    .select(['incarico.utente_id', 'incarico.unita_id'])
    .where('incarico.utente_id', 'in', [...persone])
    .where('incarico.profilo', '<>', 'amministratore')
    .where('utente.attivo', '=', true)
    .execute();
}

/** One office is competent (RN-A.6), and nobody gets the same document twice. */
function verificaInsieme(elenco: readonly Pick<NuovaAssegnazione, 'unita' | 'persona' | 'titolo'>[]): void {
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
