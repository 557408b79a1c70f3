import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { repertoriQuery } from '../../repertori/api.ts';
import { PROTOCOLLO } from '../indirizzi.ts';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';

/** What came by raccomandata may be in the protocollo and in a repertorio: here one says where it already is (AMB-31). */
export function CampiGiaRegistrato(): ReactElement {
  const { register } = useFormContext<Modulo>();
  const { repertorio } = useRegistro();
  const { data } = useQuery(repertoriQuery);
  return (
    <GruppoCampi
      titolo={repertorio ? 'Già a protocollo' : 'Già in un repertorio'}
      id={idCampo('giaRegistrato')}
      errore={useErrore('giaRegistrato')}
    >
      <div className="collegamento">
        <label>
          <span className="visually-hidden">Registro</span>
          <select className="form-select" {...register('giaRegistrato.registro')}>
            <option value="">No</option>
            {repertorio ? (
              <option value={PROTOCOLLO}>Protocollo</option>
            ) : (
              data?.items.map((r) => (
                <option key={r.codice} value={r.codice}>
                  {r.denominazione}
                </option>
              ))
            )}
          </select>
        </label>
        <label>
          <span>n.</span>
          <input
            className="form-control"
            inputMode="numeric"
            autoComplete="off"
            {...register('giaRegistrato.numero')}
          />
        </label>
        <label>
          <span>del</span>
          <input
            className="form-control"
            inputMode="numeric"
            autoComplete="off"
            placeholder="anno"
            {...register('giaRegistrato.anno')}
          />
        </label>
      </div>
    </GruppoCampi>
  );
}
