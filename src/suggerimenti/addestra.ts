import { proponi, type Proposta } from './classificatore.ts';
import { impara, type Esempio } from './impara.ts';
import type { Misura, Modello } from './modello.ts';
import { tratti, type Descrizione, type Tratti } from './tratti.ts';
import { proponiUffici, ufficiPerClasse } from './uffici.ts';

/** A registration and what was decided about it. */
export type Registrata = Descrizione & { classe?: string | undefined; ufficio?: string | undefined };

export type Addestramento = { modello: Modello; misure: { classi?: Misura; uffici?: Misura } };

type Descritta = { tratti: Tratti; classe: string | undefined; ufficio: string | undefined };

/** Kept apart to measure: the last tenth, as many as say something and no more. */
const DA_PARTE = { quota: 0.1, minimo: 20, massimo: 2000 };

/** A voce of titolario or prontuario stands for more than one document: somebody chose its words. */
const PESO_AVVIO = 3;

/**
 * Learns classes and offices.
 *
 * @param registrate in order of time: the model is measured on the last, having learned from the others, and then learns from all
 * @param avvio what is known before any registration: texts of titolario and prontuario
 */
export function addestra(registrate: readonly Registrata[], avvio: readonly Registrata[]): Addestramento {
  const [esempi, primi] = [registrate.map(descrivi), avvio.map(descrivi)];
  const daParte = Math.min(DA_PARTE.massimo, Math.round(esempi.length * DA_PARTE.quota));
  const misure =
    daParte < DA_PARTE.minimo
      ? {}
      : misura(modello(esempi.slice(0, -daParte), primi), esempi.slice(-daParte));
  return { modello: modello(esempi, primi), misure };
}

const descrivi = (r: Registrata): Descritta => ({ tratti: tratti(r), classe: r.classe, ufficio: r.ufficio });

function modello(esempi: readonly Descritta[], primi: readonly Descritta[]): Modello {
  const di = (campo: 'classe' | 'ufficio'): Esempio[] => [
    ...primi.flatMap((d) => esempio(d, campo, PESO_AVVIO)),
    ...esempi.flatMap((d) => esempio(d, campo, 1)),
  ];
  return { classi: impara(di('classe')), uffici: impara(di('ufficio')), perClasse: ufficiPerClasse(esempi) };
}

function esempio(d: Descritta, campo: 'classe' | 'ufficio', peso: number): Esempio[] {
  const risposta = d[campo];
  return risposta === undefined ? [] : [{ tratti: d.tratti, risposta, peso }];
}

function misura(m: Modello, prove: readonly Descritta[]): Addestramento['misure'] {
  const classi = quote(prove, 'classe', (t) => proponi(m.classi, t));
  const uffici = quote(prove, 'ufficio', (t) => proponiUffici(m, t));
  return { ...(classi && { classi }), ...(uffici && { uffici }) };
}

/** How often the proposals are right about registrations that were not learned from; undefined when they are too few. */
function quote(
  prove: readonly Descritta[],
  campo: 'classe' | 'ufficio',
  proposte: (t: Tratti) => Proposta[],
): Misura | undefined {
  const decise = prove.filter((p) => p[campo] !== undefined);
  if (decise.length < DA_PARTE.minimo) return undefined;
  let prime = 0;
  let terne = 0;
  for (const p of decise) {
    const posto = proposte(p.tratti).findIndex((x) => x.risposta === p[campo]);
    if (posto === 0) prime++;
    if (posto >= 0) terne++;
  }
  const provate = decise.length;
  return { top1: prime / provate, top3: terne / provate, provate };
}
