import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi } from '../platform/date/roma.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { prova } from './api.ts';
import { EsitoDellaProva } from './esito-prova.tsx';
import type { NuovaRegola } from './tipi.ts';

/** The rules tried on what already arrived: one as it is being written, or all those in force. */
export function PannelloProva({ regola }: { regola?: () => NuovaRegola }): ReactElement {
  const [periodo, setPeriodo] = useState(() => {
    const { giorno } = giornoEOraDi(new Date());
    return {
      dal: `${Number(giorno.slice(0, 4)) - 1}${giorno.slice(4).replace('02-29', '02-28')}`,
      al: giorno,
    };
  });
  const tentativo = useMutation({ mutationFn: prova });
  const avvia = (e: FormEvent): void => {
    e.preventDefault();
    if (!tentativo.isPending) tentativo.mutate({ ...periodo, ...(regola && { regola: regola() }) });
  };
  const giorno = (nome: 'dal' | 'al', etichetta: string) => (
    <Campo etichetta={etichetta}>
      {(a) => (
        <input
          {...a}
          type="date"
          value={periodo[nome]}
          onChange={(e) => e.target.value && setPeriodo({ ...periodo, [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  return (
    <section className="carta" aria-labelledby="titolo-prova">
      <h3 id="titolo-prova">{regola ? 'Prova di questa regola' : 'Prova di tutte le regole in vigore'}</h3>
      <p>Su ciò che è già arrivato: quanti documenti sarebbero andati dove sono andati. Non cambia nulla.</p>
      <form className="scelta-periodo" onSubmit={avvia} noValidate>
        {giorno('dal', 'Arrivati dal')}
        {giorno('al', 'al')}
        <Button type="submit" color="primary" outline size="sm" disabled={tentativo.isPending}>
          {tentativo.isPending ? 'Prova in corso…' : 'Prova'}
        </Button>
      </form>
      <AvvisoErrore errore={tentativo.error} fuoco />
      <div role="status">
        {tentativo.data && <EsitoDellaProva esito={tentativo.data} una={regola !== undefined} />}
      </div>
    </section>
  );
}
