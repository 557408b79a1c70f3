import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { RicercaATendina } from '../../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { abbina, elencaInvii } from '../api.ts';
import { tipiMessaggio } from '../nomi.ts';
import type { Invio, Ricevuta, TipoMessaggio } from '../tipi.ts';

type Proprieta = { ricevuta: Ricevuta; onChiudi: () => void };

/** Says of which sending a receipt is, and of which recipient it speaks. */
export function FinestraAbbina({ ricevuta: r, onChiudi }: Proprieta): ReactElement {
  const client = useQueryClient();
  const [testo, setTesto] = useState(r.consegna ?? '');
  const [scelto, setScelto] = useState<Invio>();
  const [destinatario, setDestinatario] = useState('');
  const q = useRitardato(testo.trim(), 250);
  const { data, isFetching } = useQuery({
    queryKey: ['pec', 'invii', 'cerca', q],
    queryFn: () => elencaInvii({ q: q || undefined }, undefined),
  });
  const invio = useInvio(
    (corpo: { invio: string; destinatario?: string }, chiave) => abbina(r.id, corpo, chiave),
    async () => {
      annuncia('Abbinata');
      onChiudi();
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const scegli = (i: Invio): void => {
    setScelto(i);
    setTesto(i.oggetto);
    const suo = i.destinatari.find((d) => d.indirizzo.toLowerCase() === r.consegna?.toLowerCase());
    setDestinatario((suo ?? (i.destinatari.length === 1 ? i.destinatari[0] : undefined))?.id ?? '');
  };
  return (
    <Finestra titolo="Di quale invio è?" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (scelto && !invio.isPending)
            invio.mutate({ invio: scelto.id, ...(destinatario && { destinatario }) });
        }}
      >
        <p className="finestra__cosa">
          {tipiMessaggio[r.tipo as TipoMessaggio] ?? r.tipo}
          {r.consegna !== undefined && ` per ${r.consegna}`}
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta="Invio" obbligatorio aiuto="Per oggetto, nome o indirizzo di un destinatario.">
          {(a) => (
            <RicercaATendina
              attributi={a}
              testo={testo}
              onTesto={(nuovo) => {
                setTesto(nuovo);
                setScelto(undefined);
              }}
              attesa={isFetching}
              seVuoto="Nessun invio con queste parole"
              voci={(data?.items ?? []).slice(0, 10).map((i) => ({
                chiave: i.id,
                contenuto: (
                  <>
                    {i.oggetto}
                    <small className="tendina__dati">
                      {dataOra(i.chiestoIl)} · {i.destinatari.map((d) => d.indirizzo).join(', ')}
                    </small>
                  </>
                ),
                scegli: () => scegli(i),
              }))}
            />
          )}
        </Campo>
        {scelto && (
          <Campo etichetta="Destinatario di cui parla">
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={destinatario}
                onChange={(e) => setDestinatario(e.target.value)}
              >
                <option value="">Di tutti</option>
                {scelto.destinatari.map((d) => (
                  <option key={d.id} value={d.id}>
                    {d.nominativo} ({d.indirizzo})
                  </option>
                ))}
              </select>
            )}
          </Campo>
        )}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!scelto || invio.isPending}>
            Abbina
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
