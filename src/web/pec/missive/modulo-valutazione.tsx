import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { valutaMissiva } from '../api.ts';
import type { Valutazione } from '../tipi.ts';
import { esiti } from './nomi.ts';

/** What the responsible makes of it: said once. */
export function ModuloValutazione({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const client = useQueryClient();
  const [esito, setEsito] = useState<Valutazione['esito'] | ''>('');
  const [testo, setTesto] = useState('');
  const invio = useInvio(
    (corpo: Valutazione) => valutaMissiva(r, corpo),
    async () => {
      annuncia('Valutazione annotata');
      await client.invalidateQueries({ queryKey: ['pec', 'missiva'] });
    },
  );
  const pronto = esito !== '' && testo.trim() !== '' && !invio.isPending;
  return (
    <form
      aria-label="Valutazione del responsabile del procedimento"
      noValidate
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (pronto) invio.mutate({ esito, testo: testo.trim() });
      }}
    >
      <AvvisoErrore errore={invio.error} fuoco />
      <Campo etichetta="Esito" obbligatorio>
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={esito}
            onChange={(e) => setEsito(e.target.value as Valutazione['esito'] | '')}
          >
            <option value="">Scegliere</option>
            {Object.entries(esiti).map(([valore, nome]) => (
              <option key={valore} value={valore}>
                {nome}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <Campo etichetta="Valutazione" obbligatorio aiuto="Si scrive una volta e resta con la registrazione.">
        {(a) => (
          <textarea
            {...a}
            rows={3}
            maxLength={4000}
            value={testo}
            onChange={(e) => setTesto(e.target.value)}
          />
        )}
      </Campo>
      <Button type="submit" color="primary" size="xs" disabled={!pronto}>
        Annota la valutazione
      </Button>
    </form>
  );
}
