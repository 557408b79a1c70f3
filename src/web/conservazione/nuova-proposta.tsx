import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { CONSERVAZIONE, proponi, serieQuery } from './api.ts';

const VUOTA = { titolo: '', descrizione: '', costi: '', benefici: '', costo: '' };

/** A proposal: of what, what it costs, what it brings, of which series. */
export function NuovaProposta({ onFatta }: { onFatta: () => void }): ReactElement {
  const { data: letto } = useQuery(serieQuery);
  const [n, setN] = useState(VUOTA);
  const [serie, setSerie] = useState<string[]>([]);
  const client = useQueryClient();
  const invio = useInvio(proponi, async () => {
    setN(VUOTA);
    setSerie([]);
    annuncia('Proposta inviata');
    onFatta();
    await client.invalidateQueries({ queryKey: CONSERVAZIONE });
  });
  const errori = erroriCampi(invio.error);
  const testo = (etichetta: string, nome: 'descrizione' | 'costi' | 'benefici'): ReactElement => (
    <Campo etichetta={etichetta} errore={errori(nome)} obbligatorio>
      {(a) => (
        <textarea
          {...a}
          rows={3}
          maxLength={8000}
          value={n[nome]}
          onChange={(e) => setN({ ...n, [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  return (
    <form
      className="carta"
      noValidate
      aria-labelledby="nuova-proposta"
      onSubmit={(e) => {
        e.preventDefault();
        if (invio.isPending) return;
        const { costo, ...dati } = n;
        invio.mutate({
          ...dati,
          serie,
          ...(costo !== '' && { costoStimato: Math.round(Number(costo) * 100) }),
        });
      }}
    >
      <h2 id="nuova-proposta">Nuova proposta</h2>
      <AvvisoErrore errore={invio.error} fuoco />
      <Campo etichetta="Titolo" errore={errori('titolo')} obbligatorio>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={300}
            value={n.titolo}
            onChange={(e) => setN({ ...n, titolo: e.target.value })}
          />
        )}
      </Campo>
      {testo('Di quali documenti si tratta, e come', 'descrizione')}
      {testo('Costi', 'costi')}
      <Campo etichetta="Costo stimato, in euro" errore={errori('costoStimato')}>
        {(a) => (
          <input
            {...a}
            type="text"
            inputMode="numeric"
            maxLength={9}
            value={n.costo}
            onChange={(e) => setN({ ...n, costo: e.target.value.replaceAll(/\D/g, '') })}
          />
        )}
      </Campo>
      {testo('Benefici', 'benefici')}
      <GruppoCampi titolo="Serie a cui si riferisce" errore={errori('serie')}>
        {letto?.items.length === 0 && <p>Non ci sono serie: si istituiscono alla voce Serie.</p>}
        {letto?.items.map((s) => (
          <label key={s.id} className="d-block">
            <input
              type="checkbox"
              checked={serie.includes(s.id)}
              onChange={(e) =>
                setSerie(e.target.checked ? [...serie, s.id] : serie.filter((x) => x !== s.id))
              }
            />{' '}
            {s.denominazione}
          </label>
        ))}
      </GruppoCampi>
      <Button type="submit" color="primary" disabled={invio.isPending}>
        Proponi
      </Button>
    </form>
  );
}
