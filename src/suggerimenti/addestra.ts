import { proponi, type Classificatore } from './classificatore.ts';
import { impara, type Esempio } from './impara.ts';
import type { Misura, Modello } from './modello.ts';
import { tratti, type Descrizione } from './tratti.ts';

/** A registration and what was decided about it. */
export type Registrata = Descrizione & { classe?: string | undefined; ufficio?: string | undefined };

export type Addestramento = { modello: Modello; misure: { classi?: Misura; uffici?: Misura } };

/** Kept apart to measure: the last tenth, as many as say something and no more. */
const DA_PARTE = { quota: 0.1, minimo: 20, massimo: 2000 };

/**
 * Learns classes and offices.
 *
 * @param registrate in order of time: the model is measured on the last, having learned from the others, and then learns from all
 * @param avvio what is known before any registration: texts of titolario and prontuario
 */
export function addestra(registrate: readonly Registrata[], avvio: readonly Registrata[]): Addestramento {
  const descritte = [registrate, avvio].map((elenco) =>
    elenco.map((r) => ({ tratti: tratti(r), classe: r.classe, ufficio: r.ufficio })),
  );
  const su = (campo: 'classe' | 'ufficio'): { classificatore: Classificatore; misura?: Misura } => {
    const [esempi = [], primi = []] = descritte.map((elenco) =>
      elenco.flatMap((d): Esempio[] => {
        const risposta = d[campo];
        return risposta === undefined ? [] : [{ tratti: d.tratti, risposta }];
      }),
    );
    const misura = misuraSugliUltimi(esempi, primi);
    return { classificatore: impara([...primi, ...esempi]), ...(misura && { misura }) };
  };
  const classi = su('classe');
  const uffici = su('ufficio');
  return {
    modello: { classi: classi.classificatore, uffici: uffici.classificatore },
    misure: {
      ...(classi.misura && { classi: classi.misura }),
      ...(uffici.misura && { uffici: uffici.misura }),
    },
  };
}

function misuraSugliUltimi(esempi: Esempio[], primi: Esempio[]): Misura | undefined {
  const quanti = Math.min(DA_PARTE.massimo, Math.round(esempi.length * DA_PARTE.quota));
  if (quanti < DA_PARTE.minimo) return undefined;
  return misura(impara([...primi, ...esempi.slice(0, -quanti)]), esempi.slice(-quanti));
}

/** How often a classifier is right about examples it did not learn from. */
export function misura(c: Classificatore, esempi: readonly Esempio[]): Misura {
  let prime = 0;
  let terne = 0;
  for (const { tratti: t, risposta } of esempi) {
    const proposte = proponi(c, t).map((p) => p.risposta);
    if (proposte[0] === risposta) prime++;
    if (proposte.includes(risposta)) terne++;
  }
  const provate = esempi.length;
  return { top1: prime / provate, top3: terne / provate, provate };
}
