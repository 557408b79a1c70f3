import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { modifica } from '../../registrazione/api.ts';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Voce } from './voce.ts';

type Proprieta = { scheda: Registrazione; voce: Voce; fuocoDopo: boolean };

/** The class, written where one reads the document; after that the next document is in front. */
export function Classifica({ scheda, voce, fuocoDopo }: Proprieta): ReactElement {
  const prima = scheda.classificazione?.codice ?? '';
  const [codice, setCodice] = useState(prima);
  const atti = useAtti();
  const atto = useMutation({
    mutationFn: (nuovo: string) => modifica(voce, { versione: scheda.versione, classificazione: nuovo }),
    onSuccess: async (nuova, nuovo) => {
      offriRipensamento({
        testo: `${voce.numero}/${voce.anno} è classificato in ${nuovo}.`,
        disfa: async () => {
          await modifica(voce, { versione: nuova.versione, classificazione: prima || null });
          await atti.aggiorna();
        },
      });
      await atti.aggiorna();
      // Out of the field, single keys are keys again: J, F, and C for the next one.
      if (fuocoDopo) document.querySelector<HTMLElement>('.foglio-riga--scelta [data-voce-elenco]')?.focus();
    },
  });
  return (
    <form
      className="sistema__classe"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (codice && codice !== prima && !atto.isPending) atto.mutate(codice);
      }}
    >
      <CampoClassificazione
        id="sistema-classe"
        valore={codice}
        onCambia={(nuovo) => {
          setCodice(nuovo);
        }}
      />
      <Button
        type="submit"
        color="primary"
        outline
        size="sm"
        disabled={!codice || codice === prima || atto.isPending}
      >
        Classifica
      </Button>
      <AvvisoErrore errore={atto.error} />
    </form>
  );
}
