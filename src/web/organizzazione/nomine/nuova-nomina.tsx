import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { aooQuery, personeQuery } from '../api.ts';
import { nomina, nomineQuery, ruoli, type Nomina, type Ruolo } from './api.ts';

/** A new appointment; whoever holds that office goes on, unless it says that it succeeds to him. */
export function NuovaNominaModulo({ nomine }: { nomine: readonly Nomina[] }): ReactElement {
  const io = useSessione().utente.id;
  const { data: persone } = useQuery(personeQuery);
  const [oggi] = useState(() => giornoEOraDi(new Date()).giorno);
  const [ruolo, setRuolo] = useState<Ruolo>('rsp');
  const [utente, setUtente] = useState('');
  const [dal, setDal] = useState(oggi);
  const [al, setAl] = useState('');
  const [atto, setAtto] = useState('');
  const [succede, setSuccede] = useState(true);
  const client = useQueryClient();
  const invio = useInvio(nomina, async (fatta) => {
    setUtente('');
    setAtto('');
    setAl('');
    annuncia(
      fatta.stato === 'futura' ? `Nomina registrata: comincia il ${data(fatta.dal)}` : 'Nomina registrata',
    );
    await client.invalidateQueries(nomineQuery);
    await client.invalidateQueries(aooQuery);
  });
  // Whom it would succeed to: the one who is in office without an end, or the last to come.
  const ultima = nomine.find((n) => n.ruolo === ruolo && n.al === undefined);
  const senzaFine = ruolo === 'rsp';
  const errori = erroriCampi(invio.error);
  const conferisci = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    invio.mutate({
      ruolo,
      utente,
      dal,
      atto: atto.trim(),
      ...(al && !senzaFine && { al }),
      ...(ultima && succede && { succedeA: ultima.id }),
    });
  };
  return (
    <form className="carta" onSubmit={conferisci} noValidate aria-label="Nuova nomina">
      <h3>Nuova nomina</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        <Campo etichetta="Ufficio" errore={errori('ruolo')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={ruolo}
              onChange={(e) => setRuolo(e.target.value as Ruolo)}
            >
              {ruoli.map((r) => (
                <option key={r.ruolo} value={r.ruolo}>
                  {r.nome}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo
          etichetta="Chi è nominato"
          errore={errori('utente')}
          aiuto="Nessuno nomina sé stesso: l’atto lo registra un altro."
          obbligatorio
        >
          {(a) => (
            <select {...a} className="form-select" value={utente} onChange={(e) => setUtente(e.target.value)}>
              <option value="">Scegliere…</option>
              {persone?.items
                .filter((u) => u.id !== io)
                .map((u) => (
                  <option key={u.id} value={u.id}>
                    {[`${u.cognome} ${u.nome}`, ...u.unita].join(', ')}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Dal" errore={errori('dal')} obbligatorio>
          {(a) => <input {...a} type="date" value={dal} onChange={(e) => setDal(e.target.value)} />}
        </Campo>
        {!senzaFine && (
          <Campo etichetta="Al (vuoto: finché non cessa)" errore={errori('al')}>
            {(a) => <input {...a} type="date" value={al} onChange={(e) => setAl(e.target.value)} />}
          </Campo>
        )}
        <Campo etichetta="Atto di nomina" errore={errori('atto')} obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={300}
              placeholder="Decreto del Sindaco n. 12 del 3/11/2026"
              value={atto}
              onChange={(e) => setAtto(e.target.value)}
            />
          )}
        </Campo>
      </div>
      {ultima && (
        <label className="spunta">
          <input type="checkbox" checked={succede} onChange={(e) => setSuccede(e.target.checked)} />
          <span>
            Succede a {ultima.utente.cognome} {ultima.utente.nome}, la cui nomina finisce il giorno prima
          </span>
        </label>
      )}
      <Button
        type="submit"
        color="primary"
        size="sm"
        disabled={invio.isPending || !utente || !dal || atto.trim() === ''}
      >
        Registra la nomina
      </Button>
    </form>
  );
}
