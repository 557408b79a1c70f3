import { useEffect, useRef, useState } from 'react';
import { eliminaBozza, leggiBozza, scriviBozza } from '../../platform/bozze/archivio.ts';
import { postoDellaScheda } from '../../platform/bozze/posto.ts';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import type { RichiestaRegistrazione } from '../tipi.ts';
import { compilato, type Modulo } from './modulo.ts';

/** What the browser keeps of a registration being written. Files themselves are on the server, by id. */
export type Bozza = { modulo: Modulo; documenti: RigaDocumento[]; salvataIl: string };

/** A registration sent whose answer has not come: the same key must be used until it does. */
export type Tentativo = { chiave: string; corpo: RichiestaRegistrazione };

export type Conservato = {
  posto: string;
  bozza: Bozza | undefined;
  tentativo: Tentativo | undefined;
  ultima: RichiestaRegistrazione | undefined;
};

const nomeBozza = (posto: string): string => `registra/${posto}`;
const nomeTentativo = (posto: string): string => `tentativo/${posto}`;

export async function leggiConservato(utente: string): Promise<Conservato> {
  const posto = await postoDellaScheda();
  return {
    posto,
    bozza: await leggiBozza<Bozza>(utente, nomeBozza(posto)),
    tentativo: await leggiBozza<Tentativo>(utente, nomeTentativo(posto)),
    ultima: await leggiBozza<RichiestaRegistrazione>(utente, 'ultima'),
  };
}

export const conservaTentativo = (utente: string, posto: string, tentativo: Tentativo): Promise<void> =>
  scriviBozza(utente, nomeTentativo(posto), tentativo);
export const dimenticaTentativo = (utente: string, posto: string): Promise<void> =>
  eliminaBozza(utente, nomeTentativo(posto));
export const conservaUltima = (utente: string, richiesta: RichiestaRegistrazione): Promise<void> =>
  scriviBozza(utente, 'ultima', richiesta);

const PAUSA = 300;

/**
 * Writes the draft a moment after each change, and at once when the page is hidden or left.
 * @returns the hour of the last writing, or the error that prevented it
 */
export function useBozza(
  utente: string,
  posto: string,
  modulo: Modulo,
  righe: readonly RigaDocumento[],
): { salvataIl?: string; errore?: boolean } {
  const [stato, setStato] = useState<{ salvataIl?: string; errore?: boolean }>({});
  const ultimo = useRef({ modulo, righe });
  const sporca = useRef(false);
  useEffect(() => {
    const scrivi = async (): Promise<void> => {
      if (!sporca.current) return;
      sporca.current = false;
      const { modulo: m, righe: r } = ultimo.current;
      const documenti = r.filter((d) => d.carta || d.documento).map(({ file: _, ...d }) => d);
      const salvataIl = new Date().toISOString();
      try {
        if (compilato(m) || documenti.length > 0) {
          await scriviBozza(utente, nomeBozza(posto), { modulo: m, documenti, salvataIl } satisfies Bozza);
          setStato({ salvataIl });
        } else {
          await eliminaBozza(utente, nomeBozza(posto));
          setStato({});
        }
      } catch {
        // A full or forbidden storage: the operator is told that a reload would lose the form.
        setStato({ errore: true });
      }
    };
    const subito = (): void => void scrivi();
    const battito = setInterval(subito, PAUSA);
    document.addEventListener('visibilitychange', subito);
    addEventListener('pagehide', subito);
    return () => {
      clearInterval(battito);
      document.removeEventListener('visibilitychange', subito);
      removeEventListener('pagehide', subito);
      subito();
    };
  }, [utente, posto]);
  useEffect(() => {
    if (ultimo.current.modulo === modulo && ultimo.current.righe === righe) return;
    ultimo.current = { modulo, righe };
    sporca.current = true;
  }, [modulo, righe]);
  return stato;
}
