import { useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { apriSottofascicolo } from '../api.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Fascicolo, NuovoSottofascicolo } from '../tipi.ts';

type Proprieta = { padre: Fascicolo; onChiudi: () => void };

/** A sottofascicolo in a fascicolo, an inserto in a sottofascicolo (RN-A.17): class and access are those of what contains it. */
export function FinestraSotto({ padre, onChiudi }: Proprieta): ReactElement {
  const nome = padre.livello === 1 ? 'sottofascicolo' : 'inserto';
  const vai = useNavigate();
  const atti = useAtti();
  const [corpo, setCorpo] = useState<NuovoSottofascicolo>({ denominazione: '', oggetto: '' });
  const invio = useInvio(
    (c: NuovoSottofascicolo, chiave) => apriSottofascicolo(padre.numero, c, chiave),
    async (nuovo) => {
      onChiudi();
      offriRipensamento({ testo: `Aperto il ${nome} ${nuovo.numero} «${nuovo.denominazione}».` });
      await atti.aggiorna();
    },
  );
  const errori = erroriCampi(invio.error);
  const pronto = corpo.denominazione.trim() !== '';
  // Where the object says no more than the name, one does not write it twice.
  const invia = (poi?: (numero: string) => void): void => {
    if (!pronto || invio.isPending) return;
    const completo = { ...corpo, oggetto: corpo.oggetto.trim() || corpo.denominazione };
    invio.mutate(completo, { onSuccess: (nuovo) => poi?.(nuovo.numero) });
  };
  return (
    <Finestra titolo={`Nuovo ${nome} in ${padre.numero}`} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          invia();
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta="Denominazione" obbligatorio errore={errori('denominazione')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={500}
              value={corpo.denominazione}
              onChange={(e) => setCorpo({ ...corpo, denominazione: e.target.value })}
            />
          )}
        </Campo>
        <Campo
          etichetta="Oggetto"
          errore={errori('oggetto')}
          aiuto="Se non si scrive, è uguale alla denominazione."
        >
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={4000}
              value={corpo.oggetto}
              onChange={(e) => setCorpo({ ...corpo, oggetto: e.target.value })}
            />
          )}
        </Campo>
        <p className="campo__aiuto">
          Classificazione, riservatezza e uffici sono quelli di «{padre.denominazione}».
        </p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto || invio.isPending}>
            Apri il {nome}
          </Button>
          <Button
            type="button"
            color="primary"
            outline
            size="sm"
            disabled={!pronto || invio.isPending}
            onClick={() => invia((numero) => void vai({ to: '/fascicoli/$numero', params: { numero } }))}
          >
            Apri e vai
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
