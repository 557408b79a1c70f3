import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { nominativo } from '../../corrispondenti/nominativo.ts';
import { Proposto } from '../../smistamento/proposto.tsx';
import { useProposta } from '../../smistamento/use-proposta.ts';
import type { Flusso } from '../tipi.ts';
import type { Modulo } from './modulo.ts';

/** What the rules of smistamento propose for the document that arrives, and what taking it writes in the form. */
export function ProponiSmistamento({ flusso }: { flusso: Flusso }): ReactElement | null {
  const { setValue, control } = useFormContext<Modulo>();
  const oggetto = useWatch({ control, name: 'oggetto' });
  const classificazione = useWatch({ control, name: 'classificazione' });
  const mezzo = useWatch({ control, name: 'mezzo' });
  const [mittente] = useWatch({ control, name: 'mittenti' });
  const unitaCompetente = useWatch({ control, name: 'unitaCompetente' });
  // A draft written before this field existed has none.
  const assegnazioni = useWatch({ control, name: 'assegnazioni' }) ?? [];
  const proposta = useProposta(
    flusso === 'E' && (oggetto.trim() !== '' || classificazione !== '' || mittente)
      ? {
          oggetto: oggetto.trim(),
          ...(classificazione && { classificazione }),
          ...(mittente && { corrispondente: nominativo(mittente) }),
          ...(mittente?.codiceFiscale && { codiceFiscale: mittente.codiceFiscale }),
          ...(mittente?.partitaIva && { partitaIva: mittente.partitaIva }),
          ...(mezzo && { mezzo }),
        }
      : undefined,
  );
  if (!proposta) return null;
  const competente = proposta.competenza?.ufficio.codice;
  const mancano = proposta.conoscenza
    .map((c) => c.ufficio.codice)
    .filter((codice) => codice !== (competente ?? unitaCompetente))
    .filter((codice) => !assegnazioni.some((a) => a.unita === codice && a.persona === undefined));
  return (
    <Proposto
      proposta={proposta}
      accettato={(competente === undefined || competente === unitaCompetente) && mancano.length === 0}
      onAccetta={() => {
        if (competente !== undefined) setValue('unitaCompetente', competente, { shouldDirty: true });
        if (mancano.length > 0)
          setValue(
            'assegnazioni',
            [...assegnazioni, ...mancano.map((unita) => ({ unita, titolo: 'conoscenza' as const }))],
            { shouldDirty: true },
          );
      }}
    />
  );
}
