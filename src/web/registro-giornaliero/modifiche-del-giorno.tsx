import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { modificheQuery } from './api.ts';
import { indirizzoRegistrazione } from './indirizzo-registrazione.ts';
import type { ModificaElenco } from './tipi.ts';

const CHE = { annullamento: 'Annullata', rettifica: 'Rettificato', variazione: 'Modificato' } as Record<
  string,
  string
>;

/** What was changed that day of earlier registrations: before and after, by whom and why (RN-53.1-2). */
export function ModificheDelGiorno({ registro, giorno }: { registro: string; giorno: string }): ReactElement {
  const { data, error, isPending } = useQuery(modificheQuery(registro, giorno));
  return (
    <>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data?.items.length === 0 && <Vuoto icona="list" titolo="Nessun annullamento e nessuna modifica" />}
      {data && data.items.length > 0 && (
        <ul className="schede" aria-label="Annullamenti e modifiche">
          {data.items.map((m, i) => (
            <Modifica key={i} m={m} registro={registro} />
          ))}
        </ul>
      )}
      {data?.altre && <p>Ce ne sono altre: sono tutte nel PDF.</p>}
    </>
  );
}

function Modifica({ m, registro }: { m: ModificaElenco; registro: string }): ReactElement {
  return (
    <li className="scheda">
      <Link
        className="scheda__numero"
        {...indirizzoRegistrazione({ registro, anno: m.anno, numero: m.numero })}
        data-voce-elenco=""
      >
        {m.numero}/{m.anno}
      </Link>{' '}
      {CHE[m.tipo] ?? m.tipo} {m.campo}
      {m.tipo !== 'annullamento' && (
        <p>
          <s>{m.prima.join('; ') || '—'}</s> → {m.dopo.join('; ') || '—'}
        </p>
      )}
      <p className="scheda__dati">
        {dataOra(m.istante)} · {m.operatore}
        {m.motivo !== undefined && ` · ${m.motivo}`}
      </p>
    </li>
  );
}
