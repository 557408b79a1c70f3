import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { impostazioniQuery, salvaImpostazioni, type Impostazioni } from './api.ts';
import { EsempioSegnatura } from './esempio-segnatura.tsx';

export function PaginaSegnatura(): ReactElement {
  const { data, error } = useQuery(impostazioniQuery);
  if (data) return <ModuloImpostazioni key={JSON.stringify(data)} attuali={data} />;
  return error ? <AvvisoErrore errore={error} /> : <Attesa />;
}

const opzioni = [
  { nome: 'aoo', etichetta: 'Denominazione dell’AOO' },
  { nome: 'flusso', etichetta: 'Flusso (A, P, I)' },
  { nome: 'classificazione', etichetta: 'Indice di classificazione' },
  { nome: 'unita', etichetta: 'Ufficio competente' },
] as const;

/** The optional items of the segnatura (RN-56.6) and what an oggetto must be (RN-12.3a). */
function ModuloImpostazioni({ attuali }: { attuali: Impostazioni }): ReactElement {
  const modifica = usePermesso('configurazione.modifica');
  const [segnatura, setSegnatura] = useState(attuali.segnatura);
  const [minimo, setMinimo] = useState(String(attuali.oggettoMinimo));
  const [vietati, setVietati] = useState(attuali.oggettiVietati.join('\n'));
  const client = useQueryClient();
  const salvataggio = useMutation({
    mutationFn: salvaImpostazioni,
    onSuccess: (nuove) => {
      client.setQueryData(impostazioniQuery.queryKey, nuove);
      annuncia('Impostazioni salvate');
    },
  });
  const errori = erroriCampi(salvataggio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    const righe = vietati.split('\n').map((v) => v.trim());
    salvataggio.mutate({
      ...attuali,
      segnatura,
      oggettoMinimo: Number(minimo),
      oggettiVietati: righe.filter(Boolean),
    });
  };
  return (
    <form onSubmit={salva} noValidate>
      <fieldset disabled={!modifica} className="senza-bordo">
        <legend className="visually-hidden">Segnatura e oggetto</legend>
        <h2>Segnatura</h2>
        <AvvisoErrore errore={salvataggio.error} fuoco />
        <GruppoCampi titolo="Oltre ai dati obbligatori la segnatura mostra" errore={errori('segnatura')}>
          {opzioni.map((o) => (
            <label key={o.nome} className="spunta">
              <input
                type="checkbox"
                checked={segnatura[o.nome]}
                onChange={(e) => setSegnatura({ ...segnatura, [o.nome]: e.target.checked })}
              />
              <span>{o.etichetta}</span>
            </label>
          ))}
        </GruppoCampi>
        <EsempioSegnatura opzioni={segnatura} />
        <h2>Oggetto</h2>
        <Campo
          etichetta="Caratteri che deve avere almeno"
          errore={errori('oggettoMinimo')}
          classe="campo--numero"
        >
          {(a) => (
            <input
              {...a}
              type="text"
              inputMode="numeric"
              maxLength={3}
              value={minimo}
              onChange={(e) => setMinimo(e.target.value)}
            />
          )}
        </Campo>
        <Campo
          etichetta="Oggetti troppo generici, uno per riga"
          errore={errori('oggettiVietati')}
          aiuto="Sono rifiutati quando non c’è altro, senza badare a maiuscole e accenti."
        >
          {(a) => <textarea {...a} rows={6} value={vietati} onChange={(e) => setVietati(e.target.value)} />}
        </Campo>
        {modifica && (
          <Button type="submit" color="primary" disabled={salvataggio.isPending}>
            Salva
          </Button>
        )}
      </fieldset>
    </form>
  );
}
