import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type {
  Confronto,
  EsitoImportazione,
  EsitoPubblicazione,
  Importazione,
  ModificaBozza,
  ModificaVoce,
  NuovaVoce,
  Pubblicazione,
  TitolarioInUso,
  VersioneTitolario,
  VoceScritta,
} from '../tipi.ts';

export const versioniQuery = queryOptions({
  queryKey: ['titolario', 'versioni'],
  queryFn: () => chiedi<{ items: VersioneTitolario[] }>('GET', '/titolario/versioni'),
});

export const versioneQuery = (id: string) =>
  queryOptions({
    queryKey: ['titolario', 'versioni', id],
    queryFn: () => chiedi<VersioneTitolario>('GET', `/titolario/versioni/${id}`),
  });

export const vociVersioneQuery = (id: string) =>
  queryOptions({
    queryKey: ['titolario', 'versioni', id, 'voci'],
    queryFn: () => chiedi<TitolarioInUso>('GET', `/titolario/versioni/${id}/voci`),
  });

export const confrontoQuery = (id: string, con: string) =>
  queryOptions({
    queryKey: ['titolario', 'versioni', id, 'confronto', con],
    queryFn: () => chiedi<Confronto>('GET', `/titolario/versioni/${id}/confronto`, { ricerca: { con } }),
  });

export function creaBozza(corpo: { versione: string }, chiave: string): Promise<VersioneTitolario> {
  return chiedi('POST', '/titolario/versioni', { corpo, chiave });
}

export function importaTitolario(corpo: Importazione, chiave: string): Promise<EsitoImportazione> {
  return chiedi('POST', '/titolario/importazione', { corpo, chiave });
}

export function modificaBozza(id: string, corpo: ModificaBozza): Promise<VersioneTitolario> {
  return chiedi('PATCH', `/titolario/versioni/${id}`, { corpo });
}

export function eliminaBozza(id: string): Promise<void> {
  return chiedi('DELETE', `/titolario/versioni/${id}`);
}

export function aggiungiVoce(bozza: string, corpo: NuovaVoce, chiave: string): Promise<VoceScritta> {
  return chiedi('POST', `/titolario/versioni/${bozza}/voci`, { corpo, chiave });
}

export function modificaVoce(bozza: string, voce: string, corpo: ModificaVoce): Promise<VoceScritta> {
  return chiedi('PATCH', `/titolario/versioni/${bozza}/voci/${voce}`, { corpo });
}

export function togliVoce(bozza: string, voce: string): Promise<void> {
  return chiedi('DELETE', `/titolario/versioni/${bozza}/voci/${voce}`);
}

export function pubblica(id: string, corpo: Pubblicazione, chiave: string): Promise<EsitoPubblicazione> {
  return chiedi('POST', `/titolario/versioni/${id}/pubblicazione`, { corpo, chiave });
}
