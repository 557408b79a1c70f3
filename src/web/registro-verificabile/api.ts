import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type {
  ChiaveDiFirma,
  ElencoChiavi,
  ElencoStati,
  StatoRegistro,
  Verifica,
} from '../../registro-verificabile/registro-verificabile.schema.ts';

export type { ChiaveDiFirma, StatoRegistro, Verifica };

const RIGUARDA_MS = 3_000;

/** Told again by the server as verifications go on; while one is under way also asked, should the flow of events be down. */
export const statiQuery = queryOptions({
  queryKey: ['stato-registri'],
  queryFn: () => chiedi<ElencoStati>('GET', '/stato-registri'),
  refetchInterval: (q) =>
    q.state.data?.items.some((r) => r.verifica && inCorso(r.verifica)) ? RIGUARDA_MS : false,
});

export const inCorso = (v: Verifica): boolean => v.stato === 'in-attesa' || v.stato === 'in-corso';

export const chiediVerifica = (registro: string, ancheFile: boolean): Promise<Verifica> =>
  chiedi('POST', `/registri/${encodeURIComponent(registro)}/verifiche`, { corpo: { ancheFile } });

export const chiaviFirmaQuery = queryOptions({
  queryKey: ['chiavi-firma'],
  queryFn: () => chiedi<ElencoChiavi>('GET', '/chiavi-firma'),
});

export const sostituisciChiave = (): Promise<ElencoChiavi> => chiedi('POST', '/chiavi-firma');
