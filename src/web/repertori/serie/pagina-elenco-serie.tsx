import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { nomeTipoCriterio } from '../nomi.ts';
import { elencoSerieQuery } from './api.ts';

/** The serie archivistiche and what holds each together (RN-47.1, RN-47.2). */
export function PaginaElencoSerie(): ReactElement {
  const { data, error, isPending } = useQuery(elencoSerieQuery);
  const gestisce = usePermesso('repertorio.gestisce');
  const vai = useNavigate();
  useTastiElenco();
  useTasti('Serie', [
    {
      tasto: 'a',
      nome: 'Istituisce una serie',
      azione: () => void vai({ to: '/serie/nuova' }),
      attivo: gestisce,
    },
  ]);
  const nuova = (
    <Link to="/serie/nuova" className="btn btn-primary btn-sm">
      <Icona nome="plus" classe="icona--chiara" /> Nuova serie <kbd>A</kbd>
    </Link>
  );
  return (
    <Pagina
      titolo="Serie archivistiche"
      occhiello="Fascicoli e registri riuniti per natura o forma dei documenti, per materia, affare o procedimento."
      azioni={gestisce && nuova}
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data?.items.length === 0 && (
        <Vuoto icona="folder" titolo="Non ci sono ancora serie">
          <p>Una serie riunisce fascicoli e registri secondo un criterio scritto.</p>
          {gestisce && nuova}
        </Vuoto>
      )}
      <ul className="voci">
        {data?.items.map((s) => (
          <li key={s.id}>
            <Link to="/serie/$id" params={{ id: s.id }} className="voci__voce" data-voce-elenco="">
              <span>
                <strong>{s.denominazione}</strong> {s.chiusaIl && <Badge color="secondary">Chiusa</Badge>}
              </span>
              <small className="tendina__dati">
                {nomeTipoCriterio[s.tipoCriterio]} ·{' '}
                {s.quanteUnita === 1 ? '1 unità archivistica' : `${s.quanteUnita} unità archivistiche`}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </Pagina>
  );
}
