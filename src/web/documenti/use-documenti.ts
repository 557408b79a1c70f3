import { useCallback, useEffect, useRef, useState } from 'react';
import { nuovaChiave } from '../platform/http/chiave.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { caricaDocumento, leggiDocumento } from './api.ts';
import type { RigaDocumento } from './tipi.ts';

export type Documenti = {
  righe: readonly RigaDocumento[];
  aggiungi: (file: readonly File[]) => void;
  aggiungiCarta: () => void;
  rimuovi: (chiave: string) => void;
  sposta: (chiave: string, verso: -1 | 1) => void;
  rendiPrincipale: (chiave: string) => void;
  descrivi: (chiave: string, descrizione: string) => void;
  riprova: (chiave: string) => void;
  svuota: () => void;
};

/** The main document is the first file: paper never stands before it. */
function ordinate(righe: readonly RigaDocumento[]): readonly RigaDocumento[] {
  const primo = righe.find((r) => !r.carta);
  return primo && righe[0] !== primo ? [primo, ...righe.filter((r) => r !== primo)] : righe;
}

/** The documents of a registration being written: uploads at once, one after another, each with its progress. */
export function useDocumenti(iniziali: readonly RigaDocumento[]): Documenti {
  const [righe, setRighe] = useState(iniziali);
  const interruttori = useRef(new Map<string, AbortController>());
  const coda = useRef<Promise<void>>(Promise.resolve());

  const cambia = useCallback((chiave: string, parte: Partial<RigaDocumento>) => {
    setRighe((prima) => prima.map((r) => (r.chiave === chiave ? { ...r, ...parte } : r)));
  }, []);

  const carica = useCallback(
    async (chiave: string, file: File): Promise<void> => {
      const interruttore = new AbortController();
      interruttori.current.set(chiave, interruttore);
      cambia(chiave, { stato: 'in-corso', avanzamento: 0, errore: undefined });
      try {
        const documento = await caricaDocumento(file, {
          chiave,
          segnale: interruttore.signal,
          avanzamento: (avanzamento) => cambia(chiave, { avanzamento }),
        });
        cambia(chiave, { stato: 'pronto', avanzamento: 1, documento });
        annuncia(`${documento.nomeFile} caricato${documento.avvisi.length > 0 ? ', con avvisi' : ''}`);
      } catch (errore) {
        if (errore instanceof DOMException) return;
        const motivo = errore instanceof Error ? errore.message : 'Caricamento non riuscito.';
        cambia(chiave, { stato: 'errore', errore: motivo });
        annuncia(`${file.name} non caricato: ${motivo}`);
      } finally {
        interruttori.current.delete(chiave);
      }
    },
    [cambia],
  );

  const accoda = useCallback(
    (chiave: string, file: File) => {
      coda.current = coda.current.then(() => carica(chiave, file));
    },
    [carica],
  );

  useVerificaBozza(iniziali, cambia);

  const interrompi = (chiave: string): void => interruttori.current.get(chiave)?.abort();
  return {
    righe,
    aggiungi: (file) => {
      const nuove = file.map((f) => rigaDi(f));
      setRighe((prima) => ordinate([...prima, ...nuove]));
      for (const r of nuove) if (r.file) accoda(r.chiave, r.file);
    },
    aggiungiCarta: () => setRighe((prima) => [...prima, rigaDiCarta()]),
    rimuovi: (chiave) => {
      interrompi(chiave);
      setRighe((prima) => ordinate(prima.filter((r) => r.chiave !== chiave)));
    },
    sposta: (chiave, verso) => setRighe((prima) => ordinate(spostata(prima, chiave, verso))),
    rendiPrincipale: (chiave) =>
      setRighe((prima) =>
        [...prima].sort((a, b) => Number(b.chiave === chiave) - Number(a.chiave === chiave)),
      ),
    descrivi: (chiave, descrizione) => cambia(chiave, { descrizione }),
    riprova: (chiave) => {
      const file = righe.find((r) => r.chiave === chiave)?.file;
      if (file) accoda(chiave, file);
    },
    svuota: () => {
      for (const r of righe) interrompi(r.chiave);
      setRighe([]);
    },
  };
}

function rigaDi(file: File): RigaDocumento {
  const vuoto =
    file.size === 0
      ? { stato: 'errore' as const, errore: 'Il file è vuoto.' }
      : { stato: 'in-corso' as const };
  const riga = {
    chiave: nuovaChiave(),
    carta: false,
    nomeFile: file.name,
    descrizione: '',
    avanzamento: 0,
    ...vuoto,
  };
  return file.size === 0 ? riga : { ...riga, file };
}

function rigaDiCarta(): RigaDocumento {
  return {
    chiave: nuovaChiave(),
    carta: true,
    nomeFile: '',
    descrizione: '',
    stato: 'pronto',
    avanzamento: 1,
  };
}

function spostata(righe: readonly RigaDocumento[], chiave: string, verso: -1 | 1): readonly RigaDocumento[] {
  const da = righe.findIndex((r) => r.chiave === chiave);
  const a = da + verso;
  const [riga, altra] = [righe[da], righe[a]];
  if (!riga || !altra) return righe;
  return righe.with(da, altra).with(a, riga);
}

/** A draft may be older than the sweeper of unused uploads: what is gone is said, rather than found out at the end. */
function useVerificaBozza(
  iniziali: readonly RigaDocumento[],
  cambia: (chiave: string, parte: Partial<RigaDocumento>) => void,
): void {
  const [daVerificare] = useState(() => iniziali.filter((r) => r.documento));
  useEffect(() => {
    for (const { chiave, documento } of daVerificare)
      if (documento)
        leggiDocumento(documento.id).catch((errore: unknown) => {
          if (errore instanceof ErroreApi && errore.stato === 404)
            cambia(chiave, {
              stato: 'errore',
              documento: undefined,
              errore: 'Il caricamento è scaduto: scegliere di nuovo il file.',
            });
        });
  }, [daVerificare, cambia]);
}
