import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { leggiBozza, scriviBozza } from '../platform/bozze/archivio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { scriviAllEnte } from './api.ts';
import { aggiungi, inBase64 } from './allegati-lettera.ts';
import { esempi } from './esempi.ts';

export type Testi = { da: string; a: string; oggetto: string; testo: string };
export type Scritta = { da: string; a: string; oggetto: string };

const VUOTA: Testi = { da: esempi[0]?.da ?? '', a: '', oggetto: '', testo: '' };
const BOZZA = 'dimostrazione';

export type Lettera = {
  testi: Testi;
  scrivi: (parte: Partial<Testi>) => void;
  file: readonly File[];
  scartati: readonly string[];
  allega: (nuovi: readonly File[]) => void;
  togli: (quale: File) => void;
  esempio: () => void;
  invio: UseMutationResult<Scritta, Error, void>;
};

/** The letter being written: what is typed outlives a refresh and a refusal; sent, it makes room for the next from the same person. */
export function useLettera(onScritta: (s: Scritta) => void): Lettera {
  const { utente } = useSessione();
  const client = useQueryClient();
  const [testi, setTesti] = useState(VUOTA);
  const [file, setFile] = useState<readonly File[]>([]);
  const [scartati, setScartati] = useState<readonly string[]>([]);
  const [quale, setQuale] = useState(0);
  useEffect(() => {
    // Where the browser keeps nothing one writes all the same.
    leggiBozza<Testi>(utente.id, BOZZA).then(
      (b) => b && setTesti((t) => (t === VUOTA ? { ...VUOTA, ...b } : t)),
      () => undefined,
    );
  }, [utente.id]);
  const metti = (nuovi: Testi): void => {
    setTesti(nuovi);
    scriviBozza(utente.id, BOZZA, nuovi).catch(() => undefined);
  };
  const invio = useMutation({
    mutationFn: async (): Promise<Scritta> => {
      const { da, oggetto, testo, a } = testi;
      const allegati = await Promise.all(file.map(inBase64));
      const risposta = await scriviAllEnte({ da: da.trim(), oggetto, testo, allegati, ...(a && { a }) });
      return { da: da.trim(), a: risposta.a, oggetto };
    },
    onSuccess: async (scritta) => {
      annuncia(`Consegnata a ${scritta.a}`);
      onScritta(scritta);
      metti({ ...VUOTA, da: scritta.da, a: testi.a });
      setFile([]);
      setScartati([]);
      await client.invalidateQueries({ queryKey: ['dimostrazione', 'posta'] });
    },
  });
  return {
    testi,
    scrivi: (parte) => metti({ ...testi, ...parte }),
    file,
    scartati,
    allega: (nuovi) => {
      const esito = aggiungi(file, nuovi);
      setFile(esito.tenuti);
      setScartati(esito.scartati);
    },
    togli: (via) => {
      setFile(file.filter((f) => f !== via));
      setScartati([]);
    },
    esempio: () => {
      metti({ ...testi, ...esempi[quale] });
      setQuale((quale + 1) % esempi.length);
    },
    invio,
  };
}
