import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { alSecondo } from '../pec/al-secondo.ts';
import { tipiMessaggio } from '../pec/nomi.ts';
import type { TipoMessaggio } from '../pec/tipi.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { postaCittadinoQuery } from './api.ts';

const icone: Record<string, string> = {
  accettazione: 'check-circle',
  'avvenuta-consegna': 'check-circle',
  'posta-certificata': 'mail',
};

/** The box of the citizen: receipts of what he wrote, and what the office sends him. */
export function CheCosaTorna({ indirizzo }: { indirizzo: string }): ReactElement {
  const { data, error } = useQuery(postaCittadinoQuery(indirizzo));
  return (
    <section className="carta" aria-labelledby="posta-cittadino">
      <h2 id="posta-cittadino">La posta di chi scrive</h2>
      <p className="lettera__indirizzo">{indirizzo}</p>
      <AvvisoErrore errore={error} />
      {data?.length === 0 && (
        <p className="campo__aiuto">
          Qui tornano le ricevute di accettazione e di consegna e, quando il messaggio sarà registrato, la
          ricevuta con il numero di protocollo.
        </p>
      )}
      <ul className="lettera__posta">
        {data?.map((v) => (
          <li key={`${v.istante} ${v.oggetto}`}>
            <Icona nome={icone[v.tipo] ?? 'warning-circle'} />
            <div>
              <strong>{tipiMessaggio[v.tipo as TipoMessaggio] ?? v.tipo}</strong>{' '}
              <time dateTime={v.istante}>{alSecondo(v.istante)}</time>
              <p>{v.oggetto}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
