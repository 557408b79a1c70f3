import { useState } from 'react';
import { caricaDocumento } from '../../documenti/api.ts';
import { nuovaChiave } from '../../platform/http/chiave.ts';
import { useAtti } from '../fascicola/use-atti.ts';

/** Files of the computer put straight in a folder: uploaded one after another, each filed without a registration. */
export function useCaricati(): {
  inCorso: number;
  errore: unknown;
  carica: (file: readonly File[], numero: string, dopo?: () => void) => void;
} {
  const atti = useAtti();
  const [inCorso, setInCorso] = useState(0);
  const [errore, setErrore] = useState<unknown>();
  const tutti = async (file: readonly File[], numero: string): Promise<void> => {
    for (const uno of file) {
      const segnale = new AbortController().signal;
      const documento = await caricaDocumento(uno, {
        chiave: nuovaChiave(),
        segnale,
        avanzamento: () => undefined,
      });
      await atti.metti(numero, { documento: documento.id }, `«${uno.name}»`);
      setInCorso((n) => n - 1);
    }
  };
  return {
    inCorso,
    errore,
    carica: (file, numero, dopo) => {
      setErrore(undefined);
      setInCorso(file.length);
      tutti(file, numero).then(dopo, (motivo: unknown) => {
        setInCorso(0);
        setErrore(motivo);
      });
    },
  };
}
