import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { ErroreApi } from '../platform/http/errore.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { aggiungiVoce, disattivaVoce, modificaVoce } from './api.ts';
import { CampiCorrispondente } from './campi-corrispondente.tsx';
import { nominativo, ripulito } from './nominativo.ts';
import type { Corrispondente, NuovaVoceRubrica, VoceRubrica, VoceRubricaScritta } from './tipi.ts';

type Proprieta = { voce?: VoceRubrica; onChiudi: () => void };

/** A new entry, or one being changed. What the server would read again is said after saving. */
export function ModuloVoce({ voce, onChiudi }: Proprieta): ReactElement {
  const [c, setC] = useState<Corrispondente>(() => daVoce(voce));
  const [note, setNote] = useState(voce?.note ?? '');
  const [avvisi, setAvvisi] = useState<string[]>([]);
  const client = useQueryClient();
  const salvataggio = useInvio(
    (corpo: NuovaVoceRubrica, chiave) =>
      voce ? modificaVoce(voce.id, { ...corpo, versione: voce.versione }) : aggiungiVoce(corpo, chiave),
    async (scritta: VoceRubricaScritta) => {
      annuncia('Voce salvata');
      setAvvisi(scritta.avvisi);
      await client.invalidateQueries({ queryKey: ['rubrica'] });
      if (scritta.avvisi.length === 0) onChiudi();
    },
  );
  const disattivazione = useMutation({
    mutationFn: disattivaVoce,
    onSuccess: async () => {
      annuncia('Voce disattivata');
      await client.invalidateQueries({ queryKey: ['rubrica'] });
      onChiudi();
    },
  });
  const errore = salvataggio.error;
  const errori: Record<string, string> = {};
  if (errore instanceof ErroreApi)
    for (const { campo, messaggio } of errore.campi) errori[campo.split('.')[0] ?? campo] = messaggio;
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (salvataggio.isPending) return;
    const { variabili: _, ...corpo } = ripulito(c);
    salvataggio.mutate({ ...corpo, ...(note.trim() && { note: note.trim() }) });
  };
  return (
    <form
      className="carta"
      onSubmit={salva}
      noValidate
      aria-label={voce ? `Modifica di ${nominativo(voce)}` : 'Nuova voce'}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onChiudi();
      }}
    >
      <h2>{voce ? nominativo(voce) : 'Nuova voce'}</h2>
      <AvvisoErrore errore={errore ?? disattivazione.error} fuoco />
      {avvisi.length > 0 && (
        <Alert color="warning" fade={false}>
          Salvata. Da rileggere:
          <ul>
            {avvisi.map((a) => (
              <li key={a}>{a}</li>
            ))}
          </ul>
        </Alert>
      )}
      <CampiCorrispondente valore={c} onCambia={setC} errori={errori} fuoco />
      <Campo etichetta="Note per l’ufficio" errore={errori.note}>
        {(a) => (
          <textarea {...a} rows={2} maxLength={2000} value={note} onChange={(e) => setNote(e.target.value)} />
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={salvataggio.isPending}>
          Salva
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
          Chiudi
        </Button>
        {voce && (
          <Button
            type="button"
            color="danger"
            outline
            size="sm"
            disabled={disattivazione.isPending}
            onClick={() => disattivazione.mutate(voce.id)}
          >
            Disattiva (non sarà più proposta)
          </Button>
        )}
      </div>
    </form>
  );
}

function daVoce(voce: VoceRubrica | undefined): Corrispondente {
  if (!voce) return { tipo: 'PF' };
  const { id: _i, versione: _v, attiva: _a, note: _n, ...c } = voce;
  return c;
}
