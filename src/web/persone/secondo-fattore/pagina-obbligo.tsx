import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { obbligoQuery } from '../api.ts';
import { FattoriPersone } from './fattori-persone.tsx';
import { ObbligoModulo } from './obbligo.tsx';

/** Who must have a second factor, who has one, and what to do when it is lost. */
export function PaginaObbligo(): ReactElement {
  const governa = usePermesso('secondo-fattore.governa');
  const { data, error } = useQuery({ ...obbligoQuery, enabled: governa });
  if (!governa)
    return (
      <Vuoto icona="lock" titolo="Non disponibile">
        <p>
          L’obbligo del secondo fattore lo decidono l’amministratore e il responsabile del servizio. Il
          proprio si attiva da <Link to="/profilo/secondo-fattore">Secondo fattore</Link>.
        </p>
      </Vuoto>
    );
  return (
    <>
      <h2>Secondo fattore</h2>
      {data ? (
        <ObbligoModulo key={JSON.stringify(data)} obbligo={data} />
      ) : error ? (
        <AvvisoErrore errore={error} />
      ) : (
        <Attesa />
      )}
      <FattoriPersone />
    </>
  );
}
