import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { leggiTesto } from '../leggi-testo.ts';
import { importaProntuario } from './api.ts';

/** Adds the entries of a CSV, and says what was not understood. */
export function ImportaProntuario({ onChiudi }: { onChiudi: () => void }): ReactElement {
  const [file, setFile] = useState<File>();
  const client = useQueryClient();
  const invio = useInvio(importaProntuario, async () => {
    await client.invalidateQueries({ queryKey: ['prontuario'] });
    await client.invalidateQueries({ queryKey: ['titolario', 'voci'] });
  });
  const esito = invio.data;
  const manda = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    if (file && !invio.isPending) invio.mutate({ contenuto: await leggiTesto(file) });
  };
  return (
    <Finestra titolo="Importa nel prontuario" onChiudi={onChiudi}>
      <form onSubmit={(e) => void manda(e)} noValidate>
        <p>
          CSV con intestazione: <strong>voce</strong>, <strong>classificazione</strong> e, se si vuole,
          ufficio, tipo, note. Le voci che ci sono già restano come sono.
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta="File CSV">
          {(a) => (
            <input {...a} type="file" accept=".csv,text/csv" onChange={(e) => setFile(e.target.files?.[0])} />
          )}
        </Campo>
        {esito && (
          <div role="status">
            <p>
              Aggiunte {esito.aggiunte}, già presenti {esito.giaPresenti}
              {esito.sconosciuti.length > 0 && `, non importate ${esito.sconosciuti.length}`}.
            </p>
            {esito.sconosciuti.length > 0 && (
              <details open>
                <summary>Righe con un codice che il titolario in uso non ha, o non leggibili</summary>
                <ul>
                  {esito.sconosciuti.slice(0, 200).map((s) => (
                    <li key={s}>{s}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        )}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!file || invio.isPending}>
            Importa
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Chiudi
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
