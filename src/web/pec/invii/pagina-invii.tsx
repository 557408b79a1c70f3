import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { DUE_MINUTI, elencaInvii, ricevuteSoleQuery } from '../api.ts';
import { SottomenuPec } from '../sottomenu.tsx';
import { useScelto } from '../use-scelto.ts';
import { DettaglioDellInvio } from './dettaglio-invio.tsx';
import { ESITI, type CercaInvii, type EsitoCercato } from './filtri.ts';
import { ParolePec } from './parole.tsx';
import { RicevuteSole } from './ricevute-sole.tsx';
import { useTastiInvii } from './use-tasti-invii.ts';
import { VoceInvio } from './voce-invio.tsx';

const rotta = getRouteApi('/pec/invii');

/** What left by mail, recipient by recipient. */
export function PaginaInvii(): ReactElement {
  const cerca = rotta.useSearch();
  return (
    <Pagina titolo="PEC inviate" classe="pec">
      <SottomenuPec />
      <Filtri cerca={cerca} />
      {cerca.vista === 'ricevute' ? <RicevuteSole /> : <Elenco cerca={cerca} />}
      <ParolePec />
    </Pagina>
  );
}

function Elenco({ cerca }: { cerca: CercaInvii }): ReactElement {
  const pagine = useInfiniteQuery({
    queryKey: ['pec', 'invii', cerca.stato, cerca.q],
    queryFn: ({ pageParam }) => elencaInvii({ stato: cerca.stato, q: cerca.q }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
    refetchInterval: DUE_MINUTI,
  });
  useTastiInvii();
  const invii = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  const filtrato = cerca.stato !== undefined || cerca.q !== undefined;
  return (
    <>
      <h2 className="visually-hidden">Invii</h2>
      <AvvisoErrore errore={pagine.error} />
      {pagine.isPending && <Attesa />}
      {pagine.data && invii.length === 0 && (
        <Vuoto icona="mail" titolo={filtrato ? 'Nessun invio così' : 'Non è ancora partito nulla'}>
          <p>
            {filtrato
              ? 'Con altri filtri se ne vedono altri.'
              : 'Si spedisce dalla scheda «Spedizione» di una registrazione in partenza; qui si segue ogni destinatario.'}
          </p>
        </Vuoto>
      )}
      <ul className="pec-elenco" aria-label="Invii">
        {invii.map((i) => (
          <VoceInvio key={i.id} invio={i}>
            <p className="pec-invio__apri">
              <Link
                to="/pec/invii"
                search={{ ...cerca, i: cerca.i === i.id ? undefined : i.id }}
                resetScroll={false}
                activeProps={{}}
                aria-expanded={cerca.i === i.id}
                data-voce-elenco
              >
                {cerca.i === i.id ? 'Chiudi' : 'Testo, ricevute e storia'}
                <span className="visually-hidden"> di «{i.oggetto}»</span>
              </Link>
            </p>
            {cerca.i === i.id && <DettaglioDellInvio id={i.id} />}
          </VoceInvio>
        ))}
      </ul>
      {pagine.hasNextPage && (
        <Button
          type="button"
          color="primary"
          outline
          size="sm"
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          Mostra altri
        </Button>
      )}
    </>
  );
}

function Filtri({ cerca }: { cerca: CercaInvii }): ReactElement {
  const vai = useNavigate();
  const gruppi = useScelto(cerca);
  const { data: sole } = useQuery(ricevuteSoleQuery);
  const [parole, setParole] = useState(cerca.q ?? '');
  useEffect(() => setParole(cerca.q ?? ''), [cerca.q]);
  const voci: { nome: string; ricerca: CercaInvii; attuale: boolean }[] = [
    {
      nome: 'Tutti',
      ricerca: { q: cerca.q },
      attuale: cerca.stato === undefined && cerca.vista === undefined,
    },
    ...(Object.keys(ESITI) as EsitoCercato[]).map((s) => ({
      nome: ESITI[s],
      ricerca: { q: cerca.q, stato: s },
      attuale: cerca.stato === s,
    })),
    {
      nome: `Ricevute da abbinare${sole && sole.items.length > 0 ? ` ${sole.items.length}` : ''}`,
      ricerca: { vista: 'ricevute' },
      attuale: cerca.vista === 'ricevute',
    },
  ];
  return (
    <div className="pec__filtri">
      <nav aria-label="Quali invii">
        <ul className="gruppi" ref={gruppi}>
          {voci.map((v) => (
            <li key={v.nome}>
              <Link
                to="/pec/invii"
                search={v.ricerca}
                activeOptions={{ exact: true }}
                activeProps={{}}
                aria-current={v.attuale ? 'true' : undefined}
              >
                {v.nome}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {cerca.vista === undefined && (
        <form
          role="search"
          aria-label="Fra gli invii"
          className="filtri__parole"
          onSubmit={(e) => {
            e.preventDefault();
            void vai({ to: '/pec/invii', search: { ...cerca, q: parole.trim() || undefined } });
          }}
        >
          <input
            type="search"
            className="form-control"
            aria-label="Oggetto, nome o indirizzo"
            placeholder="Oggetto o destinatario"
            maxLength={200}
            value={parole}
            onChange={(e) => setParole(e.target.value)}
          />
          <Button type="submit" color="primary" outline size="sm">
            Trova
          </Button>
        </form>
      )}
    </div>
  );
}
