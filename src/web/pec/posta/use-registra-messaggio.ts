import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { useBozza } from '../../registrazione/registra/bozza.ts';
import type { Errori } from '../../registrazione/registra/contesto.ts';
import { ancoraValidi, erroriDi } from '../../registrazione/registra/errori-di.ts';
import type { Modulo } from '../../registrazione/registra/modulo.ts';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { registraMessaggio } from '../api.ts';
import type { Messaggio, RegistrazioneDaMessaggio } from '../tipi.ts';
import { moduloDaMessaggio, versoRegistrazione } from './modulo-da-messaggio.ts';
import { scelteProposte, type Scelte } from './scelta-documenti.ts';

type Rifiuto = { errore: unknown; campi: Errori; modulo: Modulo; quando: number };

export type RegistraMessaggio = {
  form: UseFormReturn<Modulo>;
  scelte: Scelte;
  onScelte: (scelte: Scelte) => void;
  rifiuto: Rifiuto | undefined;
  errori: Errori;
  bozza: { salvataIl?: string; errore?: boolean };
  inCorso: boolean;
  /** True when nothing is plainly missing; otherwise what is, is said. */
  controlla: () => boolean;
  registra: () => void;
};

const SENZA_FILE: never[] = [];

/**
 * The registration of one message: form, documents, sending. A message is registered once whatever happens: the server refuses
 * the second, and a retry after the network failed carries the same key.
 */
export function useRegistraMessaggio(
  m: Messaggio,
  conservato: Modulo | undefined,
  onFatto: (registrazione: Registrazione) => void,
): RegistraMessaggio {
  const { utente } = useSessione();
  const client = useQueryClient();
  const form = useForm<Modulo>({ defaultValues: { ...moduloDaMessaggio(m), ...conservato } });
  const modulo = useWatch({ control: form.control }) as Modulo;
  const [scelte, setScelte] = useState(() => scelteProposte(m));
  const [rifiuto, setRifiuto] = useState<Rifiuto>();
  const bozza = useBozza(utente.id, `pec/${m.id}`, modulo, SENZA_FILE);
  const rifiuta = (errore: unknown, campi: Errori): void =>
    setRifiuto({ errore, campi, modulo: form.getValues(), quando: performance.now() });
  const invio = useInvio(
    (corpo: RegistrazioneDaMessaggio, chiave) => registraMessaggio(m.id, corpo, chiave),
    async (registrazione) => {
      onFatto(registrazione);
      await client.invalidateQueries({ queryKey: ['pec'] });
      await client.invalidateQueries({ queryKey: ['registro'] });
    },
  );
  const controlla = (): boolean => {
    const mancanti = mancano(form.getValues());
    if (Object.keys(mancanti).length === 0) return true;
    rifiuta(undefined, mancanti);
    return false;
  };
  return {
    form,
    scelte,
    onScelte: setScelte,
    rifiuto,
    errori: rifiuto
      ? ancoraValidi(rifiuto.campi, { modulo: rifiuto.modulo, righe: [] }, { modulo, righe: [] })
      : {},
    bozza,
    inCorso: invio.isPending,
    controlla,
    registra: () => {
      if (invio.isPending || !controlla()) return;
      setRifiuto(undefined);
      invio.mutate(versoRegistrazione(m, form.getValues(), scelte), {
        onError: (errore) => rifiuta(errore, erroriDi(errore)),
      });
    },
  };
}

function mancano(m: Modulo): Errori {
  return {
    ...(!m.anonimo && m.mittenti.length === 0 && { mittenti: 'Manca il mittente.' }),
    ...(m.oggetto.trim() === '' && { oggetto: 'L’oggetto è obbligatorio.' }),
  };
}
