import { rifiuto } from '../registro-giornaliero.errors.ts';
import type { DaVidimare } from './vidimazione.schema.ts';
import type { VoceLetta } from './voci-estratto.ts';

type Deciso = {
  assegnazione: string;
  registrazione: string;
  esito: 'accettata' | 'rifiutata';
  motivo: string | undefined;
};

const senzaEsito = (): Error =>
  rifiuto(
    'carta-da-decidere',
    'nonValido',
    'Ogni documento cartaceo dell’elenco si ritira o si rifiuta, dicendo perché, prima di vidimare.',
    'carta',
  );

/**
 * What becomes of each paper document not signed yet: what was said now, or what had already happened to it.
 *
 * @throws Rifiuto `registro-giornaliero.carta-da-decidere`, `.carta-estranea`
 */
export function decidiCarta(voci: readonly VoceLetta[], detti: NonNullable<DaVidimare['carta']>): Deciso[] {
  const per = new Map(detti.map((d) => [d.assegnazione, d]));
  const carte = voci.flatMap((v) =>
    v.carta.filter((c) => !c.firmata).map((c) => ({ ...c, registrazione: v.id })),
  );
  if (detti.some((d) => !carte.some((c) => c.assegnazione === d.assegnazione)))
    throw rifiuto(
      'carta-estranea',
      'nonValido',
      'Uno dei documenti indicati non è in questo elenco.',
      'carta',
    );
  return carte.map(({ assegnazione, registrazione, esito, motivo }) => {
    const detto = per.get(assegnazione);
    if (esito !== undefined) return { assegnazione, registrazione, esito, motivo };
    if (!detto || (detto.esito === 'rifiutata') !== (detto.motivo !== undefined)) throw senzaEsito();
    return { assegnazione, registrazione, esito: detto.esito, motivo: detto.motivo };
  });
}
