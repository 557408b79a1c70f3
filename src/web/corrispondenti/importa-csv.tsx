import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useRef, useState, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { leggiDestinatari } from './api.ts';
import { AnteprimaCsv } from './anteprima-csv.tsx';
import type { Corrispondente } from './tipi.ts';

type Proprieta = { nome: string; onAggiungi: (nuovi: Corrispondente[]) => void };

/** Recipients from a CSV file, up to ten thousand: read by the server, looked at, then added (RN-58.3). */
export function ImportaCsv({ nome, onAggiungi }: Proprieta): ReactElement {
  const campo = useRef<HTMLInputElement>(null);
  const [aggiunti, setAggiunti] = useState<number>();
  const lettura = useMutation({ mutationFn: leggiDestinatari, onMutate: () => setAggiunti(undefined) });
  const aggiungi = (nuovi: Corrispondente[]): void => {
    onAggiungi(nuovi);
    setAggiunti(nuovi.length);
    lettura.reset();
    annuncia(`${nuovi.length} destinatari aggiunti`);
  };
  return (
    <div className="csv">
      <button
        type="button"
        className="bottone-testo"
        onClick={() => campo.current?.click()}
        disabled={lettura.isPending}
      >
        <Icona nome="file-csv" /> {lettura.isPending ? 'Lettura in corso…' : `Aggiungi da un file CSV`}
        <span className="visually-hidden"> in {nome}</span>
      </button>
      <input
        ref={campo}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={`File CSV per ${nome}`}
        onChange={(e) => {
          const file = e.target.files?.[0];
          if (file) lettura.mutate(file);
          e.target.value = '';
        }}
      />
      <AvvisoErrore errore={lettura.error} />
      {aggiunti !== undefined && <p className="csv__esito">{aggiunti.toLocaleString('it-IT')} aggiunti.</p>}
      {lettura.data && (
        <>
          <AnteprimaCsv letti={lettura.data} />
          <div className="azioni">
            <Button
              type="button"
              color="primary"
              size="sm"
              disabled={lettura.data.items.length === 0}
              onClick={() => aggiungi(lettura.data.items)}
            >
              Aggiungi {lettura.data.items.length.toLocaleString('it-IT')}
            </Button>
            <Button type="button" color="primary" outline size="sm" onClick={() => lettura.reset()}>
              Lascia stare
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
