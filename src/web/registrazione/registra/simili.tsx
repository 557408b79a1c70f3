import { useQuery } from '@tanstack/react-query';
import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { cercaSimili } from '../api.ts';
import type { Simile } from '../tipi.ts';
import type { Modulo } from './modulo.ts';

const motivi: Record<Simile['motivo'], string> = {
  'stessa-impronta': 'stesso file',
  'stesso-protocollo-mittente': 'stesso protocollo del mittente',
};

/** Perhaps it is registered already: said, with the way to look, and left to who knows (RN-52.5). */
export function Simili({ documenti }: { documenti: readonly RigaDocumento[] }): ReactElement {
  const { control } = useFormContext<Modulo>();
  const flusso = useWatch({ control, name: 'flusso' });
  const protocollo = useWatch({ control, name: 'protocolloMittente' });
  const numero = useRitardato(protocollo.numero.trim(), 500);
  const ids = documenti.flatMap((d) => d.documento?.id ?? []);
  const conNumero = flusso === 'E' && numero !== '';
  const richiesta = {
    ...(conNumero && { protocolloMittente: { numero, ...(protocollo.data && { data: protocollo.data }) } }),
    ...(ids.length > 0 && { documenti: ids }),
  };
  const { data } = useQuery({
    queryKey: ['simili', richiesta],
    queryFn: ({ signal }) => cercaSimili(richiesta, signal),
    enabled: conNumero || ids.length > 0,
  });
  return (
    <div aria-live="polite">
      {(conNumero || ids.length > 0) && data && data.items.length > 0 && (
        <Alert color="warning" fade={false} role="group" aria-label="Possibili doppioni">
          <strong>Potrebbe essere già registrato:</strong>
          <ul className="simili">
            {data.items.map((s) => (
              <li key={`${s.anno}/${s.numero}/${s.motivo}`}>
                <a href={`/registro/${s.anno}/${Number(s.numero)}`} target="_blank" rel="noreferrer">
                  n. {Number(s.numero)}/{s.anno}
                  <span className="visually-hidden"> (in un’altra scheda)</span>
                </a>{' '}
                del {dataOra(s.dataRegistrazione)}, {s.corrispondenti}: «{s.oggetto}» — {motivi[s.motivo]}
                {s.documento && ` «${s.documento}»`}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}
