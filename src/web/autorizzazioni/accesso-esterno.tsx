import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import type { FornitoriPerAccedere, Motivo } from '../../autorizzazioni/oidc/accesso.schema.ts';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';

const DETTI: Record<Motivo, string> = {
  scaduto: 'L’accesso è scaduto, o non è cominciato in questo browser: riprovare.',
  fornitore:
    'L’altro sistema non ha risposto come deve. Riprovare tra poco, o entrare in un altro modo; se continua, avvisare l’amministratore.',
  annullato: 'L’accesso è stato annullato sull’altro sistema.',
  rifiutato: 'Con questa identità non si può entrare. Rivolgersi all’amministratore del sistema.',
};

/** Why somebody is back from another system without having come in; read once, and taken out of the address. */
export function useEsitoAccesso(): Error | undefined {
  const [esito] = useState(() => {
    const motivo = new URLSearchParams(window.location.search).get('accesso') ?? '';
    return motivo in DETTI ? new Error(DETTI[motivo as Motivo]) : undefined;
  });
  useEffect(() => {
    if (esito) window.history.replaceState(null, '', quiDovEra());
  }, [esito]);
  return esito;
}

/** This screen, for whom comes back: without what was said to the sign-in page. */
function quiDovEra(): string {
  const url = new URL(window.location.href);
  url.searchParams.delete('accesso');
  return url.pathname + url.search;
}

/** A link and not a button: the browser leaves for another site, and comes back to this screen. */
export function AccediCon({
  fornitore,
  ente,
  children,
  primario = false,
}: {
  fornitore: { id: string; nome: string };
  ente?: string | undefined;
  children: string;
  primario?: boolean;
}): ReactElement {
  const via = `/accesso/oidc/fornitori/${fornitore.id}/inizio`;
  return (
    <a
      className={`btn ${primario ? 'btn-primary' : 'btn-outline-primary'} w-100 mt-2`}
      href={indirizzo(via, { ente, verso: quiDovEra() })}
    >
      {children} {fornitore.nome}
    </a>
  );
}

/** The other systems one may sign in with. None, or an error, and there is nothing to see: the password is always there. */
export function AltriAccessi({ ente }: { ente?: string | undefined }): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['fornitori-per-accedere', ente],
    queryFn: () =>
      chiedi<FornitoriPerAccedere>('GET', '/accesso/oidc/fornitori', {
        ricerca: { ente },
        senzaAttesa: true,
      }),
    retry: false,
    staleTime: 60_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <nav aria-label="Accedi con un altro sistema">
      {data.items.map((fornitore) => (
        <AccediCon key={fornitore.id} fornitore={fornitore} ente={ente}>
          Accedi con
        </AccediCon>
      ))}
    </nav>
  );
}
