import { useCallback, useEffect, useRef, useState } from 'react';
import { eliminaBozza, leggiBozza, scriviBozza } from '../../platform/bozze/archivio.ts';
import { postoDellaScheda } from '../../platform/bozze/posto.ts';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import type { RichiestaRegistrazione } from '../tipi.ts';
import { PROTOCOLLO } from '../indirizzi.ts';
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

/** Where the browser keeps nothing. */
export const senzaMemoria: Conservato = {
  posto: '1',
  bozza: undefined,
  tentativo: undefined,
  ultima: undefined,
};

const nomeBozza = (posto: string): string => `registra/${posto}`;
const nomeTentativo = (posto: string): string => `tentativo/${posto}`;

/** Each register has drafts of its own: that of an ordinanza does not come up while one registers in the protocollo. */
const nomeUltima = (registro: string): string => (registro === PROTOCOLLO ? 'ultima' : `ultima/${registro}`);

export async function leggiConservato(utente: string, registro: string): Promise<Conservato> {
  const scheda = await postoDellaScheda();
  const posto = registro === PROTOCOLLO ? scheda : `${scheda}/${registro}`;
  return {
    posto,
    bozza: await leggiBozza<Bozza>(utente, nomeBozza(posto)),
    tentativo: await leggiBozza<Tentativo>(utente, nomeTentativo(posto)),
    ultima: await leggiBozza<RichiestaRegistrazione>(utente, nomeUltima(registro)),
  };
}

export const conservaTentativo = (utente: string, posto: string, tentativo: Tentativo): Promise<void> =>
  scriviBozza(utente, nomeTentativo(posto), tentativo);
export const dimenticaTentativo = (utente: string, posto: string): Promise<void> =>
  eliminaBozza(utente, nomeTentativo(posto));
export const conservaUltima = (
  utente: string,
  registro: string,
  richiesta: RichiestaRegistrazione,
): Promise<void> => scriviBozza(utente, nomeUltima(registro), richiesta);

/** With thousands of recipients each writing copies them all: not at every letter, then. */
const MOLTI = 500;
const PAUSA_SE_MOLTI = 400;

/**
 * Writes the draft at each change, one writing at a time, and at once when the page is hidden or left.
 * @returns the hour of the last writing, or that it could not be done
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
  const occupata = useRef(false);

  const scrivi = useCallback(async (): Promise<void> => {
    if (!sporca.current || occupata.current) return;
    occupata.current = true;
    try {
      while (sporca.current) {
        sporca.current = false;
        setStato(await conserva(utente, posto, ultimo.current.modulo, ultimo.current.righe));
      }
    } catch {
      // A full or forbidden storage: the operator is told that a reload would lose the form.
      setStato({ errore: true });
    } finally {
      occupata.current = false;
    }
  }, [utente, posto]);

  useEffect(() => {
    const subito = (): void => void scrivi();
    document.addEventListener('visibilitychange', subito);
    addEventListener('pagehide', subito);
    return () => {
      document.removeEventListener('visibilitychange', subito);
      removeEventListener('pagehide', subito);
      subito();
    };
  }, [scrivi]);

  useEffect(() => {
    if (ultimo.current.modulo === modulo && ultimo.current.righe === righe) return;
    ultimo.current = { modulo, righe };
    sporca.current = true;
    const molti = modulo.destinatari.length + modulo.perConoscenza.length > MOLTI;
    if (!molti) return void scrivi();
    const attesa = setTimeout(() => void scrivi(), PAUSA_SE_MOLTI);
    return () => clearTimeout(attesa);
  }, [modulo, righe, scrivi]);
  return stato;
}

/** The draft goes to the browser's store; an empty form leaves none. */
async function conserva(
  utente: string,
  posto: string,
  modulo: Modulo,
  righe: readonly RigaDocumento[],
): Promise<{ salvataIl?: string }> {
  const documenti = righe.filter((d) => d.carta || d.documento).map(({ file: _, ...d }) => d);
  if (!compilato(modulo) && documenti.length === 0) {
    await eliminaBozza(utente, nomeBozza(posto));
    return {};
  }
  const salvataIl = new Date().toISOString();
  await scriviBozza(utente, nomeBozza(posto), { modulo, documenti, salvataIl } satisfies Bozza);
  return { salvataIl };
}
