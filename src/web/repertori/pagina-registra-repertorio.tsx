import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { leggiConservato, senzaMemoria, type Conservato } from '../registrazione/registra/bozza.ts';
import { ModuloRegistra } from '../registrazione/registra/modulo-registra.tsx';
import { ContestoRegistro } from '../registrazione/registra/registro.ts';
import { RepertorioCercato } from './repertorio-cercato.tsx';
import type { Repertorio } from './tipi.ts';

const rotta = getRouteApi('/repertori/$registro/registra');

/** The counter of a repertorio: the same form as the protocollo's, asking for less. */
export function PaginaRegistraRepertorio(): ReactElement {
  return (
    <RepertorioCercato codice={rotta.useParams().registro}>
      {(r) => <Sportello key={r.codice} repertorio={r} />}
    </RepertorioCercato>
  );
}

function Sportello({ repertorio }: { repertorio: Repertorio }): ReactElement {
  const { utente, incarico } = useSessione();
  const { codice } = repertorio;
  const [conservato, setConservato] = useState<Conservato>();
  useEffect(() => {
    leggiConservato(utente.id, codice).then(setConservato, () => setConservato(senzaMemoria));
  }, [utente.id, codice]);
  if (!repertorio.registrabile)
    return (
      <Pagina titolo={`Registra in «${repertorio.denominazione}»`}>
        <Vuoto icona="lock" titolo="Da qui non si registra">
          <p>
            {repertorio.chiusoIl
              ? 'Il repertorio è chiuso.'
              : repertorio.uffici.length > 0
                ? `Vi registra: ${repertorio.uffici.map((u) => u.denominazione).join(', ')}.`
                : 'Il profilo in uso non consente di registrare.'}
          </p>
        </Vuoto>
      </Pagina>
    );
  if (!conservato) return <Attesa />;
  return (
    <ContestoRegistro value={{ codice, repertorio }}>
      <ModuloRegistra key={incarico?.id} conservato={conservato} />
    </ContestoRegistro>
  );
}
