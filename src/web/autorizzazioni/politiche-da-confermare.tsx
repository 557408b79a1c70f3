import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import type { PoliticaUso } from '../../autorizzazioni/politiche/politiche.schema.ts';
import { data } from '../platform/date/roma.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { useTitolo } from '../platform/ui/use-titolo.ts';
import { BottoneUscita } from './bottone-uscita.tsx';
import { richiediTutto, useUscita } from './sessione.ts';
import { Soglia } from './soglia.tsx';
import type { Sessione } from './tipi.ts';

/** The rules of acceptable use, to be read and confirmed before working (RN-11.1). */
export function PoliticheDaConfermare({ sessione }: { sessione: Sessione }): ReactElement {
  const client = useQueryClient();
  const uscita = useUscita(sessione);
  useTitolo('Politiche di uso accettabile');
  const politica = useQuery({
    queryKey: ['politiche-uso'],
    queryFn: () => chiedi<PoliticaUso>('GET', '/politiche-uso', { senzaAttesa: true }),
  });
  const conferma = useMutation({
    mutationFn: (versione: number) =>
      chiedi('POST', '/politiche-uso/conferma', { corpo: { versione }, senzaAttesa: true }),
    onSuccess: () => richiediTutto(client),
    // Another version came meanwhile: it is shown.
    onError: () => client.invalidateQueries({ queryKey: ['politiche-uso'] }),
  });
  const { data: p } = politica;
  return (
    <Soglia
      larga
      titolo="Politiche di uso accettabile"
      sottotitolo={
        p ? `${sessione.ente.denominazione} · versione ${p.versione}, del ${data(p.pubblicataIl)}` : undefined
      }
    >
      <p>Prima di lavorare occorre leggerle. La conferma resta, con data e versione.</p>
      {politica.isPending && <Attesa />}
      <AvvisoErrore errore={politica.error ?? conferma.error ?? uscita.error} fuoco />
      {p && (
        <>
          <div className="politica" tabIndex={0} role="region" aria-label="Testo delle politiche">
            {p.testo}
          </div>
          <Button
            color="primary"
            block
            disabled={conferma.isPending}
            onClick={() => conferma.mutate(p.versione)}
          >
            Dichiaro di averle lette
          </Button>
        </>
      )}
      <BottoneUscita uscita={uscita} />
    </Soglia>
  );
}
