import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { agisci } from '../api.ts';
import type { Messaggio } from '../tipi.ts';

/** Integrity or legibility did not hold: what the operator found is written first, and then it may be registered (RN-17.1-2). */
export function VerificaMessaggio({ messaggio: m }: { messaggio: Messaggio }): ReactElement {
  const client = useQueryClient();
  const [motivo, setMotivo] = useState('');
  const invio = useInvio(
    (corpo: { ammesso: boolean; motivo: string }) => agisci(m.id, 'verifica', corpo),
    async ({ verifica }) => {
      annuncia(verifica === 'ammesso' ? 'Ora si può registrare' : 'Verifica annotata');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const decidi = (ammesso: boolean): void => {
    if (!invio.isPending && motivo.trim() !== '') invio.mutate({ ammesso, motivo: motivo.trim() });
  };
  return (
    <section aria-labelledby="pec-verifica" className="pec-verifica">
      <Alert color="warning" fade={false}>
        <h3 id="pec-verifica">
          {m.verifica === 'negativa' ? 'Integrità o leggibilità non verificate' : 'Da verificare'}
        </h3>
        <p>
          Prima di registrare si scrive che cosa si è trovato aprendo il messaggio e i suoi allegati (art.
          17). La decisione resta nella storia, con chi l’ha presa e quando.
        </p>
        <form
          onSubmit={(e: FormEvent) => {
            e.preventDefault();
            decidi(true);
          }}
        >
          <AvvisoErrore errore={invio.error} fuoco />
          <Campo etichetta="Che cosa si è verificato" obbligatorio>
            {(a) => (
              <textarea
                {...a}
                rows={2}
                maxLength={2000}
                value={motivo}
                onChange={(e) => setMotivo(e.target.value)}
              />
            )}
          </Campo>
          <div className="azioni">
            <Button
              type="submit"
              color="primary"
              size="xs"
              disabled={invio.isPending || motivo.trim() === ''}
            >
              Si registra comunque
            </Button>
            <Button
              type="button"
              color="primary"
              outline
              size="xs"
              disabled={invio.isPending || motivo.trim() === ''}
              onClick={() => decidi(false)}
            >
              L’esito resta negativo
            </Button>
          </div>
        </form>
      </Alert>
    </section>
  );
}
