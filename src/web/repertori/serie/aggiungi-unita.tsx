import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../../platform/http/chiedi.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import type { NuovaUnitaDiSerie, Serie } from '../tipi.ts';
import { aggiungiUnita } from './api.ts';

type Registro = { codice: string; denominazione: string; tipo: string };

/** A register chosen from those there are, or a fascicolo by its number. */
export function AggiungiUnita({ serie }: { serie: Serie }): ReactElement {
  const [registro, setRegistro] = useState('');
  const [fascicolo, setFascicolo] = useState('');
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['registri'],
    queryFn: () => chiedi<{ items: Registro[] }>('GET', '/registri'),
  });
  const invio = useInvio(
    (corpo: NuovaUnitaDiSerie, chiave) => aggiungiUnita(serie.id, corpo, chiave),
    async () => {
      setRegistro('');
      setFascicolo('');
      annuncia('Aggiunta alla serie');
      await client.invalidateQueries({ queryKey: ['serie'] });
    },
  );
  const errori = erroriCampi(invio.error);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    if (registro) invio.mutate({ registro });
    else if (fascicolo.trim()) invio.mutate({ fascicolo: fascicolo.trim() });
  };
  return (
    <form className="carta" onSubmit={invia} noValidate aria-label="Aggiungi alla serie">
      <h3>Aggiungi alla serie</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        <Campo etichetta="Un registro" errore={errori('registro')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={registro}
              onChange={(e) => {
                setRegistro(e.target.value);
                setFascicolo('');
              }}
            >
              <option value="">Scegliere…</option>
              {data?.items.map((r) => (
                <option key={r.codice} value={r.codice}>
                  {r.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="o il fascicolo n." errore={errori('fascicolo')}>
          {(a) => (
            <input
              {...a}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              placeholder="1207"
              value={fascicolo}
              onChange={(e) => {
                setFascicolo(e.target.value);
                setRegistro('');
              }}
            />
          )}
        </Campo>
      </div>
      <Button
        type="submit"
        color="primary"
        size="sm"
        disabled={invio.isPending || (!registro && !fascicolo.trim())}
      >
        Aggiungi
      </Button>
    </form>
  );
}
