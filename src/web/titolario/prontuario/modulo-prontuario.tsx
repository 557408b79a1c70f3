import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../../platform/http/chiedi.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { CampoClassificazione } from '../campo-classificazione.tsx';
import type { NuovaVoceProntuario, VoceProntuario } from '../tipi.ts';
import { aggiungiAlProntuario, modificaProntuario, togliDalProntuario } from './api.ts';

type Proprieta = { voce?: VoceProntuario; onChiudi: () => void };

/** An entry of the prontuario, new or being changed. */
export function ModuloProntuario({ voce, onChiudi }: Proprieta): ReactElement {
  const [testo, setTesto] = useState(voce?.testo ?? '');
  const [classificazione, setClassificazione] = useState(voce?.classificazione?.codice ?? '');
  const [ufficio, setUfficio] = useState(voce?.ufficio?.codice ?? '');
  const [tipo, setTipo] = useState(voce?.tipo ?? '');
  const [note, setNote] = useState(voce?.note ?? '');
  const { data: unita } = useQuery({
    queryKey: ['unita'],
    queryFn: () => chiedi<{ items: { codice: string; denominazione: string }[] }>('GET', '/unita'),
    staleTime: 300_000,
  });
  const client = useQueryClient();
  const finisci = async (messaggio: string): Promise<void> => {
    annuncia(messaggio);
    onChiudi();
    await client.invalidateQueries({ queryKey: ['prontuario'] });
    await client.invalidateQueries({ queryKey: ['titolario', 'voci'] });
  };
  const invio = useInvio(
    (corpo: NuovaVoceProntuario, chiave) =>
      voce
        ? modificaProntuario(voce.id, { ...corpo, versione: voce.versione })
        : aggiungiAlProntuario(corpo, chiave),
    () => finisci('Voce salvata'),
  );
  const togli = useMutation({
    mutationFn: (id: string) => togliDalProntuario(id),
    onSuccess: () => finisci('Voce tolta dal prontuario'),
  });
  const errori = erroriCampi(invio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    invio.mutate({
      testo: testo.trim(),
      classificazione: classificazione.trim(),
      ufficio: ufficio || null,
      tipo: tipo.trim() || null,
      note: note.trim() || null,
    });
  };
  return (
    <Finestra titolo={voce ? `Modifica «${voce.testo}»` : 'Nuova voce del prontuario'} onChiudi={onChiudi}>
      <form onSubmit={salva} noValidate>
        <AvvisoErrore errore={invio.error ?? togli.error} fuoco />
        <Campo etichetta="Parola o frase" errore={errori('testo')} obbligatorio>
          {(a) => (
            <input
              {...a}
              data-primo=""
              type="text"
              maxLength={200}
              value={testo}
              onChange={(e) => setTesto(e.target.value)}
            />
          )}
        </Campo>
        <CampoClassificazione
          etichetta="Porta alla voce (obbligatorio)"
          valore={classificazione}
          onCambia={setClassificazione}
          errore={errori('classificazione')}
        />
        <Campo etichetta="Ufficio" errore={errori('ufficio')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={ufficio}
              onChange={(e) => setUfficio(e.target.value)}
            >
              <option value="">Nessuno in particolare</option>
              {unita?.items.map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Tipo di fascicolo" errore={errori('tipo')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={80}
              placeholder="fascicolo per affare"
              value={tipo}
              onChange={(e) => setTipo(e.target.value)}
            />
          )}
        </Campo>
        <Campo etichetta="Note" errore={errori('note')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={1000}
              value={note}
              onChange={(e) => setNote(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={invio.isPending || testo.trim().length < 2 || classificazione.trim() === ''}
          >
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
              disabled={togli.isPending}
              onClick={() => togli.mutate(voce.id)}
            >
              Togli dal prontuario
            </Button>
          )}
        </div>
      </form>
    </Finestra>
  );
}
