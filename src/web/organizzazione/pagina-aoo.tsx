import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { aooQuery, salvaAoo, type Aoo } from './api.ts';

export function PaginaAoo(): ReactElement {
  const { data, error } = useQuery(aooQuery);
  if (data) return <ModuloAoo key={JSON.stringify(data)} aoo={data} />;
  return error ? <AvvisoErrore errore={error} /> : <Attesa />;
}

const campi = [
  { nome: 'denominazione', etichetta: 'Denominazione' },
  { nome: 'responsabile', etichetta: 'Responsabile del servizio' },
  { nome: 'casellaPec', etichetta: 'Casella PEC' },
  { nome: 'indirizzo', etichetta: 'Indirizzo' },
] as const;

function ModuloAoo({ aoo }: { aoo: Aoo }): ReactElement {
  const modifica = usePermesso('configurazione.modifica');
  const [dati, setDati] = useState(aoo);
  const client = useQueryClient();
  const salvataggio = useMutation({
    mutationFn: salvaAoo,
    onSuccess: (nuova) => {
      client.setQueryData(aooQuery.queryKey, nuova);
      annuncia('Dati salvati');
    },
  });
  const errori = erroriCampi(salvataggio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    salvataggio.mutate(dati);
  };
  return (
    <form onSubmit={salva} noValidate>
      <h2>Area organizzativa omogenea</h2>
      <p>
        Codice univoco in IndicePA: <strong>{aoo.codice}</strong>. Questi dati entrano nelle segnature d’ora
        in poi; quelle già fatte non cambiano.
      </p>
      <AvvisoErrore errore={salvataggio.error} fuoco />
      {campi.map((c) => (
        <Campo key={c.nome} etichetta={c.etichetta} errore={errori(c.nome)}>
          {(a) => (
            <input
              {...a}
              type="text"
              readOnly={!modifica}
              value={dati[c.nome]}
              onChange={(e) => setDati({ ...dati, [c.nome]: e.target.value })}
            />
          )}
        </Campo>
      ))}
      {modifica && (
        <Button type="submit" color="primary" disabled={salvataggio.isPending}>
          Salva
        </Button>
      )}
    </form>
  );
}
