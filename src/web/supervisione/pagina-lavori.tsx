import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useRef, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { quanti } from '../platform/ui/quanti.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { avvisiQuery } from '../tracciamento/api.ts';
import { lavoriQuery, riprovaLavoro, riprovaTutti, type LavoroAbbandonato } from './api.ts';
import { ElencoLavori } from './elenco-lavori.tsx';

/** Puts back one, or all of them, and returns what was done, in words. */
async function riprendi(lavoro: LavoroAbbandonato | null): Promise<string> {
  if (lavoro) {
    await riprovaLavoro(lavoro.id);
    return `Si riprova a ${lavoro.cosa}`;
  }
  const { ripresi } = await riprovaTutti();
  return `${quanti(ripresi, 'lavoro rimesso', 'lavori rimessi')} in coda`;
}

/** What the programme was to do by itself and gave up; whoever removed the cause puts it back. */
export function PaginaLavori(): ReactElement {
  const { data, error, isPending } = useQuery(lavoriQuery);
  const titolo = useRef<HTMLHeadingElement>(null);
  const client = useQueryClient();
  const riprova = useMutation({
    mutationFn: riprendi,
    onSuccess: (detto) => {
      annuncia(detto);
      // The button that was pressed goes away with its line.
      titolo.current?.focus();
    },
    // Also after a refusal: somebody else has put it back meanwhile.
    onSettled: () =>
      Promise.all([client.invalidateQueries(lavoriQuery), client.invalidateQueries(avvisiQuery)]),
  });
  const totale = data?.totale ?? 0;
  return (
    <div className="lavori larga">
      <div className="testa-sezione">
        <h2 ref={titolo} tabIndex={-1}>
          Lavori non riusciti
        </h2>
        {totale > 0 && (
          <Button
            type="button"
            color="primary"
            size="sm"
            disabled={riprova.isPending}
            onClick={() => riprova.mutate(null)}
          >
            Riprova tutti
          </Button>
        )}
      </div>
      <p>
        Molte cose il programma le fa da sé, poco dopo: spedire i messaggi, avvisare, verificare. Se una non
        riesce la ritenta, sempre più di rado, per alcuni giorni; poi la lascia qui. Tolta la causa, si
        riprova.
      </p>
      <AvvisoErrore errore={error} />
      <AvvisoErrore errore={riprova.error} fuoco />
      {isPending && <Attesa />}
      {data && totale === 0 && (
        <Vuoto icona="check-circle" titolo="Nessun lavoro da riprendere">
          <p>Tutto ciò che il programma doveva fare da sé è fatto, o si sta ancora tentando.</p>
        </Vuoto>
      )}
      {data && totale > 0 && (
        <>
          <p className="conteggio" role="status">
            {quanti(totale, 'lavoro', 'lavori')}
            {totale > data.items.length && `, di cui si vedono i ${data.items.length} più vecchi`}
          </p>
          <ElencoLavori lavori={data.items} attesa={riprova.isPending} onRiprova={(l) => riprova.mutate(l)} />
        </>
      )}
    </div>
  );
}
