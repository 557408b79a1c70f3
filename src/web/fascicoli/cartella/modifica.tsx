import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { ErroreApi } from '../../platform/http/errore.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { fascicoloQuery, modificaFascicolo } from '../api.ts';
import { CampiFascicolo } from '../apri/campi-fascicolo.tsx';
import { daFascicolo, versoModifica } from '../apri/modulo.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Fascicolo, ModificaFascicolo as Modifica } from '../tipi.ts';

type Proprieta = { fascicolo: Fascicolo; onFine: () => void };

/** The data that may change, in place of the copertina; what was given at opening is not among them. */
export function ModificaFascicolo({ fascicolo: f, onFine }: Proprieta): ReactElement {
  const [partenza, setPartenza] = useState(f);
  const [m, setM] = useState(() => daFascicolo(f));
  const client = useQueryClient();
  const atti = useAtti();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const salvataggio = useMutation({
    mutationFn: (corpo: Modifica) => modificaFascicolo(f.numero, corpo),
    onSuccess: async (nuovo) => {
      client.setQueryData(fascicoloQuery(f.numero).queryKey, nuovo);
      annuncia('Dati salvati');
      onFine();
      await atti.aggiorna();
    },
    onError: (errore) => {
      if (superata(errore)) void client.invalidateQueries(fascicoloQuery(f.numero));
    },
  });
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (salvataggio.isPending) return;
    const corpo = versoModifica(partenza, m);
    if (Object.keys(corpo).length === 1) return onFine();
    salvataggio.mutate(corpo);
  };
  return (
    <form
      ref={form}
      className="carta"
      noValidate
      onSubmit={salva}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) onFine();
      }}
    >
      {superata(salvataggio.error) ? (
        <Alert color="warning" fade={false}>
          <p>
            Qualcun altro ha modificato il fascicolo mentre si scriveva. Nulla è stato sovrascritto: nella
            storia si vede che cosa è cambiato.
          </p>
          <Button
            type="button"
            color="primary"
            size="xs"
            disabled={f.versione === partenza.versione}
            onClick={() => {
              setPartenza({ ...partenza, versione: f.versione });
              salvataggio.reset();
            }}
          >
            Tieni quanto ho scritto e continua
          </Button>
        </Alert>
      ) : (
        <AvvisoErrore errore={salvataggio.error} fuoco />
      )}
      <CampiFascicolo
        modulo={m}
        onCambia={(parte) => setM((prima) => ({ ...prima, ...parte }))}
        errori={erroriCampi(salvataggio.error)}
        accesso={f.livello === 1}
      />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={salvataggio.isPending}>
          {salvataggio.isPending ? 'Salvataggio…' : 'Salva (resta traccia)'}
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFine}>
          Lascia com’era
        </Button>
      </div>
    </form>
  );
}

function superata(errore: unknown): boolean {
  return errore instanceof ErroreApi && errore.stato === 409 && errore.codice.endsWith('nel-frattempo');
}
