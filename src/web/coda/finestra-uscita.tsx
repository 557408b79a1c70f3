import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { annotaEsclusione, categorieQuery } from '../registrazione/esclusioni/api.ts';
import { fai } from './api.ts';
import type { AzioneCoda, VoceCoda } from './tipi.ts';
import { nomeUscita } from './voce-coda.tsx';

type Uscita = Exclude<AzioneCoda, 'registra'>;
const percorso = { restituisci: 'restituzione', ritira: 'ritiro', recapita: 'recapito' };

/** How an item leaves the queue without a number: why, or of which excluded category it is (RN-38.1). */
export function FinestraUscita({
  voce,
  azione,
  onChiudi,
}: {
  voce: VoceCoda;
  azione: Uscita;
  onChiudi: () => void;
}): ReactElement {
  const client = useQueryClient();
  const [motivo, setMotivo] = useState('');
  const [categoria, setCategoria] = useState('');
  const { data: categorie } = useQuery({ ...categorieQuery, enabled: azione === 'escludi' });
  const residuale = categorie?.items.find((c) => c.codice === categoria)?.residuale ?? false;
  const invio = useInvio(
    async (corpo: { motivo: string; categoria: string }, chiave): Promise<unknown> => {
      const testo = corpo.motivo && { motivo: corpo.motivo };
      if (azione !== 'escludi') return await fai(voce.id, percorso[azione], { ...testo });
      const esclusione = {
        categoria: corpo.categoria,
        descrizione: voce.oggetto.slice(0, 1000),
        coda: voce.id,
        ...testo,
      };
      return await annotaEsclusione(esclusione, chiave);
    },
    async () => {
      annuncia('Uscito dalla coda');
      onChiudi();
      await client.invalidateQueries({ queryKey: ['coda'] });
    },
  );
  const errori = erroriCampi(invio.error);
  const obbligatorio = azione === 'restituisci' || azione === 'recapita' || residuale;
  const manca = (obbligatorio && motivo.trim() === '') || (azione === 'escludi' && categoria === '');
  return (
    <Finestra titolo={nomeUscita[azione]} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!invio.isPending && !manca) invio.mutate({ motivo: motivo.trim(), categoria });
        }}
      >
        <p className="finestra__cosa">«{voce.oggetto}»</p>
        <AvvisoErrore errore={invio.error} fuoco />
        {azione === 'escludi' && (
          <Campo etichetta="Categoria esclusa dalla registrazione" obbligatorio errore={errori('categoria')}>
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={categoria}
                onChange={(e) => setCategoria(e.target.value)}
              >
                <option value="">Scegliere</option>
                {categorie?.items.map((c) => (
                  <option key={c.codice} value={c.codice}>
                    {c.denominazione}
                  </option>
                ))}
              </select>
            )}
          </Campo>
        )}
        <Campo
          etichetta={azione === 'recapita' ? 'A chi è stata recapitata' : 'Motivo'}
          obbligatorio={obbligatorio}
          errore={errori('motivo')}
        >
          {(a) => (
            <textarea
              {...a}
              rows={3}
              maxLength={azione === 'escludi' ? 1000 : 2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending || manca}>
            {nomeUscita[azione]}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
