import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import type { ModificaSerie as Modifica, Serie } from '../tipi.ts';
import { modificaSerie } from './api.ts';
import { CampiSerie, datiDi } from './campi-serie.tsx';

type Proprieta = { serie: Serie; onFine: () => void };

/** Changes what is said of a series, closes it or opens it again. */
export function ModificaSerie({ serie: s, onFine }: Proprieta): ReactElement {
  const [valori, setValori] = useState(() => datiDi(s));
  const client = useQueryClient();
  const invio = useMutation({
    mutationFn: (corpo: Omit<Modifica, 'versione'>) =>
      modificaSerie(s.id, { versione: s.versione, ...corpo }),
    onSuccess: async () => {
      annuncia('Dati salvati');
      onFine();
      await client.invalidateQueries({ queryKey: ['serie'] });
    },
  });
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const { denominazione, criterio, tipoCriterio, attivita, ufficio, estremoIniziale, estremoFinale, note } =
      valori;
    invio.mutate({
      denominazione,
      criterio,
      tipoCriterio,
      attivita: attivita.trim() || null,
      ufficio: ufficio || null,
      estremoIniziale: estremoIniziale || null,
      estremoFinale: estremoFinale || null,
      note: note.trim() || null,
    });
  };
  return (
    <form
      className="carta"
      onSubmit={salva}
      noValidate
      aria-label="Modifica della serie"
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) onFine();
      }}
    >
      <AvvisoErrore errore={invio.error} fuoco />
      <CampiSerie valori={valori} onCambia={setValori} errori={erroriCampi(invio.error)} />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
          Salva
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFine}>
          Lascia com’era
        </Button>
        <Button
          type="button"
          color={s.chiusaIl ? 'primary' : 'danger'}
          outline
          size="sm"
          disabled={invio.isPending}
          onClick={() => invio.mutate({ chiusa: s.chiusaIl === undefined })}
        >
          {s.chiusaIl ? 'Riapri la serie' : 'Chiudi la serie'}
        </Button>
      </div>
    </form>
  );
}
