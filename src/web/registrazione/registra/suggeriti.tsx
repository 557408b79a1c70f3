import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { nominativo } from '../../corrispondenti/nominativo.ts';
import { Suggeriti } from '../../suggerimenti/suggeriti.tsx';
import type { CampoSuggerito, DomandaSuggerimenti, Proposta, Suggerimenti } from '../../suggerimenti/tipi.ts';
import type { Flusso } from '../tipi.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';

/** What the proposals are asked by: the form as it is now. */
export function useDomanda(flusso: Flusso): DomandaSuggerimenti {
  const { control } = useFormContext<Modulo>();
  const oggetto = useWatch({ control, name: 'oggetto' });
  const mezzo = useWatch({ control, name: 'mezzo' });
  const mittenti = useWatch({ control, name: 'mittenti' });
  const destinatari = useWatch({ control, name: 'destinatari' });
  const { codice } = useRegistro();
  const [primo] = flusso === 'E' ? mittenti : destinatari;
  return {
    oggetto,
    ...(primo && { corrispondente: nominativo(primo) }),
    ...(primo?.codiceFiscale && { codiceFiscale: primo.codiceFiscale }),
    ...(mezzo && { mezzo }),
    flusso,
    registro: codice,
  };
}

const nomi: Record<CampoSuggerito, string> = {
  classifica: 'Classificazione',
  ufficio: 'Ufficio competente',
  fascicolo: 'Fascicolo',
};

type Proprieta = { campo: CampoSuggerito; suggerimenti: Suggerimenti | undefined };

/** The proposals of one field of the form. */
export function CampiSuggeriti({ campo, suggerimenti }: Proprieta): ReactElement | null {
  const { setValue, control } = useFormContext<Modulo>();
  const classificazione = useWatch({ control, name: 'classificazione' });
  const unitaCompetente = useWatch({ control, name: 'unitaCompetente' });
  // A draft written before this field existed has none.
  const fascicoli = useWatch({ control, name: 'fascicoli' }) ?? [];
  if (!suggerimenti) return null;
  const comuni = { campo, etichetta: nomi[campo] };
  if (campo === 'classifica')
    return (
      <Suggeriti
        {...comuni}
        proposte={suggerimenti.classifiche.map(conCodice)}
        misura={suggerimenti.modello}
        valore={classificazione}
        onAccetta={({ valore }) => setValue('classificazione', valore, { shouldDirty: true })}
      />
    );
  if (campo === 'ufficio')
    return (
      <Suggeriti
        {...comuni}
        proposte={suggerimenti.uffici.map(conCodice)}
        misura={suggerimenti.modello.uffici}
        valore={unitaCompetente}
        onAccetta={({ valore }) => setValue('unitaCompetente', valore, { shouldDirty: true })}
      />
    );
  return (
    <Suggeriti
      {...comuni}
      proposte={suggerimenti.fascicoli.map((f) => ({ valore: f.numero, nome: f.oggetto }))}
      misura={suggerimenti.modello.fascicoli}
      valore={fascicoli.find((f) => suggerimenti.fascicoli.some((s) => s.numero === f.numero))?.numero ?? ''}
      onAccetta={({ valore, nome }) => {
        if (fascicoli.some((f) => f.numero === valore)) return;
        setValue('fascicoli', [...fascicoli, { numero: valore, denominazione: nome }], { shouldDirty: true });
      }}
    />
  );
}

const conCodice = (x: { codice: string; denominazione: string }): Proposta => ({
  valore: x.codice,
  nome: x.denominazione,
});
