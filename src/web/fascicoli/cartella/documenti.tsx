import { useInfiniteQuery } from '@tanstack/react-query';
import { use, useEffect, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { documentiDi } from '../api.ts';
import { Contesto } from './contesto.ts';
import { RigaDocumento } from './riga-documento.tsx';

type Proprieta = {
  numero: string;
  totale: number;
  /** The first is shown until another is chosen. */
  primo?: boolean;
};

/** What is directly in a folder, in order of registration; of very many, a page at a time (RN-43.3). */
export function Documenti({ numero, totale, primo = false }: Proprieta): ReactElement {
  const { scelto, onScegli } = use(Contesto);
  const pagine = useInfiniteQuery({
    queryKey: ['fascicolo', numero, 'documenti'],
    queryFn: ({ pageParam }) => documentiDi(numero, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const voci = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  const capofila = voci[0];
  useEffect(() => {
    if (primo && scelto === undefined && capofila) onScegli(capofila);
  }, [primo, scelto, capofila, onScegli]);
  return (
    <>
      {pagine.isPending && <Attesa />}
      <AvvisoErrore errore={pagine.error} />
      {voci.length > 0 && (
        <ul className="fogli" aria-label={`Documenti di ${numero}`}>
          {voci.map((d) => (
            <RigaDocumento key={d.id} documento={d} />
          ))}
        </ul>
      )}
      {pagine.hasNextPage && (
        <button
          type="button"
          className="bottone-testo fogli__altri"
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          {pagine.isFetchingNextPage
            ? 'Caricamento…'
            : `Mostra altri (${voci.length.toLocaleString('it-IT')} di ${totale.toLocaleString('it-IT')})`}
        </button>
      )}
    </>
  );
}
