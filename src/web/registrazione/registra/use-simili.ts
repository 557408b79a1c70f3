import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { cercaSimili } from '../api.ts';
import type { Simile } from '../tipi.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';

/** Registrations that this one may repeat: same sender's number, same file (RN-52.5). */
export function useSimili(documenti: readonly RigaDocumento[]): readonly Simile[] {
  const { control } = useFormContext<Modulo>();
  const { codice } = useRegistro();
  const flusso = useWatch({ control, name: 'flusso' });
  const protocollo = useWatch({ control, name: 'protocolloMittente' });
  const numero = useRitardato(protocollo.numero.trim(), 500);
  const ids = documenti.flatMap((d) => d.documento?.id ?? []);
  const conNumero = flusso === 'E' && numero !== '';
  const richiesta = {
    ...(conNumero && { protocolloMittente: { numero, ...(protocollo.data && { data: protocollo.data }) } }),
    ...(ids.length > 0 && { documenti: ids }),
  };
  const chiede = conNumero || ids.length > 0;
  const { data } = useQuery({
    queryKey: ['simili', codice, richiesta],
    queryFn: ({ signal }) => cercaSimili(codice, richiesta, signal),
    enabled: chiede,
  });
  return (chiede && data?.items) || [];
}
