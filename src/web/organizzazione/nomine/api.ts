import { queryOptions } from '@tanstack/react-query';
import type {
  ElencoNomine,
  FineNomina,
  Nomina,
  NuovaNomina,
} from '../../../organizzazione/nomine/nomine.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';

export type { ElencoNomine, FineNomina, Nomina, NuovaNomina };
export type Ruolo = Nomina['ruolo'];

export const nomineQuery = queryOptions({
  queryKey: ['nomine'],
  queryFn: () => chiedi<ElencoNomine>('GET', '/nomine'),
});
export const nomina = (corpo: NuovaNomina, chiave: string): Promise<Nomina> =>
  chiedi('POST', '/nomine', { corpo, chiave });
export const terminaNomina = (id: string, corpo: FineNomina): Promise<Nomina> =>
  chiedi('POST', `/nomine/${id}/fine`, { corpo });
export const ritiraNomina = (id: string): Promise<void> => chiedi('DELETE', `/nomine/${id}`);

/** The offices that one person holds at a time, as the office calls them. */
export const ruoli: { ruolo: Ruolo; nome: string; spiega: string }[] = [
  {
    ruolo: 'rsp',
    nome: 'Responsabile del servizio protocollo (RSP)',
    spiega:
      'Ce n’è sempre uno, e uno solo: non ha una fine sua, cessa il giorno prima che cominci chi gli succede.',
  },
  {
    ruolo: 'vicario-rsp',
    nome: 'Vicario del responsabile',
    spiega: 'Può tutto ciò che può il responsabile; è un’altra persona.',
  },
  {
    ruolo: 'responsabile-conservazione',
    nome: 'Responsabile della conservazione',
    spiega: 'Risponde di ciò che si conserva a norma.',
  },
  { ruolo: 'segretario', nome: 'Segretario', spiega: 'Vede il quadro del servizio.' },
];
