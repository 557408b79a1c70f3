import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { revocaAutorizzazione, type Autorizzazione, type Profilo } from '../api.ts';
import { FinestraMotivo } from '../finestra-motivo.tsx';
import { descriviPoteri, periodo, statoAutorizzazione } from '../nomi.ts';
import { ModificaAutorizzazioneModulo } from './modifica-autorizzazione.tsx';

type Proprieta = { autorizzazione: Autorizzazione; profili: readonly Profilo[]; chi: string };

/** One authorisation: what it gives and until when, every decision on it, and what may be done with it. */
export function AutorizzazioneVista({ autorizzazione: a, profili, chi }: Proprieta): ReactElement {
  const [modifica, setModifica] = useState(false);
  const [revoca, setRevoca] = useState(false);
  const client = useQueryClient();
  const aperta = a.stato === 'in-vigore' || a.stato === 'futura';
  const decide = aperta && profili.includes(a.profilo);
  const stato = statoAutorizzazione[a.stato];
  const ultima = a.storia.at(-1);
  return (
    <li className={`autorizzazione ${aperta ? '' : 'autorizzazione--finita'}`}>
      <p className="autorizzazione__titolo">
        <strong>{a.unita.denominazione}</strong>: {descriviPoteri(a)}{' '}
        <span className={`marca ${stato.marca}`}>{stato.nome}</span>
      </p>
      <p className="campo__aiuto">
        {periodo(a.dal, a.al)}
        {ultima && ` · ${ultima.fatto} da ${ultima.decisaDa}, ${dataOra(ultima.istante)}`}
      </p>
      {a.storia.length > 0 && (
        <details className="autorizzazione__storia">
          <summary>
            Storia<span className="visually-hidden"> dell’autorizzazione per {a.unita.denominazione}</span> (
            {a.storia.length})
          </summary>
          <ol>
            {a.storia.map((s) => (
              <li key={`${s.istante} ${s.fatto}`}>
                <strong>{s.fatto}</strong> da {s.decisaDa}, {dataOra(s.istante)}
                {s.suRichiesta !== undefined && ', su richiesta dell’ufficio'}: {descriviPoteri(s)},{' '}
                {periodo(s.dal, s.al)}
                {s.motivo && <p className="campo__aiuto">{s.motivo}</p>}
              </li>
            ))}
          </ol>
        </details>
      )}
      {decide && !modifica && (
        <div className="azioni">
          <button type="button" className="bottone-testo" onClick={() => setModifica(true)}>
            Modifica<span className="visually-hidden"> l’autorizzazione per {a.unita.denominazione}</span>
          </button>
          <button
            type="button"
            className="bottone-testo bottone-testo--pericolo"
            onClick={() => setRevoca(true)}
          >
            Revoca<span className="visually-hidden"> l’autorizzazione per {a.unita.denominazione}</span>…
          </button>
        </div>
      )}
      {modifica && (
        <ModificaAutorizzazioneModulo
          autorizzazione={a}
          profili={profili}
          onFatto={() => setModifica(false)}
        />
      )}
      {revoca && (
        <FinestraMotivo
          titolo={`Revoca l’autorizzazione di ${chi}`}
          minimo={5}
          bottone="Revoca: vale da subito"
          pericolo
          invia={(motivo) => revocaAutorizzazione(a.id, motivo)}
          onChiudi={() => setRevoca(false)}
          onFatto={async () => {
            setRevoca(false);
            annuncia('Autorizzazione revocata');
            await client.invalidateQueries({ queryKey: ['utenti'] });
          }}
        >
          <p>
            <strong>{a.unita.denominazione}</strong>: {descriviPoteri(a)}. La perde dalla richiesta seguente,
            e con lui chi lo sostituisce in quell’ufficio. Resta nella storia.
          </p>
        </FinestraMotivo>
      )}
    </li>
  );
}
