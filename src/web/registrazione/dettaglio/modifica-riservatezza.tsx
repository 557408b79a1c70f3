import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi, istanteDiRoma } from '../../platform/date/roma.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { modifica, registrazioneQuery, storiaQuery } from '../api.ts';
import { livelli } from '../riservatezza/nomi.ts';
import { SceltaLivello } from '../riservatezza/scelta-livello.tsx';
import type { Registrazione } from '../tipi.ts';

type Proprieta = { registrazione: Registrazione; onFine: () => void };

/** To protect more is for whoever may change the data; to protect less wants a reason, and the server decides who may. */
export function ModificaRiservatezza({ registrazione: r, onFine }: Proprieta): ReactElement {
  const [livello, setLivello] = useState(r.riservatezza);
  const [particolari, setParticolari] = useState(r.datiParticolari);
  const [giudiziari, setGiudiziari] = useState(r.datiGiudiziari);
  const [gara, setGara] = useState(
    r.garaFinoA ? giornoEOraDi(new Date(r.garaFinoA)) : { giorno: '', ora: '' },
  );
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const apertura = istanteDiRoma(gara.giorno, gara.ora) ?? null;
  const prima = r.garaFinoA ? new Date(r.garaFinoA).getTime() : undefined;
  const dopo = apertura === null ? undefined : new Date(apertura).getTime();
  const riduce =
    livelli.indexOf(livello) < livelli.indexOf(r.riservatezza) ||
    (r.datiParticolari && !particolari) ||
    (r.datiGiudiziari && !giudiziari) ||
    (prima !== undefined && prima > Date.now() && (dopo === undefined || dopo < prima));
  const salvataggio = useMutation({
    mutationFn: () =>
      modifica(r, {
        versione: r.versione,
        riservatezza: livello,
        datiParticolari: particolari,
        datiGiudiziari: giudiziari,
        ...(prima !== dopo && { garaFinoA: apertura }),
        ...(riduce && { motivoRiservatezza: motivo }),
      }),
    onSuccess: async (nuova) => {
      client.setQueryData(registrazioneQuery(r).queryKey, nuova);
      annuncia('Riservatezza cambiata');
      onFine();
      await client.invalidateQueries(storiaQuery(r));
      await client.invalidateQueries({ queryKey: ['registro'] });
    },
    onError: (errore) => {
      if (errore instanceof ErroreApi && errore.stato === 409)
        void client.invalidateQueries(registrazioneQuery(r));
    },
  });
  const { error } = salvataggio;
  const erroreDi = (campo: string): string | undefined =>
    error instanceof ErroreApi ? error.campi.find((c) => c.campo === campo)?.messaggio : undefined;
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (!salvataggio.isPending) salvataggio.mutate();
  };
  const spunta = (etichetta: string, valore: boolean, cambia: (si: boolean) => void): ReactElement => (
    <label className="spunta">
      <input type="checkbox" checked={valore} onChange={(e) => cambia(e.target.checked)} />
      <span>{etichetta}</span>
    </label>
  );
  return (
    <form
      onSubmit={salva}
      noValidate
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) onFine();
      }}
    >
      {erroreDi('motivoRiservatezza') === undefined && erroreDi('garaFinoA') === undefined && (
        <AvvisoErrore errore={error} fuoco />
      )}
      <SceltaLivello valore={livello} onCambia={setLivello} />
      <div className="spunte">
        {spunta('Contiene dati particolari (salute, convinzioni, origine…)', particolari, setParticolari)}
        {spunta('Contiene dati giudiziari', giudiziari, setGiudiziari)}
      </div>
      <div className="coppia">
        <Campo etichetta="Offerta di gara: si apre il" errore={erroreDi('garaFinoA')}>
          {(a) => (
            <input
              {...a}
              type="date"
              value={gara.giorno}
              onChange={(e) => setGara({ ...gara, giorno: e.target.value })}
            />
          )}
        </Campo>
        <Campo etichetta="alle ore">
          {(a) => (
            <input
              {...a}
              type="time"
              value={gara.ora}
              onChange={(e) => setGara({ ...gara, ora: e.target.value })}
            />
          )}
        </Campo>
      </div>
      {riduce && (
        <Campo
          etichetta="Perché si riduce la protezione"
          obbligatorio
          errore={erroreDi('motivoRiservatezza')}
          aiuto="La riduce il responsabile del protocollo o dell’ufficio; il motivo resta nella storia."
        >
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
      )}
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
