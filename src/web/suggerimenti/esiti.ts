import { useMutation } from '@tanstack/react-query';
import { createContext, useMemo, useRef } from 'react';
import { annotaEsiti } from './api.ts';
import type { CampoSuggerito, EsitiSuggerimenti } from './tipi.ts';

/** What was shown and taken while one registration was being written. */
export type Esiti = {
  mostrati: (campo: CampoSuggerito, proposti: string[]) => void;
  accettato: (campo: CampoSuggerito, valore: string) => void;
};

export const ContestoEsiti = createContext<Esiti>({ mostrati: () => undefined, accettato: () => undefined });

type Scelti = Record<CampoSuggerito, string | undefined>;

/** Remembers the proposals last seen for each field, and tells the server what became of them once there is a number. */
export function useEsiti(): Esiti & {
  registrata: (registrazione: EsitiSuggerimenti['registrazione'], scelti: Scelti) => void;
} {
  const visti = useRef(new Map<CampoSuggerito, { proposti: string[]; accettati: Set<string> }>());
  // Tried again when the network comes back; an outcome that is lost costs a line of statistics.
  const { mutate } = useMutation({ mutationFn: annotaEsiti, retry: 3 });
  return useMemo(() => {
    const di = (campo: CampoSuggerito): { proposti: string[]; accettati: Set<string> } => {
      const visto = visti.current.get(campo) ?? { proposti: [], accettati: new Set<string>() };
      visti.current.set(campo, visto);
      return visto;
    };
    return {
      mostrati: (campo, proposti) => {
        di(campo).proposti = proposti;
      },
      accettato: (campo, valore) => {
        di(campo).accettati.add(valore);
      },
      registrata: (registrazione, scelti) => {
        const esiti = [...visti.current].flatMap(([campo, { proposti, accettati }]) => {
          const scelto = scelti[campo];
          if (proposti.length === 0) return [];
          const accettato = scelto !== undefined && accettati.has(scelto) && proposti.includes(scelto);
          return [{ campo, proposti, ...(scelto !== undefined && { scelto }), accettato }];
        });
        visti.current.clear();
        if (esiti.length > 0) mutate({ registrazione, esiti });
      },
    };
  }, [mutate]);
}
