import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { chiediConsultazione, CONSULTAZIONI } from './api.ts';

type Proprieta = { registro?: string | undefined; anno?: string | undefined; numero?: string | undefined };

/** Asks to consult a document of which one knows the number. */
export function NuovaConsultazione(p: Proprieta): ReactElement {
  const [anno, setAnno] = useState(p.anno ?? String(new Date().getFullYear()));
  const [numero, setNumero] = useState(p.numero ?? '');
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(chiediConsultazione, async () => {
    setNumero('');
    setMotivo('');
    annuncia('Richiesta inviata');
    await client.invalidateQueries({ queryKey: CONSULTAZIONI });
  });
  const errori = erroriCampi(invio.error);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    invio.mutate({
      ...(p.registro !== undefined && { registro: p.registro }),
      anno: Number(anno),
      numero: Number(numero),
      motivo: motivo.trim(),
    });
  };
  const cifre = (etichetta: string, nome: 'anno' | 'numero', valore: string, scrivi: (v: string) => void) => (
    <Campo etichetta={etichetta} errore={errori(nome)} classe="campo--numero" obbligatorio>
      {(a) => (
        <input
          {...a}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          value={valore}
          onChange={(e) => scrivi(e.target.value.replaceAll(/\D/g, ''))}
        />
      )}
    </Campo>
  );
  return (
    <form className="carta" onSubmit={invia} noValidate aria-labelledby="titolo-consultazione">
      <h2 id="titolo-consultazione">Chiedi di consultare un documento</h2>
      <p>
        Di un documento che non si vede basta conoscere il numero. Decide il responsabile dell’ufficio
        competente o del servizio di protocollo; la risposta arriva fra le comunicazioni.
      </p>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        {cifre(
          p.registro === undefined ? 'Numero di protocollo' : `Numero nel registro ${p.registro}`,
          'numero',
          numero,
          setNumero,
        )}
        {cifre('Anno', 'anno', anno, setAnno)}
      </div>
      <Campo etichetta="Motivo" errore={errori('motivo')} obbligatorio>
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
      <Button
        type="submit"
        color="primary"
        size="sm"
        disabled={invio.isPending || numero === '' || anno === '' || motivo.trim().length < 10}
      >
        Chiedi
      </Button>
    </form>
  );
}
