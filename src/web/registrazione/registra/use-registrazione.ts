import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { nuovaChiave } from '../../platform/http/chiave.ts';
import { ErroreAbbandono, ErroreRete } from '../../platform/http/errore.ts';
import { registra } from '../api.ts';
import type { Registrazione, RichiestaRegistrazione } from '../tipi.ts';
import { useRegistro } from './registro.ts';
import { conservaTentativo, conservaUltima, dimenticaTentativo, type Tentativo } from './bozza.ts';

/** `ignoto`: sent, and no answer came; the same act must be asked again before another is begun. */
export type StatoInvio = 'pronto' | 'in-corso' | 'ignoto';

const PAUSE = [1_000, 3_000];
const attendi = (ms: number): Promise<void> => new Promise((fatto) => setTimeout(fatto, ms));

type Esiti = {
  registrata: (registrazione: Registrazione, richiesta: RichiestaRegistrazione) => void;
  rifiutata: (errore: unknown) => void;
};

/**
 * Sends the registration, once. The key is written in the browser before the request leaves: a double click, a network
 * failure, a reload in the middle find it and get the first answer again rather than a second number.
 */
export function useRegistrazione(
  utente: string,
  posto: string,
  iniziale: Tentativo | undefined,
): {
  stato: StatoInvio;
  invia: (corpo: RichiestaRegistrazione, esiti: Esiti) => void;
  controlla: (esiti: Esiti) => void;
  lascia: () => void;
} {
  const client = useQueryClient();
  const { codice } = useRegistro();
  const [stato, setStato] = useState<StatoInvio>(iniziale ? 'ignoto' : 'pronto');
  const tentativo = useRef(iniziale);
  const inCorso = useRef(false);

  const concludi = async (): Promise<void> => {
    tentativo.current = undefined;
    await dimenticaTentativo(utente, posto);
    setStato('pronto');
  };

  const prova = async (t: Tentativo, esiti: Esiti): Promise<void> => {
    for (let volta = 0; ; volta++) {
      try {
        const registrazione = await registra(codice, t.corpo, t.chiave);
        await conservaUltima(utente, codice, t.corpo);
        await concludi();
        esiti.registrata(registrazione, t.corpo);
        await client.invalidateQueries({ queryKey: ['registro'] });
        await client.invalidateQueries({ queryKey: ['repertori'] });
        return;
      } catch (errore) {
        const pausa = PAUSE[volta];
        if (errore instanceof ErroreRete && pausa !== undefined) {
          await attendi(pausa);
          continue;
        }
        if (errore instanceof ErroreRete) setStato('ignoto');
        else if (errore instanceof ErroreAbbandono) return;
        else await concludi();
        esiti.rifiutata(errore);
        return;
      }
    }
  };

  const avvia = async (t: Tentativo, esiti: Esiti): Promise<void> => {
    if (inCorso.current) return;
    inCorso.current = true;
    setStato('in-corso');
    try {
      tentativo.current = t;
      await conservaTentativo(utente, posto, t);
      await prova(t, esiti);
    } catch (errore) {
      setStato('pronto');
      esiti.rifiutata(errore);
    } finally {
      inCorso.current = false;
    }
  };

  return {
    stato,
    invia: (corpo, esiti) => void avvia({ chiave: nuovaChiave(), corpo }, esiti),
    controlla: (esiti) => {
      if (tentativo.current) void avvia(tentativo.current, esiti);
    },
    lascia: () => void concludi(),
  };
}
