import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { versoModello, type Modulo } from '../registra/modulo.ts';
import { creaModello, modelliQuery } from './api.ts';

/** The form as it is, without document, dates and numbers, under a name. */
export function SalvaModello(): ReactElement {
  const { getValues } = useFormContext<Modulo>();
  const [nome, setNome] = useState('');
  const client = useQueryClient();
  const invio = useInvio(creaModello, async () => {
    setNome('');
    annuncia('Modello salvato');
    await client.invalidateQueries(modelliQuery);
  });
  const salva = (): void => {
    if (nome.trim() && !invio.isPending)
      invio.mutate({ nome: nome.trim(), contenuto: versoModello(getValues()) });
  };
  return (
    <div className="modelli__salva">
      <Campo etichetta="Salva i dati scritti come modello">
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={100}
            placeholder="Nome del modello"
            value={nome}
            onChange={(e) => setNome(e.target.value)}
            onKeyDown={(e) => {
              if (e.key !== 'Enter' || e.ctrlKey) return;
              e.preventDefault();
              salva();
            }}
          />
        )}
      </Campo>
      <AvvisoErrore errore={invio.error} />
      <Button
        type="button"
        color="primary"
        outline
        size="xs"
        disabled={!nome.trim() || invio.isPending}
        onClick={salva}
      >
        Salva
      </Button>
    </div>
  );
}
