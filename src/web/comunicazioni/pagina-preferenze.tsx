import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Scelta } from '../platform/ui/scelta.tsx';
import { leggiPreferenze, scegliPreferenze, type Preferenze, type PreferenzeScelte } from './api.ts';

const ORE = [5, 6, 7, 8, 9, 10, 11, 12];

/** How one has his communications by mail; in the programme they arrive in any case. */
export function PaginaPreferenze(): ReactElement {
  const { data, error } = useQuery({ queryKey: ['preferenze-posta'], queryFn: leggiPreferenze });
  return (
    <Pagina
      titolo="Comunicazioni per posta elettronica"
      occhiello="Nel programma arrivano in ogni caso. Per posta non viaggia mai il contenuto dei documenti."
      classe="pagina--stretta"
    >
      <AvvisoErrore errore={error} />
      {!data && !error && <Attesa />}
      {data && <Modulo key={`${data.modo} ${data.ora}`} preferenze={data} />}
    </Pagina>
  );
}

function Modulo({ preferenze: p }: { preferenze: Preferenze }): ReactElement {
  const client = useQueryClient();
  const [modo, setModo] = useState(p.modo);
  const [ora, setOra] = useState(p.ora);
  const invio = useMutation({
    mutationFn: (scelte: PreferenzeScelte) => scegliPreferenze(scelte),
    onSuccess: (nuove) => {
      annuncia('Preferenze salvate');
      client.setQueryData(['preferenze-posta'], nuove);
    },
  });
  return (
    <form
      className="carta"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (!invio.isPending) invio.mutate({ modo, ora });
      }}
    >
      <p>
        {p.email === undefined
          ? 'L’ente non ha ancora indicato un indirizzo di posta per questo utente: senza, non si spedisce nulla.'
          : `Arrivano a ${p.email}.`}
        {!p.postaAttiva && ' In questo momento il programma non ha un server di posta con cui spedire.'}
      </p>
      <AvvisoErrore errore={invio.error} fuoco />
      <Scelta<Preferenze['modo']>
        legenda="Come riceverle"
        valore={modo}
        onCambia={setModo}
        opzioni={[
          { valore: 'subito', etichetta: 'Subito, una per una' },
          { valore: 'riepilogo', etichetta: 'Una volta al giorno, tutte insieme' },
          ...(p.maiAmmesso ? [{ valore: 'mai' as const, etichetta: 'Mai' }] : []),
        ]}
      />
      {!p.maiAmmesso && (
        <p className="campo__aiuto">L’ente vuole che si ricevano almeno una volta al giorno.</p>
      )}
      {modo === 'riepilogo' && (
        <Campo etichetta="A che ora">
          {(c) => (
            <select {...c} value={ora} onChange={(e) => setOra(Number(e.target.value))}>
              {ORE.map((o) => (
                <option key={o} value={o}>
                  {o}:00
                </option>
              ))}
            </select>
          )}
        </Campo>
      )}
      <Button type="submit" color="primary" disabled={invio.isPending || (modo === p.modo && ora === p.ora)}>
        Salva
      </Button>
    </form>
  );
}
