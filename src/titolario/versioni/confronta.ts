import type { Tx } from '#platform/db';
import { inOrdine, vociDi, type RigaVoce } from '../titolario.queries.ts';
import type { Confronto, Differenza, Lato, TipoCambio } from './versioni.schema.ts';
import { trovaVersione } from './versioni.queries.ts';

type Voce = RigaVoce & { percorso: string };

/**
 * What changed for each entry from one version to another, matched by identity; in the order of the second, with what was
 * taken away at the end. Unchanged ones too, when `tutte`.
 *
 * @throws Rifiuto `titolario.versione-non-trovata`
 */
export async function confronta(tx: Tx, dopoId: string, primaId: string, tutte = false): Promise<Confronto> {
  const prima = await trovaVersione(tx, primaId);
  const dopo = await trovaVersione(tx, dopoId);
  const differenze = differenzeFra(inOrdine(await vociDi(tx, primaId)), inOrdine(await vociDi(tx, dopoId)));
  const cambiate = differenze.filter((d) => d.cambi.length > 0);
  return {
    prima: { id: prima.id, versione: prima.versione },
    dopo: { id: dopo.id, versione: dopo.versione },
    differenze: cambiate.length,
    items: tutte ? differenze : cambiate,
  };
}

/** Every entry of two versions with what changed in it, nothing for most. */
export function differenzeFra(prima: readonly Voce[], dopo: readonly Voce[]): Differenza[] {
  const vecchie = new Map(prima.map((v) => [v.identita, v]));
  const nuove = new Set(dopo.map((v) => v.identita));
  return [
    ...dopo.map((v): Differenza => {
      const vecchia = vecchie.get(v.identita);
      return {
        identita: v.identita,
        cambi: vecchia ? cambiDi(vecchia, v) : ['introdotta'],
        ...(vecchia && { prima: lato(vecchia) }),
        dopo: lato(v),
      };
    }),
    ...prima
      .filter((v) => !nuove.has(v.identita))
      .map((v): Differenza => ({ identita: v.identita, cambi: ['tolta'], prima: lato(v) })),
  ];
}

function cambiDi(a: Voce, b: Voce): TipoCambio[] {
  const cambi: TipoCambio[] = [];
  if (!a.chiusa && b.chiusa) cambi.push('chiusa');
  if (a.chiusa && !b.chiusa) cambi.push('riaperta');
  if (a.codice !== b.codice) cambi.push('ricodificata');
  if (a.denominazione !== b.denominazione) cambi.push('rinominata');
  if (a.tipi.join('\n') !== b.tipi.join('\n')) cambi.push('tipi');
  if (a.nota !== b.nota) cambi.push('nota');
  return cambi;
}

function lato(v: Voce): Lato {
  return {
    ...(v.codice !== null && { codice: v.codice }),
    denominazione: v.denominazione,
    percorso: v.percorso,
    tipi: v.tipi,
    ...(v.nota !== null && { nota: v.nota }),
    chiusa: v.chiusa,
  };
}
