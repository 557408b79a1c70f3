import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { ElencoOriginali } from '../../repertori/elenco-originali.tsx';
import { nomeDove } from '../../repertori/nomi.ts';
import { modifica, registrazioneQuery, storiaQuery } from '../api.ts';
import { PROTOCOLLO } from '../indirizzi.ts';
import type { Registrazione } from '../tipi.ts';
import { Dato } from './dato.tsx';

/** Where the paper originals of an entry of a repertorio are (RN-47.4-2); they may be said later, with trace. */
export function Originali({ registrazione: r }: { registrazione: Registrazione }): ReactElement | null {
  const puo = usePermesso('registrazione.modifica') && r.stato === 'valida';
  const [aperto, setAperto] = useState(false);
  if (r.supporto !== 'analogico' || r.registro === PROTOCOLLO) return null;
  return (
    <section className="blocco-dati" aria-labelledby="titolo-originali">
      <div className="blocco-dati__testa">
        <h2 id="titolo-originali">Originali di carta</h2>
        {puo && !aperto && (
          <Button color="primary" outline size="xs" onClick={() => setAperto(true)}>
            <Icona nome="pencil" /> Modifica<span className="visually-hidden"> gli originali</span>
          </Button>
        )}
      </div>
      {aperto ? (
        <Modulo key={r.versione} registrazione={r} onFine={() => setAperto(false)} />
      ) : r.originali.length === 0 ? (
        <p className="campo__aiuto">Nessuno indicato.</p>
      ) : (
        <dl className="dati">
          {r.originali.map((o, i) => (
            <Dato key={i} nome={nomeDove[o.dove]}>
              {o.luogo}
            </Dato>
          ))}
        </dl>
      )}
    </section>
  );
}

type Proprieta = { registrazione: Registrazione; onFine: () => void };

function Modulo({ registrazione: r, onFine }: Proprieta): ReactElement {
  const [valori, setValori] = useState(r.originali);
  const client = useQueryClient();
  const salvataggio = useMutation({
    mutationFn: () =>
      modifica(r, { versione: r.versione, originali: valori.filter((o) => o.luogo.trim() !== '') }),
    onSuccess: async (nuova) => {
      client.setQueryData(registrazioneQuery(r).queryKey, nuova);
      annuncia('Originali salvati');
      onFine();
      await client.invalidateQueries(storiaQuery(r));
    },
    onError: (errore) => {
      if (errore instanceof ErroreApi && errore.stato === 409)
        void client.invalidateQueries(registrazioneQuery(r));
    },
  });
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (!salvataggio.isPending) salvataggio.mutate();
  };
  return (
    <form
      onSubmit={salva}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) onFine();
      }}
    >
      <AvvisoErrore errore={salvataggio.error} fuoco />
      <ElencoOriginali valori={valori} onCambia={setValori} />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={salvataggio.isPending}>
          Salva (resta traccia)
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFine}>
          Lascia com’era
        </Button>
      </div>
    </form>
  );
}
