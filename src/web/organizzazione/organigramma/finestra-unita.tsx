import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { creaUnita, useAggiornaOrganigramma, variaUnita } from './api.ts';
import { CampiDecorrenza } from './campi-decorrenza.tsx';
import { CampiUnita } from './campi-unita.tsx';
import { cambiati, datiDi, presenti } from './dati-unita.ts';
import type { SchedaUnita } from './tipi.ts';

type Proprieta = {
  /** The unit to change; a new one without. */
  unita?: SchedaUnita;
  /** Code of the unit a new one belongs to, to begin with. */
  sotto?: string | undefined;
  onFatto: (scheda: SchedaUnita, dal: string) => void;
  onChiudi: () => void;
};

/** A new unit, or what changes in one, with the day and the act. */
export function FinestraUnita({ unita, sotto = '', onFatto, onChiudi }: Proprieta): ReactElement {
  const [oggi] = useState(() => giornoEOraDi(new Date()).giorno);
  const [prima] = useState(() => (unita ? datiDi(unita.stato) : { ...datiDi(), padre: sotto }));
  const [dati, setDati] = useState(prima);
  const [codice, setCodice] = useState('');
  const [quando, setQuando] = useState({ dal: oggi, atto: '' });
  const aggiorna = useAggiornaOrganigramma();
  const invio = useInvio(
    (corpo: { dal: string; atto: string }, chiave) =>
      unita
        ? variaUnita(unita.codice, { ...cambiati(prima, dati), ...corpo }, chiave)
        : creaUnita({ codice: codice.trim(), ...presenti(dati), ...corpo }, chiave),
    async (scheda, { dal }) => {
      annuncia(
        dal > oggi
          ? `Deciso: avrà effetto il ${data(dal)}`
          : unita
            ? 'Ufficio cambiato'
            : 'Ufficio istituito',
      );
      onFatto(scheda, dal);
      await aggiorna();
    },
  );
  const errori = erroriCampi(invio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ dal: quando.dal, atto: quando.atto.trim() });
  };
  return (
    <Finestra
      titolo={unita ? `Cambia «${unita.stato?.denominazione ?? unita.codice}»` : 'Nuovo ufficio'}
      onChiudi={onChiudi}
    >
      <form className="modulo-alto" onSubmit={salva} noValidate>
        <AvvisoErrore errore={invio.error} fuoco />
        {!unita && (
          <Campo
            etichetta="Codice"
            errore={errori('codice')}
            aiuto="Lettere, cifre, punto e trattini. Non cambia più, nemmeno se cambia il nome."
            obbligatorio
          >
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={40}
                autoCapitalize="off"
                value={codice}
                onChange={(e) => setCodice(e.target.value)}
              />
            )}
          </Campo>
        )}
        <CampiUnita
          dati={dati}
          onCambia={setDati}
          errori={errori}
          dal={quando.dal}
          {...(unita && { propria: unita.codice })}
        />
        <CampiDecorrenza
          valori={quando}
          onCambia={setQuando}
          errori={errori}
          oggi={oggi}
          etichetta={unita ? 'Vale dal' : 'C’è dal'}
          aiuto="Da oggi in poi. Ciò che è già registrato resta con l’ufficio com’era."
        />
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={
              invio.isPending ||
              quando.atto.trim() === '' ||
              quando.dal === '' ||
              dati.denominazione.trim() === '' ||
              (!unita && codice.trim() === '')
            }
          >
            {unita ? 'Cambia l’ufficio' : 'Istituisci l’ufficio'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
