/** A unit of the chart that would result; `padre` is a code. */
export type Posto = { nome: string; padre: string | null; aperta: boolean };

/** Codes are the same however they are written: two that differ in the capitals would be taken for one another. */
export const chiaveDi = (codice: string): string => codice.toLowerCase();

/**
 * Open units that would hang from nothing: from a unit that is not there, from a closed one, from themselves. What only follows one of
 * these is not named: its reason is there.
 *
 * @param posti by `chiaveDi(codice)`
 */
export function trovaSospese(posti: ReadonlyMap<string, Posto>): { chiave: string; perche: string }[] {
  const sospese: { chiave: string; perche: string }[] = [];
  const buone = new Set<string>();
  for (const [chiave, { aperta }] of posti) {
    if (!aperta) continue;
    const via = salita(posti, chiave, buone);
    const sopra = padreDi(posti, via.at(-1));
    const perche = difetto(posti, via, sopra);
    if (perche === undefined) for (const passata of via) buone.add(passata);
    else if (via.length === 1 || chiaveDi(sopra ?? '') === chiave) sospese.push({ chiave, perche });
  }
  return sospese;
}

const padreDi = (posti: ReadonlyMap<string, Posto>, chiave: string | undefined): string | null =>
  posti.get(chiave ?? '')?.padre ?? null;

/** From a unit up, as far as there are open ones not met yet. */
function salita(posti: ReadonlyMap<string, Posto>, da: string, buone: ReadonlySet<string>): string[] {
  const via = [da];
  for (;;) {
    const padre = padreDi(posti, via.at(-1));
    const sopra = padre === null ? undefined : chiaveDi(padre);
    if (sopra === undefined || buone.has(sopra) || via.includes(sopra) || !posti.get(sopra)?.aperta)
      return via;
    via.push(sopra);
  }
}

function difetto(
  posti: ReadonlyMap<string, Posto>,
  via: readonly string[],
  padre: string | null,
): string | undefined {
  if (padre === null) return undefined;
  const sopra = chiaveDi(padre);
  if (via.includes(sopra)) {
    const giro = via.slice(via.indexOf(sopra)).map((k) => posti.get(k)?.nome ?? k);
    return `Starebbe sotto sé stessa: ${[...giro, giro[0]].join(' › ')}.`;
  }
  const p = posti.get(sopra);
  if (!p) return `padre: l’unità «${padre}» non esiste.`;
  return p.aperta ? undefined : `padre: «${p.nome}» in quel giorno è chiusa.`;
}
