import { queryOptions } from '@tanstack/react-query';
import type {
  ElencoFornitori,
  ElencoIdentita,
  EsitoProva,
  FornitoreIdentita,
  IdentitaEsterna,
  ModificaFornitore,
  NuovoFornitore,
} from '../../autorizzazioni/oidc/fornitori.schema.ts';
import { chiedi } from '../platform/http/chiedi.ts';

export type { EsitoProva, FornitoreIdentita, IdentitaEsterna, NuovoFornitore };

export const fornitoriQuery = queryOptions({
  queryKey: ['fornitori-identita'],
  queryFn: () => chiedi<ElencoFornitori>('GET', '/fornitori-identita'),
});

/** A new one, or the one with that identity, which keeps its issuer; and its secret, when none is given. */
export function salvaFornitore(dati: NuovoFornitore, id?: string): Promise<FornitoreIdentita> {
  if (id === undefined) return chiedi('POST', '/fornitori-identita', { corpo: dati });
  const { emittente: _, segreto, ...resto } = dati;
  const corpo: ModificaFornitore = { ...resto, ...(segreto && { segreto }) };
  return chiedi('PUT', `/fornitori-identita/${id}`, { corpo });
}
export const eliminaFornitore = (id: string): Promise<void> => chiedi('DELETE', `/fornitori-identita/${id}`);
export const provaEmittente = (emittente: string): Promise<EsitoProva> =>
  chiedi('POST', '/fornitori-identita/prova', { corpo: { emittente } });

export const identitaQuery = (fornitore: string) =>
  queryOptions({
    queryKey: ['fornitori-identita', fornitore, 'identita'],
    queryFn: async () =>
      (await chiedi<ElencoIdentita>('GET', `/fornitori-identita/${fornitore}/identita`)).items,
  });
export const scollega = (i: IdentitaEsterna): Promise<void> =>
  chiedi('DELETE', `/utenti/${i.utente.id}/identita/${i.id}`);

/** What a provider can be asked to say of a person, and what it must be equal to here. */
export const nomiAttributi: Record<NuovoFornitore['attributo'], string> = {
  preferred_username: 'nome utente (preferred_username)',
  email: 'posta verificata (email)',
  codice_fiscale: 'codice fiscale (fiscal_number)',
  sub: 'identificativo (sub)',
};
export const nomiCampi: Record<NuovoFornitore['campo'], string> = {
  nome_utente: 'nome utente',
  email: 'indirizzo di posta',
  codice_fiscale: 'codice fiscale',
};
