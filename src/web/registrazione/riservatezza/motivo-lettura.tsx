import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useId, useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../../platform/http/chiedi.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { percorsoDi, registrazioneQuery, type Riferimento } from '../api.ts';

/** Before a reserved document: who reads says why, and it stays written (RN-A.10). */
export function MotivoLettura({ riferimento }: { riferimento: Riferimento }): ReactElement {
  const id = useId();
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const lettura = useMutation({
    mutationFn: () =>
      chiedi<{ finoA: string }>('POST', `${percorsoDi(riferimento)}/letture`, { corpo: { motivo } }),
    onSuccess: async ({ finoA }) => {
      annuncia(`Si può leggere fino al ${dataOra(finoA)}`);
      await client.invalidateQueries(registrazioneQuery(riferimento));
    },
  });
  const errore =
    lettura.error instanceof ErroreApi
      ? lettura.error.campi.find((c) => c.campo === 'motivo')?.messaggio
      : undefined;
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!lettura.isPending) lettura.mutate();
  };
  return (
    <form className="motivo-lettura" onSubmit={invia} noValidate aria-labelledby={id}>
      <h2 id={id}>Il documento è riservato</h2>
      <p>
        Per leggerlo occorre dire perché. Il motivo vale un quarto d’ora, per chi lo scrive; la lettura resta
        nel log con il nome e il motivo, anche quando legge il responsabile.
      </p>
      {errore === undefined && <AvvisoErrore errore={lettura.error} fuoco />}
      <Campo etichetta="Motivo della lettura" errore={errore}>
        {(a) => (
          <textarea
            {...a}
            rows={3}
            maxLength={2000}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
      <Button type="submit" color="primary" size="sm" disabled={lettura.isPending}>
        Leggi il documento
      </Button>
    </form>
  );
}
