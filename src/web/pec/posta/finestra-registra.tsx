import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { nominativo } from '../../corrispondenti/nominativo.ts';
import { Finestra } from '../../platform/ui/finestra.tsx';
import type { Messaggio } from '../tipi.ts';
import type { RegistraMessaggio } from './use-registra-messaggio.ts';

type Proprieta = { messaggio: Messaggio; stato: RegistraMessaggio; onChiudi: () => void };

/** `E` from anywhere: what is about to take a number, in five lines, and Enter. */
export function FinestraRegistra({ messaggio: m, stato, onChiudi }: Proprieta): ReactElement {
  const v = stato.form.getValues();
  const nome = (percorso: string | undefined): string =>
    m.allegati.find((p) => p.percorso === percorso)?.nome ?? 'Il messaggio stesso';
  return (
    <Finestra titolo="Registrare?" onChiudi={onChiudi}>
      <dl className="dati pec-dati">
        <dt>Mittente</dt>
        <dd>{v.anonimo ? 'Anonimo' : v.mittenti.map(nominativo).join(', ')}</dd>
        <dt>Oggetto</dt>
        <dd>{v.oggetto}</dd>
        <dt>Documento</dt>
        <dd>
          {nome(stato.scelte.principale)}
          {stato.scelte.allegati.length === 1 && ' e un allegato'}
          {stato.scelte.allegati.length > 1 && ` e ${stato.scelte.allegati.length} allegati`}
        </dd>
        <dt>Classificazione</dt>
        <dd>{v.classificazione || 'Non indicata'}</dd>
        <dt>Ufficio</dt>
        <dd>{v.unitaCompetente || 'Non indicato'}</dd>
      </dl>
      <p className="piede__monito">Poi si può solo annullare.</p>
      <div className="azioni">
        <Button
          type="button"
          color="primary"
          size="sm"
          onClick={() => {
            onChiudi();
            stato.registra();
          }}
        >
          Registra
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
          Torna al modulo
        </Button>
      </div>
    </Finestra>
  );
}
