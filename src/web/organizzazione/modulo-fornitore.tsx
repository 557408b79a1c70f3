import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { ErroreFornitore } from './errore-fornitore.tsx';
import { EsitoDellaProva } from './esito-della-prova.tsx';
import {
  fornitoriQuery,
  nomiAttributi,
  nomiCampi,
  provaEmittente,
  salvaFornitore,
  type FornitoreIdentita,
  type NuovoFornitore,
} from './fornitori.ts';

const NUOVO: NuovoFornitore = {
  nome: '',
  emittente: '',
  clientId: '',
  segreto: '',
  ambiti: ['openid', 'profile', 'email'],
  attributo: 'preferred_username',
  campo: 'nome_utente',
  secondoFattore: [],
  nuovaProva: true,
  attivo: true,
};
const parole = (testo: string): string[] => [...new Set(testo.split(/[\s,]+/).filter(Boolean))];

/** A system to sign in with: made, or changed. The secret is written and never read. */
export function ModuloFornitore({
  fornitore,
  onFine,
}: {
  fornitore?: FornitoreIdentita;
  onFine: () => void;
}): ReactElement {
  const [dati, setDati] = useState<NuovoFornitore>({ ...NUOVO, ...fornitore, segreto: '' });
  const [ambiti, setAmbiti] = useState(dati.ambiti.join(' '));
  const [valori, setValori] = useState(dati.secondoFattore.join(' '));
  const cambia = (parte: Partial<NuovoFornitore>): void => setDati({ ...dati, ...parte });
  const client = useQueryClient();
  const primo = useRef<HTMLInputElement>(null);
  useEffect(() => primo.current?.focus(), []);
  const prova = useMutation({ mutationFn: provaEmittente });
  const salvataggio = useMutation({
    mutationFn: () => {
      const { nome, emittente, clientId, segreto, attributo, campo, nuovaProva, attivo } = dati;
      const corpo = { nome, emittente, clientId, segreto, attributo, campo, nuovaProva, attivo };
      return salvaFornitore(
        { ...corpo, ambiti: parole(ambiti), secondoFattore: parole(valori) },
        fornitore?.id,
      );
    },
    onSuccess: async () => {
      annuncia('Salvato');
      await client.invalidateQueries(fornitoriQuery);
      onFine();
    },
  });
  const errori = erroriCampi(salvataggio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (!salvataggio.isPending) salvataggio.mutate();
  };
  return (
    <form
      className="carta w-100"
      onSubmit={salva}
      noValidate
      aria-label={fornitore ? `Modifica ${fornitore.nome}` : 'Nuovo sistema'}
    >
      <h3>{fornitore ? `Modifica ${fornitore.nome}` : 'Nuovo sistema'}</h3>
      <ErroreFornitore errore={salvataggio.error} />
      <Campo etichetta="Nome" errore={errori('nome')} aiuto="Sul pulsante: «Accedi con …».">
        {(a) => (
          <input
            {...a}
            ref={primo}
            type="text"
            maxLength={60}
            value={dati.nome}
            onChange={(e) => cambia({ nome: e.target.value })}
          />
        )}
      </Campo>
      <Campo
        etichetta="Emittente (issuer)"
        errore={errori('emittente') ?? erroriCampi(prova.error)('emittente')}
        aiuto={
          fornitore
            ? 'Non si cambia: per un altro emittente si aggiunge un altro sistema.'
            : 'L’indirizzo dato dall’altro sistema, come https://accesso.comune.it/realms/dipendenti.'
        }
      >
        {(a) => (
          <input
            {...a}
            type="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            readOnly={fornitore !== undefined}
            value={dati.emittente}
            onChange={(e) => cambia({ emittente: e.target.value })}
          />
        )}
      </Campo>
      <Button
        type="button"
        color="primary"
        outline
        size="xs"
        className="mb-3"
        disabled={prova.isPending || !dati.emittente.trim()}
        onClick={() => prova.mutate(dati.emittente)}
      >
        {prova.isPending ? 'Prova in corso…' : 'Prova il collegamento'}
      </Button>
      {prova.data && <EsitoDellaProva esito={prova.data} attributo={dati.attributo} />}
      <div className="griglia">
        <Campo etichetta="Identificativo (client id)" errore={errori('clientId')}>
          {(a) => (
            <input
              {...a}
              type="text"
              autoComplete="off"
              spellCheck={false}
              maxLength={255}
              value={dati.clientId}
              onChange={(e) => cambia({ clientId: e.target.value })}
            />
          )}
        </Campo>
        <Campo
          etichetta="Segreto (client secret)"
          errore={errori('segreto')}
          aiuto={fornitore ? 'Vuoto: resta quello che c’è.' : 'Poi nessuno potrà rileggerlo.'}
        >
          {(a) => (
            <input
              {...a}
              type="password"
              autoComplete="new-password"
              maxLength={1000}
              value={dati.segreto}
              onChange={(e) => cambia({ segreto: e.target.value })}
            />
          )}
        </Campo>
      </div>
      <div className="griglia">
        <Campo etichetta="Si riconosce la persona da" errore={errori('attributo')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={dati.attributo}
              onChange={(e) => cambia({ attributo: e.target.value as NuovoFornitore['attributo'] })}
            >
              {Object.entries(nomiAttributi).map(([valore, detto]) => (
                <option key={valore} value={valore}>
                  {detto}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo
          etichetta="uguale, in Tabularium, a"
          errore={errori('campo')}
          aiuto="Conta solo al primo accesso: poi la persona resta quella."
        >
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={dati.campo}
              onChange={(e) => cambia({ campo: e.target.value as NuovoFornitore['campo'] })}
            >
              {Object.entries(nomiCampi).map(([valore, detto]) => (
                <option key={valore} value={valore}>
                  {detto}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <div className="griglia">
        <Campo
          etichetta="Ambiti (scope)"
          errore={errori('ambiti')}
          aiuto="Che cosa si chiede di dire della persona."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              autoComplete="off"
              spellCheck={false}
              value={ambiti}
              onChange={(e) => setAmbiti(e.target.value)}
            />
          )}
        </Campo>
        <Campo
          etichetta="Valgono come secondo fattore"
          errore={errori('secondoFattore')}
          aiuto="Valori di acr o amr, come mfa. Vuoto: qui si chiede comunque il proprio."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              autoComplete="off"
              spellCheck={false}
              value={valori}
              onChange={(e) => setValori(e.target.value)}
            />
          )}
        </Campo>
      </div>
      <label className="spunta">
        <input
          type="checkbox"
          checked={dati.nuovaProva}
          onChange={(e) => cambia({ nuovaProva: e.target.checked })}
        />
        <span>
          L’altro sistema fa dimostrare ogni volta chi si è. Senza, chi vi ha già una sessione entra subito,
          anche dopo il blocco per inattività.
        </span>
      </label>
      <label className="spunta mb-3">
        <input type="checkbox" checked={dati.attivo} onChange={(e) => cambia({ attivo: e.target.checked })} />
        <span>Si può usare. Spegnendolo si chiudono le sessioni aperte con questo sistema.</span>
      </label>
      <Button type="submit" color="primary" size="sm" disabled={salvataggio.isPending}>
        Salva
      </Button>{' '}
      <Button type="button" color="primary" outline size="sm" onClick={onFine}>
        Lascia com’è
      </Button>
    </form>
  );
}
