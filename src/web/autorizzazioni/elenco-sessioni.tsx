import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import type {
  ElencoSessioni as Elenco,
  VoceSessione,
} from '../../autorizzazioni/sessioni/sessioni.schema.ts';
import { dataOra } from '../platform/date/roma.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';

const chiave = ['sessioni'] as const;

/** Where one is signed in: recognised and closed, one at a time or all the others together. */
export function ElencoSessioni(): ReactElement {
  const client = useQueryClient();
  const { data, error, isPending } = useQuery({
    queryKey: chiave,
    queryFn: () => chiedi<Elenco>('GET', '/sessioni'),
  });
  const chiudi = useMutation({
    mutationFn: (id: string | null) => chiedi('DELETE', id === null ? '/sessioni' : `/sessioni/${id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: chiave });
      annuncia('Sessione chiusa');
    },
  });
  const altre = data?.items.some((s) => !s.corrente);
  return (
    <>
      <AvvisoErrore errore={error ?? chiudi.error} fuoco />
      {isPending && <Attesa />}
      {data && data.rifiutati > 0 && (
        <p>
          Negli ultimi sette giorni{' '}
          {data.rifiutati === 1
            ? 'un accesso a questo nome è stato rifiutato'
            : `${data.rifiutati} accessi a questo nome sono stati rifiutati`}
          . Se non si riconoscono come errori propri, avvisare l’amministratore.
        </p>
      )}
      <ul className="voci-piane">
        {data?.items.map((s) => (
          <Voce key={s.id} sessione={s} attesa={chiudi.isPending} onChiudi={() => chiudi.mutate(s.id)} />
        ))}
      </ul>
      {altre && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={chiudi.isPending}
          onClick={() => chiudi.mutate(null)}
        >
          Chiudi tutte le altre
        </Button>
      )}
    </>
  );
}

type Proprieta = { sessione: VoceSessione; attesa: boolean; onChiudi: () => void };

function Voce({ sessione: s, attesa, onChiudi }: Proprieta): ReactElement {
  return (
    <li>
      <div>
        <strong>{s.dispositivo}</strong>
        {s.corrente && ' · questa'}
        {s.bloccata && !s.corrente && ' · bloccata'}
        <p className="campo__aiuto">
          {s.ip && `${s.ip} · `}aperta con {s.comeEntrato} il {dataOra(s.apertaIl)} · ultimo uso{' '}
          {dataOra(s.ultimoUso)}
        </p>
      </div>
      {!s.corrente && (
        <button
          type="button"
          className="bottone-testo bottone-testo--pericolo"
          disabled={attesa}
          onClick={onChiudi}
        >
          Chiudi
          <span className="visually-hidden">
            {' '}
            la sessione di {s.dispositivo}, aperta il {dataOra(s.apertaIl)}
          </span>
        </button>
      )}
    </li>
  );
}
