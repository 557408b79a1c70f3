import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../../platform/http/chiedi.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { portone } from '../../platform/http/portone.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { useTitolo } from '../../platform/ui/use-titolo.ts';
import { BottoneUscita } from '../bottone-uscita.tsx';
import { avvisaAltreSchede } from '../schede.ts';
import { chiaveSessione, useUscita } from '../sessione.ts';
import { Soglia } from '../soglia.tsx';
import type { Sessione } from '../tipi.ts';
import { AggiungiPasskey } from './aggiungi-passkey.tsx';
import { erroreDiPasskey, passkeyPossibili, provaCodice, provaPasskey, type FattoreAttivato } from './api.ts';
import { AttivaTotp } from './attiva-totp.tsx';
import { CodiciDaConservare } from './codici-da-conservare.tsx';

/** After the first factor: the second one is given, or got where the ente wants it. Nothing else until then. */
export function SecondoPasso({ sessione }: { sessione: Sessione }): ReactElement {
  const client = useQueryClient();
  const uscita = useUscita(sessione);
  const entra = (intera: Sessione): void => {
    client.setQueryData(chiaveSessione, intera);
    portone.riapri();
    avvisaAltreSchede('aperta');
  };
  const scaduto = (errore: unknown): void => {
    if (!(errore instanceof ErroreApi) || errore.codice !== 'sessione.assente') return;
    const { parziale: _, ...prima } = sessione;
    client.setQueryData(chiaveSessione, prima);
    portone.chiudi('scaduta');
  };
  const attivazione = sessione.parziale === 'attivazione';
  const titolo = attivazione ? 'Attivare il secondo fattore' : 'Secondo fattore';
  useTitolo(titolo);
  return (
    <Soglia titolo={titolo} sottotitolo={`${sessione.utente.nome} ${sessione.utente.cognome}`}>
      {attivazione ? (
        <Attivazione onEntra={entra} />
      ) : (
        <Verifica fattori={sessione.fattori} onEntra={entra} onErrore={scaduto} />
      )}
      <AvvisoErrore errore={uscita.error} fuoco />
      <BottoneUscita uscita={uscita} />
    </Soglia>
  );
}

type Esiti = { onEntra: (intera: Sessione) => void; onErrore: (errore: unknown) => void };

function Verifica({ fattori, onEntra, onErrore }: Esiti & { fattori: Sessione['fattori'] }): ReactElement {
  const [codice, setCodice] = useState('');
  const campo = useRef<HTMLInputElement>(null);
  const prova = useMutation({ mutationFn: provaCodice, onSuccess: onEntra, onError: onErrore });
  const passkey = useMutation({ mutationFn: provaPasskey, onSuccess: onEntra, onError: onErrore });
  useEffect(() => campo.current?.focus(), []);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!prova.isPending) prova.mutate(codice, { onError: () => setCodice('') });
  };
  return (
    <>
      <AvvisoErrore errore={prova.error ?? erroreDiPasskey(passkey.error)} fuoco />
      <form onSubmit={invia} noValidate>
        <Campo
          etichetta={fattori.totp ? 'Codice dell’app, o di recupero' : 'Codice di recupero'}
          id="secondo-fattore-codice"
        >
          {(a) => (
            <input
              {...a}
              ref={campo}
              type="text"
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              value={codice}
              onChange={(e) => setCodice(e.target.value)}
            />
          )}
        </Campo>
        <Button color="primary" type="submit" block disabled={prova.isPending || codice.trim().length < 6}>
          {prova.isPending ? 'Verifica in corso…' : 'Continua'}
        </Button>
      </form>
      {fattori.passkey && passkeyPossibili() && (
        <Button
          color="primary"
          outline
          type="button"
          block
          className="mt-2"
          disabled={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          Usa una passkey
        </Button>
      )}
    </>
  );
}

function Attivazione({ onEntra }: Pick<Esiti, 'onEntra'>): ReactElement {
  const [codici, setCodici] = useState<string[]>();
  // The session is whole already; the screens open when the codes have been put away.
  const entra = useMutation({
    mutationFn: () => chiedi<Sessione>('GET', '/sessione', { senzaAttesa: true }),
    onSuccess: onEntra,
  });
  const attivato = (a: FattoreAttivato): void => {
    if (a.codici) setCodici(a.codici);
    else entra.mutate();
  };
  if (codici)
    return (
      <>
        <AvvisoErrore errore={entra.error} fuoco />
        <CodiciDaConservare
          codici={codici}
          prosegui="Li ho conservati: entra"
          onProsegui={() => entra.mutate()}
        />
      </>
    );
  return (
    <>
      <p>L’ente lo richiede per questo profilo: si sceglie ora, e dal prossimo accesso lo si chiederà.</p>
      <AttivaTotp onAttivato={attivato} />
      <hr />
      <AggiungiPasskey onAttivato={attivato} />
    </>
  );
}
