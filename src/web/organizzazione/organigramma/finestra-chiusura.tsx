import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { chiudiUnita, organigrammaQuery, useAggiornaOrganigramma } from './api.ts';
import { CampiDecorrenza } from './campi-decorrenza.tsx';
import { SceltaSuccessori } from './scelta-successori.tsx';
import type { Chiusura, SchedaUnita, Unita } from './tipi.ts';

type Proprieta = { unita: SchedaUnita; onFatto: () => void; onChiudi: () => void };

/** Closing an office: who continues its work, and what follows, before it is done. */
export function FinestraChiusura({ unita: u, onFatto, onChiudi }: Proprieta): ReactElement {
  const [oggi] = useState(() => giornoEOraDi(new Date()).giorno);
  const [quando, setQuando] = useState({ dal: oggi, atto: '' });
  const [successori, setSuccessori] = useState<string[]>([]);
  const { data: unita = [] } = useQuery(organigrammaQuery(quando.dal || undefined));
  const aggiorna = useAggiornaOrganigramma();
  const invio = useInvio(
    (corpo: Chiusura, chiave) => chiudiUnita(u.codice, corpo, chiave),
    async (_, { dal }) => {
      annuncia(dal > oggi ? `Chiusura decisa per il ${data(dal)}` : 'Ufficio chiuso');
      onFatto();
      await aggiorna();
    },
  );
  const errori = erroriCampi(invio.error);
  const comprese = unita.filter((x) => x.padre === u.codice);
  const chiudi = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ dal: quando.dal, atto: quando.atto.trim(), successori });
  };
  return (
    <Finestra titolo={`Chiudi «${u.stato?.denominazione ?? u.codice}»`} onChiudi={onChiudi}>
      <form className="modulo-alto" onSubmit={chiudi} noValidate>
        <AvvisoErrore errore={invio.error} fuoco />
        <CampiDecorrenza
          valori={quando}
          onCambia={setQuando}
          errori={errori}
          oggi={oggi}
          etichetta="Non c’è più dal"
          aiuto="Il primo giorno in cui l’ufficio è chiuso. Una chiusura che ha avuto effetto non si riapre."
        />
        <SceltaSuccessori
          chiude={u.codice}
          giorno={quando.dal || undefined}
          scelti={successori}
          onCambia={setSuccessori}
          errore={errori('successori')}
        />
        <Conseguenze scheda={u} comprese={comprese} erede={unita.find((x) => x.codice === successori[0])} />
        <div className="azioni">
          <Button
            type="submit"
            color="danger"
            size="sm"
            disabled={
              invio.isPending || quando.atto.trim() === '' || quando.dal === '' || comprese.length > 0
            }
          >
            Chiudi l’ufficio
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}

type Seguito = { scheda: SchedaUnita; comprese: readonly Unita[]; erede: Unita | undefined };

function Conseguenze({ scheda: u, comprese, erede }: Seguito): ReactElement {
  const n = u.assegnazioniAperte;
  const documenti = n === 1 ? 'Un documento ancora aperto' : `${n} documenti ancora aperti`;
  const persone = u.persone.length;
  return (
    <section className="esempio" aria-live="polite" aria-label="Che cosa succede">
      <h3>Che cosa succede</h3>
      <ul className="seguito">
        {comprese.length > 0 && (
          <li className="seguito__ferma">
            Comprende ancora {comprese.map((x) => `«${x.denominazione}»`).join(', ')}: prima si spostano o si
            chiudono.
          </li>
        )}
        {u.servizioProtocollo && (
          <li className="seguito__ferma">
            È il servizio di protocollo e archivi: prima se ne designa un altro.
          </li>
        )}
        {n === 0 && <li>Non ha documenti aperti.</li>}
        {n > 0 && erede && (
          <li>
            {documenti} {n === 1 ? 'passa' : 'passano'} a «{erede.denominazione}» nel giorno della chiusura.
          </li>
        )}
        {n > 0 && !erede && (
          <li className="seguito__ferma">
            {documenti} {n === 1 ? 'resta fermo' : 'restano fermi'}: nessuno li può prendere in carico finché
            non si dice chi continua il lavoro.
          </li>
        )}
        {persone > 0 && (
          <li>
            {persone === 1
              ? 'Vi lavora una persona: per continuare va autorizzata presso un altro ufficio.'
              : `Vi lavorano ${persone} persone: per continuare vanno autorizzate presso un altro ufficio.`}
          </li>
        )}
        <li>Ciò che è registrato resta com’è, con il nome che l’ufficio aveva.</li>
      </ul>
    </section>
  );
}
