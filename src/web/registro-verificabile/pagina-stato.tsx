import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { statiQuery } from './api.ts';
import { Registro } from './registro.tsx';

const daSe = (giorni: number): string =>
  `${giorni === 1 ? 'Ogni notte' : `Ogni ${giorni} giorni`} ciascun registro si verifica da sé, e se qualcosa non torna lo dice un avviso.`;

/** Whether each registro is whole, and how one knows: numbers, last signed head, last verification. */
export function PaginaStato(): ReactElement {
  const { data, error, isPending } = useQuery(statiQuery);
  return (
    <Pagina
      titolo="Stato del registro"
      azioni={
        <Link to="/stato-registro/chiavi" className="btn btn-outline-primary btn-sm">
          Chiavi di firma
        </Link>
      }
    >
      <p>
        Ogni notte l’ente firma di ciascun registro una testa, che ne riassume tutte le voci: da allora nulla
        di ciò che c’era può essere cambiato, tolto o aggiunto senza che la verifica lo trovi.
        {data && data.verificaGiorni > 0 && ` ${daSe(data.verificaGiorni)}`}
        {data && !data.marche && ' Le teste non hanno marca temporale: nessuna autorità è configurata.'}
      </p>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data?.items.length === 0 && <Vuoto icona="files" titolo="Nessun registro, per ora" />}
      {data?.items.map((r) => (
        <Registro key={r.codice} registro={r} />
      ))}
    </Pagina>
  );
}
