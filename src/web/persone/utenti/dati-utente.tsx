import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { modificaUtente, utenteQuery, type Utente } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { nomeRapporto } from '../nomi.ts';
import { CampiUtente } from './campi-utente.tsx';
import { controllaUtente, daInviare, datiDi } from './modulo.ts';

/** The data of a person, to read and for who may to change. */
export function DatiUtenteVisti({ utente: u }: { utente: Utente }): ReactElement {
  const gestisce = usePermesso('utente.gestisce');
  const [modifica, setModifica] = useState(false);
  return (
    <section className="carta" aria-labelledby="dati-utente">
      <h3 id="dati-utente">Dati</h3>
      {modifica ? (
        <Modulo utente={u} onFatto={() => setModifica(false)} />
      ) : (
        <>
          <Letti utente={u} />
          {gestisce && (
            <Button type="button" color="primary" outline size="xs" onClick={() => setModifica(true)}>
              Modifica i dati
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Letti({ utente: u }: { utente: Utente }): ReactElement {
  const { incaricato: i } = u;
  const anche = [i?.datiParticolari && 'particolari', i?.datiGiudiziari && 'giudiziari'].filter(Boolean);
  return (
    <dl className="coppie">
      <dt>Codice fiscale</dt>
      <dd>{u.codiceFiscale ?? 'non indicato'}</dd>
      <dt>E-mail</dt>
      <dd>{u.email ?? 'non indicata: una password dimenticata la ridà l’amministratore'}</dd>
      <dt>Rapporto</dt>
      <dd>{nomeRapporto[u.rapporto]}</dd>
      <dt>Trattamento dei dati</dt>
      <dd>
        {i
          ? `incaricato dal ${data(i.dal)} (${i.atto})${anche.length > 0 ? `, anche dati ${anche.join(' e ')}` : ''}`
          : 'non incaricato: non apre né registra la corrispondenza'}
      </dd>
    </dl>
  );
}

function Modulo({ utente: u, onFatto }: { utente: Utente; onFatto: () => void }): ReactElement {
  const [dati, setDati] = useState(() => datiDi(u, giornoEOraDi(new Date()).giorno));
  const client = useQueryClient();
  const invio = useMutation({
    mutationFn: () => modificaUtente(u.id, daInviare(dati)),
    onSuccess: async (nuovo) => {
      client.setQueryData(utenteQuery(u.id).queryKey, nuovo);
      annuncia('Dati salvati');
      onFatto();
      await client.invalidateQueries({ queryKey: ['utenti', 'elenco'] });
    },
  });
  const [daCorreggere, setDaCorreggere] = useState<Record<string, string>>({});
  const delServer = erroriCampi(invio.error);
  return (
    <form
      noValidate
      aria-label="Dati della persona"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (invio.isPending) return;
        const trovati = controllaUtente(dati);
        setDaCorreggere(trovati);
        invio.reset();
        if (Object.keys(trovati).length === 0) invio.mutate();
      }}
    >
      <ErroreModulo errore={invio.error} mancano={Object.keys(daCorreggere).length > 0} />
      <CampiUtente
        dati={dati}
        onCambia={setDati}
        errori={(campo) => daCorreggere[campo] ?? delServer(campo)}
      />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
          Salva
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
