import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import type { Pubblicazione, VersioneTitolario } from '../tipi.ts';
import { confrontoQuery, pubblica } from './api.ts';

type Proprieta = { versione: VersioneTitolario; onChiudi: () => void };

/** The act of publishing: from when, and what it does. A day that is not 1 January is confirmed once more (RN-42.6). */
export function PubblicaVersione({ versione, onChiudi }: Proprieta): ReactElement {
  const [dal, setDal] = useState(versione.decorrenzaProposta ?? '');
  const [conferma, setConferma] = useState(false);
  const { data: confronto } = useQuery({
    ...confrontoQuery(versione.id, versione.origine ?? ''),
    enabled: versione.origine !== undefined,
  });
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: Pubblicazione, chiave) => pubblica(versione.id, corpo, chiave),
    async (esito) => {
      annuncia(`Pubblicata: ${esito.comunicazioni} persone avvertite`);
      onChiudi();
      await client.invalidateQueries({ queryKey: ['titolario'] });
      await client.invalidateQueries({ queryKey: ['comunicazioni'] });
    },
  );
  const daConfermare =
    invio.error instanceof ErroreApi && invio.error.codice === 'titolario.decorrenza-da-confermare';
  const manda = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ ...(dal && { inUsoDal: dal }), ...(conferma && { conferma }) });
  };
  return (
    <Finestra titolo={`Pubblicare «${versione.versione}»?`} onChiudi={onChiudi}>
      <form onSubmit={manda} noValidate>
        <p>
          {confronto
            ? confronto.differenze === 1
              ? 'Contiene una differenza'
              : `Contiene ${confronto.differenze} differenze`
            : 'Contiene le differenze'}{' '}
          dalla versione che precede. Chi classifica le riceve in una comunicazione. Una versione pubblicata{' '}
          <strong>non si modifica e non si ritira</strong>: se ne pubblica un’altra.
        </p>
        <Campo
          etichetta="In uso dal"
          aiuto={`Di regola dal 1° gennaio${versione.decorrenzaProposta ? `: ${data(versione.decorrenzaProposta)}` : ''}.`}
          classe="campo--corto"
        >
          {(a) => (
            <input
              {...a}
              data-primo=""
              type="date"
              value={dal}
              onChange={(e) => {
                setDal(e.target.value);
                setConferma(false);
                // What was refused was another day.
                invio.reset();
              }}
            />
          )}
        </Campo>
        <AvvisoErrore errore={invio.error} fuoco />
        {daConfermare && (
          <div className="form-check">
            <input
              id="conferma-decorrenza"
              type="checkbox"
              checked={conferma}
              onChange={(e) => setConferma(e.target.checked)}
            />
            <label htmlFor="conferma-decorrenza">
              Come responsabile confermo la decorrenza dal {data(dal)}, con gli effetti che ha in corso d’anno
            </label>
          </div>
        )}
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={invio.isPending || (daConfermare && !conferma)}
          >
            Pubblica
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Non ancora
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
