import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo, type Ricerca } from '../platform/http/chiedi.ts';
import type {
  Conservatore,
  DaVersare,
  DecisioneProposta,
  ElencoGiornalieri,
  ElencoPacchetti,
  ElencoProposte,
  EsitoProva,
  NuovaProposta,
  Pacchetto,
  Proposta,
  QuadroConservazione,
  SalvaConservatore,
  Versamento,
  VersamentoAccolto,
} from './tipi.ts';

/** Whatever changes one thing of conservation may change the others. */
export const CONSERVAZIONE = ['conservazione'];
const BASE = '/conservazione';
const una = <T>(che: string, percorso: string) =>
  queryOptions({ queryKey: [...CONSERVAZIONE, che], queryFn: () => chiedi<T>('GET', `${BASE}${percorso}`) });

export const quadroQuery = una<QuadroConservazione>('quadro', '/quadro');
export const giornalieriQuery = una<ElencoGiornalieri>('giornalieri', '/giornalieri');
export const daVersareQuery = una<DaVersare>('da-versare', '/da-versare');
export const conservatoreQuery = una<{ conservatore: Conservatore | null }>('conservatore', '/conservatore');
export const proposteQuery = una<ElencoProposte>('proposte', '/proposte');
export const serieQuery = una<{ items: { id: string; denominazione: string }[] }>('serie', '/serie');
export const pacchettoQuery = (id: string) => una<Pacchetto>(`pacchetto-${id}`, `/pacchetti/${id}`);

export const pacchettiQuery = (ricerca: Ricerca) =>
  infiniteQueryOptions({
    queryKey: [...CONSERVAZIONE, 'pacchetti', ricerca],
    queryFn: ({ pageParam }) =>
      chiedi<ElencoPacchetti>('GET', `${BASE}/pacchetti`, { ricerca: { ...ricerca, dopo: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (p: ElencoPacchetti) => p.seguente,
  });

export const decidi = (
  id: string,
  via: 'conferma' | 'rifiuto' | 'riprova',
  motivo: string,
): Promise<Pacchetto> =>
  chiedi('POST', `${BASE}/pacchetti/${id}/${via}`, {
    ...(via === 'rifiuto' && { corpo: { motivo } }),
    ...(via === 'conferma' && { corpo: motivo === '' ? {} : { nota: motivo } }),
  });
export const accerta = (id: string, arrivato: boolean, motivo: string): Promise<Pacchetto> =>
  chiedi('POST', `${BASE}/pacchetti/${id}/accertamento`, { corpo: { arrivato, motivo } });
export const versa = (corpo: Versamento, chiave: string): Promise<VersamentoAccolto> =>
  chiedi('POST', `${BASE}/versamenti`, { corpo, chiave });
export const salvaConservatore = (corpo: SalvaConservatore): Promise<Conservatore> =>
  chiedi('PUT', `${BASE}/conservatore`, { corpo });
export const provaConservatore = (): Promise<EsitoProva> => chiedi('POST', `${BASE}/conservatore/prova`);
export const proponi = (corpo: NuovaProposta, chiave: string): Promise<Proposta> =>
  chiedi('POST', `${BASE}/proposte`, { corpo, chiave });
export const decidiProposta = (id: string, corpo: DecisioneProposta): Promise<Proposta> =>
  chiedi('POST', `${BASE}/proposte/${id}/decisione`, { corpo });

export const fileDi = (id: string, quale: 'indice' | 'rapporto'): string =>
  indirizzo(`${BASE}/pacchetti/${id}/${quale}`);
/** One of those read for it, as its history says. */
export const rapportoLetto = (id: string, rapporto: string): string =>
  indirizzo(`${BASE}/pacchetti/${id}/rapporti/${rapporto}`);
export const esibizione = (id: string, ordine: number, motivo: string): string =>
  indirizzo(`${BASE}/pacchetti/${id}/esibizione/${ordine}`, { motivo });
