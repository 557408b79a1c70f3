import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { leggiBozza } from '../platform/bozze/archivio.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import type { Conservato, Tentativo } from '../registrazione/registra/bozza.ts';
import { ModuloRegistra } from '../registrazione/registra/modulo-registra.tsx';
import { voceCodaQuery } from './api.ts';
import { bozzaDaVoce } from './da-voce.ts';
import type { VoceCoda } from './tipi.ts';

const rotta = getRouteApi('/coda/$id/registra');

/** Registra opened on an item of the queue: everything the office wrote is there, and registering takes it out. */
export function PaginaRegistraCoda(): ReactElement {
  const { id } = rotta.useParams();
  // What is being registered must not change under the hands: read once.
  const { data, error, isPending } = useQuery({ ...voceCodaQuery(id), staleTime: Infinity, gcTime: 0 });
  if (isPending) return <Attesa />;
  if (!data) return <AvvisoErrore errore={error} />;
  return <DaVoce key={id} voce={data} />;
}

function DaVoce({ voce }: { voce: VoceCoda }): ReactElement {
  const { utente } = useSessione();
  const [conservato, setConservato] = useState<Conservato>();
  const [errore, setErrore] = useState<unknown>();
  useEffect(() => {
    let via = false;
    const posto = `coda/${voce.id}`;
    const prepara = async (): Promise<void> => {
      const tentativo = await leggiBozza<Tentativo>(utente.id, `tentativo/${posto}`).catch(() => undefined);
      const bozza = await bozzaDaVoce(voce);
      if (!via) setConservato({ posto, bozza, tentativo, ultima: undefined });
    };
    prepara().catch(setErrore);
    return () => {
      via = true;
    };
  }, [utente.id, voce]);
  if (errore) return <AvvisoErrore errore={errore} />;
  if (voce.stato !== 'in-coda' && !conservato?.tentativo)
    return (
      <Pagina titolo="Registra">
        <Vuoto icona="check-circle" titolo="È già uscito dalla coda">
          <p>
            <Link to="/coda">Torna alla coda</Link>
          </p>
        </Vuoto>
      </Pagina>
    );
  if (!conservato) return <Attesa />;
  return (
    <>
      <p className="dalla-coda">
        <Link to="/coda">Da registrare</Link> · sottoposto da {voce.ufficio.denominazione}
        {voce.nota && ` · «${voce.nota}»`}
      </p>
      <ModuloRegistra conservato={conservato} />
    </>
  );
}
