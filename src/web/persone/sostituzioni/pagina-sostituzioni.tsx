import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { annullaAssenza, revocaSostituzione, sostituzioniQuery } from '../api.ts';
import { NuovaAssenzaModulo } from './nuova-assenza.tsx';
import { NuovaSostituzioneModulo } from './nuova-sostituzione.tsx';
import { SostituzioneVista } from './sostituzione.tsx';
import { AssenzeDellUfficio } from './ufficio.tsx';

/** When one is away and who acts meanwhile; whom one stands in for; who is away from the office today. */
export function PaginaSostituzioni(): ReactElement {
  const { perConto } = useSessione();
  const nomina = usePermesso('sostituzione.nomina');
  const { data: d, error, isPending } = useQuery(sostituzioniQuery);
  return (
    <Pagina
      titolo="Assenze e sostituti"
      occhiello="Chi sostituisce agisce a proprio nome «per conto di», nei limiti e nei giorni dati."
      classe="pagina--stretta"
    >
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {perConto && (
        <p className="carta">
          Si sta agendo per conto di un altro: per segnare le proprie assenze o nominare chi sostituisce,
          tornare ad agire per sé dal menu con il proprio nome.
        </p>
      )}
      {nomina && <AssenzeDellUfficio />}
      {nomina && <MieAssenze />}
      {nomina && <MieiSostituti />}
      {d && (
        <section className="carta" aria-labelledby="chi-sostituisco">
          <h2 id="chi-sostituisco">Chi sostituisco</h2>
          {d.altrui.length === 0 ? (
            <p>Nessuno. Qui compare chi ha nominato questo utente come suo sostituto.</p>
          ) : (
            <p className="campo__aiuto">
              Si sceglie per chi agire dal menu con il proprio nome, in alto a destra.
            </p>
          )}
          <ul className="voci-piane">
            {d.altrui.map((z) => (
              <SostituzioneVista key={z.id} sostituzione={z} chi="titolare" />
            ))}
          </ul>
        </section>
      )}
    </Pagina>
  );
}

function MieAssenze(): ReactElement {
  const { data: d } = useQuery(sostituzioniQuery);
  const [nuova, setNuova] = useState(false);
  const client = useQueryClient();
  const annulla = useMutation({
    mutationFn: annullaAssenza,
    onSuccess: async () => {
      annuncia('Assenza annullata');
      await client.invalidateQueries({ queryKey: ['sostituzioni'] });
    },
  });
  return (
    <section className="carta" aria-labelledby="mie-assenze">
      <h2 id="mie-assenze">Le mie assenze</h2>
      <AvvisoErrore errore={annulla.error} fuoco />
      {d?.assenze.length === 0 && <p>Nessuna assenza segnata, da oggi in poi.</p>}
      <ul className="voci-piane">
        {d?.assenze.map((a) => (
          <li key={a.id}>
            <div>
              dal <strong>{data(a.dal)}</strong> al <strong>{data(a.al)}</strong>
            </div>
            <button
              type="button"
              className="bottone-testo bottone-testo--pericolo"
              disabled={annulla.isPending}
              onClick={() => annulla.mutate(a.id)}
            >
              Annulla
              <span className="visually-hidden">
                {' '}
                l’assenza dal {data(a.dal)}, e le sostituzioni nominate con essa
              </span>
            </button>
          </li>
        ))}
      </ul>
      {nuova ? (
        <NuovaAssenzaModulo onFatto={() => setNuova(false)} />
      ) : (
        <Button type="button" color="primary" size="sm" onClick={() => setNuova(true)}>
          <Icona nome="plus" classe="icona--chiara" /> Segna un’assenza
        </Button>
      )}
    </section>
  );
}

function MieiSostituti(): ReactElement {
  const { data: d } = useQuery(sostituzioniQuery);
  const [nuova, setNuova] = useState(false);
  const client = useQueryClient();
  const revoca = useMutation({
    mutationFn: revocaSostituzione,
    onSuccess: async () => {
      annuncia('Sostituzione revocata');
      await client.invalidateQueries({ queryKey: ['sostituzioni'] });
    },
  });
  return (
    <section className="carta" aria-labelledby="miei-sostituti">
      <h2 id="miei-sostituti">Chi mi sostituisce</h2>
      <AvvisoErrore errore={revoca.error} fuoco />
      {d?.mie.length === 0 && (
        <p>Nessuno. Un sostituto si nomina anche senza un’assenza, per un ufficio e per alcuni compiti.</p>
      )}
      <ul className="voci-piane">
        {d?.mie.map((z) => (
          <SostituzioneVista
            key={z.id}
            sostituzione={z}
            chi="sostituto"
            attesa={revoca.isPending}
            onRevoca={() => revoca.mutate(z.id)}
          />
        ))}
      </ul>
      {nuova ? (
        <NuovaSostituzioneModulo onFatto={() => setNuova(false)} />
      ) : (
        <Button type="button" color="primary" size="sm" onClick={() => setNuova(true)}>
          <Icona nome="plus" classe="icona--chiara" /> Nomina un sostituto
        </Button>
      )}
    </section>
  );
}
