import { RouterProvider } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, useSyncExternalStore, type ReactElement } from 'react';
import { Accesso } from '../autorizzazioni/accesso.tsx';
import { Blocco } from '../autorizzazioni/blocco.tsx';
import { CambioDovuto } from '../autorizzazioni/cambio-dovuto.tsx';
import { PoliticheDaConfermare } from '../autorizzazioni/politiche-da-confermare.tsx';
import { Recupero } from '../autorizzazioni/recupero.tsx';
import { SecondoPasso } from '../autorizzazioni/secondo-fattore/secondo-passo.tsx';
import { ContestoSessione, useObbligo, useSessioneCorrente } from '../autorizzazioni/sessione.ts';
import type { Sessione } from '../autorizzazioni/tipi.ts';
import { useInattivita } from '../autorizzazioni/use-inattivita.ts';
import { portone } from '../platform/http/portone.ts';
import { tasti } from '../platform/tastiera/tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { router } from './rotte.tsx';

/** Decides what is in front: sign-in, lock, or the work. */
export function Ingresso(): ReactElement {
  const { data: sessione, error, isPending, refetch } = useSessioneCorrente();
  const porta = useSyncExternalStore((avvisa) => portone.ascolta(avvisa), portone.stato);
  if (window.location.pathname === '/recupero') return <Recupero />;
  if (isPending) return <Attesa testo="Avvio" />;
  if (sessione === undefined)
    return (
      <main className="pagina">
        <AvvisoErrore errore={error} />
        <Button color="primary" onClick={() => void refetch()}>
          Riprova
        </Button>
      </main>
    );
  if (sessione === null) return <Accesso />;
  return <Lavoro key={sessione.utente.id} sessione={sessione} porta={porta} />;
}

type Proprieta = { sessione: Sessione; porta: ReturnType<typeof portone.stato> };

/** The screens stay mounted, hidden, under the lock: place, typing and focus are found again as they were. */
function Lavoro({ sessione, porta }: Proprieta): ReactElement {
  const obbligo = sessione.obblighi[0];
  const chiuso = porta !== 'aperto' || obbligo !== undefined || sessione.parziale !== undefined;
  const [cominciato, setCominciato] = useState(!chiuso);
  if (!chiuso && !cominciato) setCominciato(true);
  useInattivita(sessione.inattivitaMinuti);
  useObbligo();
  const ultimo = useRef<HTMLElement>(null);
  useEffect(() => {
    tasti.sospendi(chiuso);
    if (!chiuso) ultimo.current?.focus();
  }, [chiuso]);
  return (
    <ContestoSessione value={sessione}>
      {cominciato && (
        <div
          hidden={chiuso}
          onFocus={(e) => {
            if (e.target instanceof HTMLElement) ultimo.current = e.target;
          }}
        >
          <RouterProvider router={router} />
        </div>
      )}
      {porta === 'aperto' && obbligo === 'password' && <CambioDovuto sessione={sessione} />}
      {porta === 'aperto' && obbligo === 'politiche' && <PoliticheDaConfermare sessione={sessione} />}
      {porta === 'bloccata' && !sessione.parziale && <Blocco sessione={sessione} />}
      {porta === 'scaduta' && !sessione.parziale && <Accesso precedente={sessione} />}
      {sessione.parziale && <SecondoPasso sessione={sessione} />}
    </ContestoSessione>
  );
}
