import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { testoPropostoQuery, type ComeScrivere } from '../api.ts';
import type { MotivoRichiesta } from '../tipi.ts';

type Proprieta = {
  messaggio: string;
  cosa: ComeScrivere;
  motivo?: MotivoRichiesta;
  /** Undefined until what is proposed is here. */
  testo: string | undefined;
  onTesto: (testo: string) => void;
};

/** To whom, from which box, with which subject, and the text, to be changed before it leaves. */
export function TestoDaInviare({ messaggio, cosa, motivo, testo, onTesto }: Proprieta): ReactElement {
  const { data, error } = useQuery(testoPropostoQuery(messaggio, cosa, motivo));
  useEffect(() => {
    if (data && testo === undefined) onTesto(data.testo);
  }, [data, testo, onTesto]);
  if (error) return <AvvisoErrore errore={error} />;
  if (!data || testo === undefined) return <Attesa testo="Preparazione del testo" />;
  return (
    <>
      <p>
        A <strong>{data.destinatario}</strong>, dalla casella {data.casella}: «{data.oggetto}»
      </p>
      <Campo etichetta="Testo" obbligatorio>
        {(a) => (
          <textarea
            {...a}
            rows={10}
            maxLength={20_000}
            value={testo}
            onChange={(e) => onTesto(e.target.value)}
          />
        )}
      </Campo>
    </>
  );
}
