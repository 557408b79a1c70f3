import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { chiuseQuery } from '../api.ts';
import { FinestraSuccessori } from './finestra-successori.tsx';
import { SottomenuOrganigramma } from './sottomenu.tsx';
import type { UnitaChiuse } from './tipi.ts';

type Chiusa = UnitaChiuse['items'][number];

/** Closed offices: first those whose work nobody continues, to be given to somebody. */
export function PaginaChiusi(): ReactElement {
  const { data: chiuse, error, isPending } = useQuery(chiuseQuery);
  const senza = chiuse?.filter((u) => !u.successore) ?? [];
  const con = chiuse?.filter((u) => u.successore) ?? [];
  return (
    <Pagina
      titolo="Uffici chiusi"
      occhiello="Ciò che hanno registrato resta loro; i documenti ancora aperti passano a chi ne continua il lavoro."
    >
      <SottomenuOrganigramma />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {chiuse?.length === 0 && <Vuoto icona="check-circle" titolo="Nessun ufficio chiuso" />}
      {senza.length > 0 && <Elenco titolo="Senza successore" uffici={senza} />}
      {con.length > 0 && <Elenco titolo="Con un successore" uffici={con} />}
    </Pagina>
  );
}

function Elenco({ titolo, uffici }: { titolo: string; uffici: readonly Chiusa[] }): ReactElement {
  const gestisce = usePermesso('organizzazione.gestisce');
  const [scelto, setScelto] = useState<Chiusa>();
  return (
    <section aria-label={titolo}>
      <h2>{titolo}</h2>
      <ul className="voci-piane">
        {uffici.map((u) => (
          <li key={u.codice}>
            <div>
              <strong>
                <Link to="/organigramma" search={{ unita: u.codice }}>
                  {u.denominazione}
                </Link>
              </strong>
              <p>
                Chiuso dal {data(u.chiusaDal)}
                {u.successore && `; continua «${u.successore.denominazione}»`}
              </p>
              {u.assegnazioniFerme > 0 && (
                <p>
                  <span className="marca marca--attenzione marca--prima">
                    {u.assegnazioniFerme === 1
                      ? 'un documento fermo: nessuno lo può prendere in carico'
                      : `${u.assegnazioniFerme} documenti fermi: nessuno li può prendere in carico`}
                  </span>
                </p>
              )}
            </div>
            {gestisce && !u.successore && (
              <Button type="button" color="primary" outline size="xs" onClick={() => setScelto(u)}>
                Indica chi continua
                <span className="visually-hidden"> il lavoro di {u.denominazione}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {scelto && (
        <FinestraSuccessori
          codice={scelto.codice}
          denominazione={scelto.denominazione}
          attuali={[]}
          onChiudi={() => setScelto(undefined)}
        />
      )}
    </section>
  );
}
