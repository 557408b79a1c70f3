import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { delegheQuery } from '../api.ts';
import { nomineQuery, ruoli, type ElencoNomine } from './api.ts';
import { NuovaNominaModulo } from './nuova-nomina.tsx';
import { Ufficio } from './ufficio.tsx';

/** Who holds the offices the law names, who held them, who will: each by an act and for its days (RN-2.1g, RN-4.2). */
export function PaginaNomine(): ReactElement {
  const { data: elenco, error, isPending } = useQuery(nomineQuery);
  const gestisce = usePermesso('organizzazione.gestisce');
  return (
    <>
      <h2>Nomine</h2>
      <p>
        Il potere viene dalla nomina, e non dal profilo: vale nei suoi giorni, e il suo atto resta scritto.
      </p>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {elenco &&
        ruoli.map((r) => (
          <Ufficio key={r.ruolo} {...r} nomine={elenco.items.filter((n) => n.ruolo === r.ruolo)} />
        ))}
      {elenco && gestisce && <NuovaNominaModulo nomine={elenco.items} />}
      <Delegati />
      {elenco && elenco.responsabiliArea.length > 0 && <CapiArea elenco={elenco} />}
    </>
  );
}

function Delegati(): ReactElement | null {
  const legge = usePermesso('configurazione.legge');
  const { data: deleghe } = useQuery({ ...delegheQuery, enabled: legge });
  if (!deleghe) return null;
  const vigenti = deleghe.items.filter((d) => d.inVigore);
  return (
    <section aria-labelledby="nomine-delegati">
      <h3 id="nomine-delegati">Delegati del responsabile</h3>
      {vigenti.length === 0 && <p>Nessuna delega in vigore.</p>}
      <ul className="voci-piane">
        {vigenti.map((d) => (
          <li key={d.id}>
            <div>
              <strong>
                {d.utente.cognome} {d.utente.nome}
              </strong>
              <p>
                Dal {data(d.dal)} {d.al ? `al ${data(d.al)}` : 'fino a revoca'}, {d.atto}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/amministrazione/deleghe">Conferire o revocare una delega</Link>
      </p>
    </section>
  );
}

function CapiArea({ elenco }: { elenco: ElencoNomine }): ReactElement {
  return (
    <section aria-labelledby="nomine-aree">
      <h3 id="nomine-aree">Responsabili delle Aree</h3>
      <p className="campo__aiuto">
        Non si nominano qui: lo dice l’autorizzazione di responsabile presso l’Area.
      </p>
      <ul className="voci-piane">
        {elenco.responsabiliArea.map(({ area, responsabili }) => (
          <li key={area.codice}>
            <div>
              <strong>
                <Link to="/organigramma" search={{ unita: area.codice }}>
                  {area.denominazione}
                </Link>
              </strong>
              <p>
                {responsabili.length === 0
                  ? 'Nessun responsabile.'
                  : responsabili
                      .map((r) => `${r.cognome} ${r.nome}${r.dal ? ` dal ${data(r.dal)}` : ''}`)
                      .join(', ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
