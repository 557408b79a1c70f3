import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pannello } from '../platform/ui/pannello.tsx';
import { salvaLivelli } from './api.ts';

const posti = ['Primo livello', 'Secondo livello', 'Terzo livello'];

/** What the ente calls the three levels: titolo or categoria, classe, sottoclasse (CORI-3). */
export function NomiLivelli({ livelli }: { livelli: readonly string[] }): ReactElement {
  const [aperto, setAperto] = useState(false);
  const [nomi, setNomi] = useState<readonly string[]>(livelli);
  const client = useQueryClient();
  const salva = useMutation({
    mutationFn: salvaLivelli,
    onSuccess: async () => {
      annuncia('Nomi dei livelli salvati');
      setAperto(false);
      await client.invalidateQueries({ queryKey: ['titolario'] });
    },
  });
  return (
    <Pannello
      bottone="Nomi dei livelli"
      nome="Nomi dei livelli"
      aperto={aperto}
      onAperto={(a) => {
        setNomi(livelli);
        setAperto(a);
      }}
    >
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          salva.mutate(nomi.map((n) => n.trim()));
        }}
      >
        <AvvisoErrore errore={salva.error} fuoco />
        {posti.map((posto, i) => (
          <Campo key={posto} etichetta={posto}>
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={40}
                value={nomi[i] ?? ''}
                onChange={(e) => setNomi(nomi.map((n, j) => (j === i ? e.target.value : n)))}
              />
            )}
          </Campo>
        ))}
        <Button type="submit" color="primary" size="sm" disabled={salva.isPending}>
          Salva
        </Button>
      </form>
    </Pannello>
  );
}
