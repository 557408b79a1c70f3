import { useEffect, useRef, useState, type RefObject } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import { useDocumenti, type Documenti } from '../../documenti/use-documenti.ts';
import type { Flusso } from '../tipi.ts';
import type { Bozza } from './bozza.ts';
import type { Errori } from './contesto.ts';
import { ancoraValidi } from './errori-di.ts';
import { compilato, moduloVuoto, type Modulo } from './modulo.ts';
import { ascoltaRichiami } from './richiamo.ts';
import { useArrivoAdesso } from './use-arrivo-adesso.ts';

/** What was refused, and the form as it was then: an error goes away with the value it was about. */
type Rifiuto = {
  errore: unknown;
  campi: Errori;
  modulo: Modulo;
  righe: readonly RigaDocumento[];
  quando: number;
};

export type StatoModulo = {
  form: UseFormReturn<Modulo>;
  modulo: Modulo;
  documenti: Documenti;
  bottoneFile: RefObject<HTMLButtonElement | null>;
  rifiuto: Rifiuto | undefined;
  /** Of what was refused, what is still as it was. */
  errori: Errori;
  rifiuta: (errore: unknown, campi: Errori) => void;
  dimenticaRifiuto: () => void;
  /** Empty form and documents, focus on the first field. */
  ricomincia: (flusso: Flusso) => void;
  /** Another content in the place of this, which can be had back. */
  sostituisci: (nuovo: Modulo) => void;
  ripristina: (() => void) | undefined;
  cambiaFlusso: (flusso: Flusso) => void;
};

/** The form of a registration: content, documents, errors, and the ways to begin again without losing anything. */
export function useModulo(bozza: Bozza | undefined, libero: boolean, iniziale: Flusso): StatoModulo {
  const [rifiuto, setRifiuto] = useState<Rifiuto>();
  const [prima, setPrima] = useState<Modulo>();
  const [fuoco, setFuoco] = useState(0);
  const form = useForm<Modulo>({
    // A draft may be older than a field of the form.
    defaultValues: { ...moduloVuoto(bozza?.modulo.flusso ?? iniziale, new Date()), ...bozza?.modulo },
  });
  const modulo = useWatch({ control: form.control }) as Modulo;
  const documenti = useDocumenti(bozza?.documenti ?? []);
  const bottoneFile = useRef<HTMLButtonElement>(null);
  useArrivoAdesso(form, bozza === undefined);

  // Once the form can be written again: its first field is the document, and there single keys still are keys.
  useEffect(() => {
    if (fuoco === 0 || !libero) return;
    bottoneFile.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [fuoco, libero]);

  const cambiaFlusso = (flusso: Flusso): void => {
    if (compilato(form.getValues())) form.setValue('flusso', flusso);
    else form.reset(moduloVuoto(flusso, new Date()));
  };
  return {
    form,
    modulo,
    documenti,
    bottoneFile,
    rifiuto,
    errori: rifiuto ? ancoraValidi(rifiuto.campi, rifiuto, { modulo, righe: documenti.righe }) : {},
    rifiuta: (errore, campi) => {
      setRifiuto({
        errore,
        campi,
        modulo: form.getValues(),
        righe: documenti.righe,
        quando: performance.now(),
      });
    },
    dimenticaRifiuto: () => setRifiuto(undefined),
    ricomincia: (flusso) => {
      form.reset(moduloVuoto(flusso, new Date()));
      documenti.svuota();
      setRifiuto(undefined);
      setPrima(undefined);
      setFuoco((n) => n + 1);
    },
    sostituisci: (nuovo) => {
      const attuale = form.getValues();
      setRifiuto(undefined);
      setPrima(compilato(attuale) ? attuale : undefined);
      form.reset(nuovo);
      form.setFocus('oggetto', { shouldSelect: true });
    },
    ripristina:
      prima &&
      (() => {
        form.reset(prima);
        setPrima(undefined);
      }),
    cambiaFlusso,
  };
}

/** The keys that begin a registration from any screen end here. */
export function useRichiamo(azione: (flusso: Flusso) => void, attivo: boolean): void {
  const ultima = useRef(azione);
  useEffect(() => {
    ultima.current = azione;
  });
  useEffect(() => (attivo ? ascoltaRichiami((flusso) => ultima.current(flusso)) : undefined), [attivo]);
}
