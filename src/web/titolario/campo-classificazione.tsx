import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { RicercaATendina } from '../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { vociQuery } from './api.ts';

type Proprieta = {
  id?: string;
  etichetta?: string;
  valore: string;
  onCambia: (codice: string) => void;
  errore?: string | undefined;
  /** What is said when nothing is chosen. */
  aiuto?: string;
};

/**
 * A voce of the titolario by code, by words, or through the prontuario: «ICI» finds IV.3 (RN-26.1). A code that was typed whole
 * needs no choosing.
 */
export function CampoClassificazione({
  id,
  etichetta = 'Classificazione',
  valore,
  onCambia,
  errore,
  aiuto,
}: Proprieta): ReactElement {
  const [testo, setTesto] = useState<string>();
  const [nome, setNome] = useState<{ codice: string; denominazione: string }>();
  const q = useRitardato((testo ?? '').trim(), 150);
  const { data, isFetching } = useQuery(vociQuery(q));
  const denominazione = useQuery({
    ...vociQuery(valore),
    enabled: valore !== '' && nome?.codice !== valore,
  }).data?.items.find((v) => v.codice === valore)?.denominazione;
  const scelta = nome?.codice === valore ? nome.denominazione : denominazione;
  return (
    <Campo
      {...(id !== undefined && { id })}
      etichetta={etichetta}
      errore={errore}
      aiuto={valore && scelta ? scelta : aiuto}
    >
      {(attributi) => (
        <RicercaATendina
          attributi={attributi}
          testo={testo ?? valore}
          onTesto={(t) => {
            setTesto(t);
            if (t.trim() === '') onCambia('');
          }}
          attesa={isFetching}
          placeholder="Codice o parole, es. VI.3, ICI"
          {...(q !== '' && { seVuoto: 'Nessuna voce del titolario' })}
          voci={(testo ? (data?.items ?? []) : []).slice(0, 12).map((v) => ({
            chiave: v.codice,
            contenuto: (
              <>
                <strong>{v.codice}</strong> {v.denominazione}
                <small className="tendina__dati">
                  {v.prontuario && <em className="tendina__indice">{v.prontuario}</em>}
                  {v.percorso}
                  {v.tipo && ` · ${v.tipo}`}
                </small>
              </>
            ),
            scegli: () => {
              setNome(v);
              setTesto(undefined);
              onCambia(v.codice);
            },
          }))}
          onEsci={() => {
            if (testo === undefined) return;
            // What was typed and not chosen goes to the server as it is: it knows whether the code exists.
            if (testo.trim() !== '') onCambia(testo.trim().toUpperCase());
            setTesto(undefined);
          }}
        />
      )}
    </Campo>
  );
}
