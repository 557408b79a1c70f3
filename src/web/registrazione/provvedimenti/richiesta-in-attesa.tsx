import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { Confronto } from '../confronto.tsx';
import { nomeCampo } from '../nomi.ts';
import type { Provvedimento } from '../tipi.ts';
import { ModuloDecisione } from './modulo-decisione.tsx';
import { Ritiro } from './ritiro.tsx';
import { nomeDi, paginaDi } from '../indirizzi.ts';

/** One request, with what it would change: to be decided by the RSP, to be taken back by who asked. */
export function RichiestaInAttesa({ richiesta: q }: { richiesta: Provvedimento }): ReactElement {
  const [esito, setEsito] = useState<'autorizzata' | 'respinta'>();
  const decide = usePermesso('provvedimento.autorizza');
  const numero = nomeDi(q);
  return (
    <li className="richiesta">
      <h2 className="richiesta__titolo">
        {q.tipo === 'annullamento' ? 'Annullamento' : `Rettifica: ${nomeCampo(q.campo ?? '')}`} della{' '}
        <Link to={paginaDi(q)} data-voce-elenco="">
          {numero}
        </Link>
      </h2>
      <p className="richiesta__oggetto">{q.oggetto}</p>
      {q.tipo === 'rettifica' && <Confronto prima={q.prima} dopo={q.valore} />}
      <p>
        <strong>Motivo:</strong> {q.motivazione}
      </p>
      <p className="richiesta__chi">
        Chiesta da {q.richiestaDa} il {dataOra(q.richiestaIl)}
      </p>
      {!decide && <Ritiro richiesta={q} />}
      {decide && esito && (
        <ModuloDecisione richiesta={q} esito={esito} onLascia={() => setEsito(undefined)} />
      )}
      {decide && !esito && (
        <div className="azioni">
          <Button type="button" color="primary" size="sm" onClick={() => setEsito('autorizzata')}>
            Autorizza<span className="visually-hidden"> per la {numero}</span>…
          </Button>
          <Button type="button" color="danger" outline size="sm" onClick={() => setEsito('respinta')}>
            Respingi<span className="visually-hidden"> per la {numero}</span>…
          </Button>
        </div>
      )}
    </li>
  );
}
