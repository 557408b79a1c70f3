import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { data } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { decidiRegola, impostaRete, leggiRegola, leggiRete, type ReteUnita } from './api.ts';

const nomi = (persone: readonly { nome: string }[]): string =>
  persone.map((p) => p.nome).join(', ') || 'nessuno';

/** Who is told of the documents of each office, and on whose word (art. 73). */
export function PaginaRete(): ReactElement {
  const rete = useQuery({ queryKey: ['rete-comunicazioni'], queryFn: leggiRete });
  return (
    <Pagina
      titolo="Chi è avvisato dei documenti"
      occhiello="Di ogni documento arrivato a un ufficio o partito da esso sono avvisati il Responsabile dell’Area e le persone che egli ha indicato; finché non ne indica, il responsabile dell’ufficio."
      classe="pagina--stretta"
    >
      <AvvisoErrore errore={rete.error} />
      {rete.isPending && <Attesa />}
      <Regola />
      {rete.data?.items.length === 0 && (
        <Vuoto icona="mail" titolo="Nessun ufficio">
          <p>Qui compaiono gli uffici a cui si assegnano documenti.</p>
        </Vuoto>
      )}
      {rete.data?.items.map((u) => (
        <Unita key={u.codice} unita={u} />
      ))}
    </Pagina>
  );
}

function Regola(): ReactElement | null {
  const client = useQueryClient();
  const { data: regola } = useQuery({ queryKey: ['regola-posta'], queryFn: leggiRegola });
  const invio = useMutation({
    mutationFn: decidiRegola,
    onSuccess: (nuova) => client.setQueryData(['regola-posta'], nuova),
  });
  if (!regola) return null;
  return (
    <div className="carta">
      <label className="spunta">
        <input
          type="checkbox"
          checked={!regola.maiAmmesso}
          disabled={invio.isPending}
          onChange={(e) => invio.mutate(!e.target.checked)}
        />
        <span>Tutti ricevono le comunicazioni per posta almeno una volta al giorno</span>
      </label>
      {regola.decisaDa !== undefined && (
        <p className="campo__aiuto">
          Deciso da {regola.decisaDa}
          {regola.decisaIl !== undefined && `, ${data(regola.decisaIl)}`}
        </p>
      )}
      <AvvisoErrore errore={invio.error} />
    </div>
  );
}

function Unita({ unita: u }: { unita: ReteUnita }): ReactElement {
  const [modifica, setModifica] = useState(false);
  return (
    <section className="carta" aria-label={u.denominazione}>
      <h2>{u.denominazione}</h2>
      <p className="campo__aiuto">
        {u.area} · Responsabile di Area: {nomi(u.responsabiliArea)}
      </p>
      <p>
        Avvisati: <strong>{nomi(u.avvisati)}</strong>
      </p>
      {u.indicate.length > 0 && (
        <ul>
          {u.indicate.map((i) => (
            <li key={i.persona.id}>
              {i.persona.nome}, indicato da {i.indicataDa} ({i.indicazione}) dal {data(i.dal)}; inserito da{' '}
              {i.inseritaDa}
            </li>
          ))}
        </ul>
      )}
      {modifica ? (
        <Modulo unita={u} onFatto={() => setModifica(false)} />
      ) : (
        <Button color="primary" outline size="xs" onClick={() => setModifica(true)}>
          Cambia<span className="visually-hidden"> chi è avvisato in {u.denominazione}</span>
        </Button>
      )}
    </section>
  );
}

function Modulo({ unita: u, onFatto }: { unita: ReteUnita; onFatto: () => void }): ReactElement {
  const client = useQueryClient();
  const { utente } = useSessione();
  const [persone, setPersone] = useState(u.indicate.map((i) => i.persona.id));
  const suo = u.responsabiliArea.some((p) => p.id === utente.id);
  const [indicataDa, setIndicataDa] = useState(suo ? utente.id : (u.responsabiliArea[0]?.id ?? ''));
  const [indicazione, setIndicazione] = useState('');
  const invio = useMutation({
    mutationFn: () => impostaRete(u.codice, { persone, indicazione: indicazione.trim(), indicataDa }),
    onSuccess: async () => {
      annuncia('Salvato');
      onFatto();
      await client.invalidateQueries({ queryKey: ['rete-comunicazioni'] });
    },
  });
  const errori = erroriCampi(invio.error);
  if (u.responsabiliArea.length === 0)
    return <p>L’Area non ha un Responsabile: prima va nominato, perché è lui a indicare chi è avvisato.</p>;
  return (
    <form
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (!invio.isPending && indicazione.trim()) invio.mutate();
      }}
    >
      <AvvisoErrore errore={invio.error} fuoco />
      <fieldset>
        <legend>Persone dell’ufficio</legend>
        {u.persone.map((p) => (
          <label key={p.id} className="spunta">
            <input
              type="checkbox"
              checked={persone.includes(p.id)}
              onChange={(e) =>
                setPersone(e.target.checked ? [...persone, p.id] : persone.filter((x) => x !== p.id))
              }
            />
            <span>{p.nome}</span>
          </label>
        ))}
      </fieldset>
      <Campo etichetta="Indicate da" errore={errori('indicataDa')}>
        {(c) => (
          <select {...c} value={indicataDa} onChange={(e) => setIndicataDa(e.target.value)}>
            {u.responsabiliArea.map((p) => (
              <option key={p.id} value={p.id}>
                {p.nome}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <Campo
        etichetta="Come l’ha indicato"
        obbligatorio
        aiuto="Nota, lettera, di persona"
        errore={errori('indicazione')}
      >
        {(c) => (
          <input
            {...c}
            type="text"
            maxLength={500}
            value={indicazione}
            onChange={(e) => setIndicazione(e.target.value)}
          />
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={invio.isPending || !indicazione.trim()}>
          Salva
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
