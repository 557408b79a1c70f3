import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Copia } from '../../platform/ui/copia.tsx';
import { confermaTotp, proponiTotp, type FattoreAttivato } from './api.ts';

type Proprieta = { onAttivato: (a: FattoreAttivato) => void };

/** An app gets the seed, by picture or by hand, and shows that it has it with a code. */
export function AttivaTotp({ onAttivato }: Proprieta): ReactElement {
  const [codice, setCodice] = useState('');
  const proposta = useMutation({ mutationFn: proponiTotp });
  const conferma = useMutation({ mutationFn: confermaTotp, onSuccess: onAttivato });
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!conferma.isPending) conferma.mutate(codice, { onError: () => setCodice('') });
  };
  const { data } = proposta;
  if (!data)
    return (
      <>
        <AvvisoErrore errore={proposta.error} fuoco />
        <Button type="button" color="primary" disabled={proposta.isPending} onClick={() => proposta.mutate()}>
          Usa un’app sul telefono
        </Button>
      </>
    );
  return (
    <form onSubmit={invia} noValidate aria-label="Attiva l’app">
      <p>Inquadrare il codice con un’app che genera codici, poi scrivere le sei cifre che mostra.</p>
      <svg
        className="codice-qr"
        viewBox={`0 0 ${data.qr.lato} ${data.qr.lato}`}
        role="img"
        aria-label="Codice QR da inquadrare con l’app"
      >
        <rect width="100%" height="100%" fill="#fff" />
        <path d={data.qr.tracciato} fill="#000" />
      </svg>
      <p>
        Se non si può inquadrare, scrivere questa chiave nell’app: <code>{data.segreto}</code>{' '}
        <Copia testo={data.segreto.replaceAll(' ', '')} nome="la chiave" />
      </p>
      <AvvisoErrore errore={conferma.error} fuoco />
      <Campo etichetta="Codice dell’app" errore={erroriCampi(conferma.error)('codice')}>
        {(a) => (
          <input
            {...a}
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            value={codice}
            onChange={(e) => setCodice(e.target.value)}
          />
        )}
      </Campo>
      <Button type="submit" color="primary" disabled={conferma.isPending || codice.trim().length < 6}>
        Attiva
      </Button>
    </form>
  );
}
