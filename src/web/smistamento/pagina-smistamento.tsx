import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { useMezzi } from '../registrazione/api.ts';
import { regoleQuery, riordina } from './api.ts';
import { ModuloRegola } from './modulo-regola.tsx';
import { PannelloProva } from './pannello-prova.tsx';
import type { RegolaSmistamento } from './tipi.ts';
import { VoceRegola } from './voce-regola.tsx';

const rotta = getRouteApi('/amministrazione/smistamento');
const NUOVA = 'nuova';

/** The rules of smistamento in the order they are tried; one at a time is opened, to be written and tried. */
export function PaginaSmistamento(): ReactElement {
  const { regola: aperta } = rotta.useSearch();
  const vai = useNavigate();
  const apri = (regola: string | undefined): void =>
    void vai({ to: '/amministrazione/smistamento', search: { regola } });
  const elenco = useQuery(regoleQuery);
  const regola = elenco.data?.find((r) => r.id === aperta);
  useTasti('Smistamento', [
    { tasto: 'a', nome: 'Aggiunge una regola', azione: () => apri(NUOVA), attivo: aperta === undefined },
  ]);
  if (aperta === NUOVA || regola)
    return (
      <ModuloRegola
        key={aperta}
        {...(aperta !== NUOVA && regola && { regola })}
        onChiudi={() => apri(undefined)}
      />
    );
  return (
    <>
      <div className="pagina__testa">
        <h2>Regole di smistamento</h2>
        <Button color="primary" size="sm" type="button" onClick={() => apri(NUOVA)}>
          <Icona nome="plus" classe="icona--chiara" /> Aggiungi <kbd>A</kbd>
        </Button>
      </div>
      <p>
        Dicono a chi registra un documento in arrivo quale ufficio è competente e a chi altro mandarlo. Si
        provano nell’ordine: per competenza decide la prima che si applica, per conoscenza contano tutte.
        Propongono soltanto: sceglie chi registra.
      </p>
      {elenco.isPending && <Attesa />}
      <AvvisoErrore errore={elenco.error} />
      {elenco.data?.length === 0 && (
        <Vuoto icona="share" titolo="Nessuna regola, per ora">
          <p>
            La prima può dire, per esempio, che gli oggetti con «SCIA» vanno all’ufficio tecnico: prima di
            salvarla si prova sui documenti già arrivati.
          </p>
        </Vuoto>
      )}
      {elenco.data && elenco.data.length > 0 && (
        <>
          <Elenco regole={elenco.data} onApri={apri} />
          <PannelloProva />
        </>
      )}
    </>
  );
}

type PerElenco = { regole: RegolaSmistamento[]; onApri: (id: string) => void };

function Elenco({ regole, onApri }: PerElenco): ReactElement {
  const client = useQueryClient();
  const { data: mezzi } = useMezzi();
  const [spostata, setSpostata] = useState<string>();
  const fuoco = useRef<string>(undefined);
  const ordine = useMutation({
    mutationFn: riordina,
    onSuccess: ({ items }) => {
      client.setQueryData(regoleQuery.queryKey, items);
      const i = items.findIndex((r) => r.id === spostata);
      annuncia(`${items[i]?.nome ?? ''}: ${i + 1} di ${items.length}`);
    },
    onError: () => client.invalidateQueries(regoleQuery),
  });
  // The row moved in the page, and the button under the finger with it.
  useEffect(() => {
    if (fuoco.current !== undefined) document.getElementById(fuoco.current)?.focus();
    fuoco.current = undefined;
  }, [regole]);
  const sposta = (i: number, di: -1 | 1): void => {
    const [tolta] = regole.slice(i, i + 1);
    if (!tolta || ordine.isPending) return;
    setSpostata(tolta.id);
    fuoco.current = `sposta-${di === -1 ? 'su' : 'giu'}-${tolta.id}`;
    ordine.mutate(
      regole
        .map((r) => r.id)
        .toSpliced(i, 1)
        .toSpliced(i + di, 0, tolta.id),
    );
  };
  return (
    <>
      <AvvisoErrore errore={ordine.error} fuoco />
      <ol className="voci-piane" aria-label="Regole, nell’ordine in cui si provano">
        {regole.map((r, i) => (
          <VoceRegola
            key={r.id}
            regola={r}
            posto={i + 1}
            ultima={i === regole.length - 1}
            mezzi={mezzi}
            onSposta={(di) => sposta(i, di)}
            onModifica={() => onApri(r.id)}
          />
        ))}
      </ol>
    </>
  );
}
