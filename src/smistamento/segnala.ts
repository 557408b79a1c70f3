import type { MittenteCercato, Parola, RegolaPronta } from './valuta.ts';

/** Rule of which it is known when it holds, from which day to which. */
export type RegolaNelTempo = RegolaPronta & { dal: string; al: string | null; attiva: boolean };

/**
 * The earlier rule because of which this one never decides: whatever this one asks for, that one is content with, on every day
 * this one holds. That two rules merely meet on some documents is not seen here: the trial counts how often.
 *
 * @param sopra identities of the entries above each one
 */
export function copertaDa(
  regola: RegolaNelTempo,
  precedenti: readonly RegolaNelTempo[],
  sopra: ReadonlyMap<string, readonly string[]>,
): RegolaNelTempo | undefined {
  if (!regola.attiva || !regola.competenza) return undefined;
  return precedenti.find(
    (p) => p.attiva && p.competenza !== null && copreGiorni(p, regola) && copreCondizioni(p, regola, sopra),
  );
}

function copreGiorni(prima: RegolaNelTempo, poi: RegolaNelTempo): boolean {
  return prima.dal <= poi.dal && (prima.al === null || (poi.al !== null && poi.al <= prima.al));
}

function copreCondizioni(
  prima: RegolaPronta,
  poi: RegolaPronta,
  sopra: ReadonlyMap<string, readonly string[]>,
): boolean {
  const { voce } = prima;
  if (
    voce &&
    !(poi.voce && [poi.voce.identita, ...(sopra.get(poi.voce.identita) ?? [])].includes(voce.identita))
  )
    return false;
  if (prima.mittente && !(poi.mittente && copreMittente(prima.mittente, poi.mittente))) return false;
  if (prima.mezzo !== null && prima.mezzo !== poi.mezzo) return false;
  if (prima.casella !== null && prima.casella.toLowerCase() !== poi.casella?.toLowerCase()) return false;
  const certe = new Set(poi.tutte.flatMap((p) => p.radici));
  const certa = (p: Parola): boolean => p.radici.every((r) => certe.has(r));
  if (!prima.tutte.every(certa)) return false;
  // Every way of satisfying the later one must satisfy the earlier one.
  if (prima.almenoUna.length > 0 && !prima.almenoUna.some(certa)) {
    const bastano = (p: Parola): boolean =>
      prima.almenoUna.some((a) => a.radici.every((r) => certe.has(r) || p.radici.includes(r)));
    if (poi.almenoUna.length === 0 || !poi.almenoUna.every(bastano)) return false;
  }
  return prima.nessuna.every((n) => poi.nessuna.some((x) => x.radici.every((r) => n.radici.includes(r))));
}

function copreMittente(prima: MittenteCercato, poi: MittenteCercato): boolean {
  if (prima.codici.length === 0 && !prima.esatto) return prima.parole.every((p) => poi.parole.includes(p));
  return (
    prima.esatto === poi.esatto &&
    prima.codici.join() === poi.codici.join() &&
    [...prima.parole].sort().join() === [...poi.parole].sort().join()
  );
}
