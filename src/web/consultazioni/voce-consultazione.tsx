import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';
import { nomeDi, paginaDi } from '../registrazione/indirizzi.ts';
import type { Consultazione } from './api.ts';
import { DecidiConsultazione } from './decidi-consultazione.tsx';
import { RevocaConsultazione } from './revoca-consultazione.tsx';

const stati: Record<Consultazione['stato'], { nome: string; marca: string }> = {
  'in-attesa': { nome: 'in attesa', marca: '' },
  concessa: { nome: 'concessa', marca: 'marca--viva' },
  negata: { nome: 'negata', marca: 'marca--attenzione' },
  scaduta: { nome: 'scaduta', marca: 'marca--spenta' },
  revocata: { nome: 'revocata', marca: 'marca--attenzione' },
};

/** A request with all that was decided on it; who decides does it here. */
export function VoceConsultazione({ c, decide }: { c: Consultazione; decide: boolean }): ReactElement {
  const [revoca, setRevoca] = useState(false);
  const nome = nomeDi({ ...c, numero: Number(c.numero) });
  const stato = stati[c.stato];
  const puo = decide && !c.mia;
  return (
    <li>
      <div className="regola">
        <strong>{c.stato === 'concessa' || c.documento ? <Link to={paginaDi(c)}>{nome}</Link> : nome}</strong>{' '}
        <span className={`marca ${stato.marca}`}>{stato.nome}</span>
        {c.documento && (
          <p>
            {c.documento.oggetto}
            {c.documento.unitaCompetente !== undefined && `, ${c.documento.unitaCompetente}`}
          </p>
        )}
        {puo && !c.documento && c.stato === 'in-attesa' && (
          <p>Nessun documento aveva questo numero: la richiesta si può solo negare.</p>
        )}
        <p>«{c.motivo}»</p>
        <p className="campo__aiuto">
          {c.mia
            ? 'Chiesta'
            : `Chiesta da ${c.richiedente}${c.ufficio === undefined ? '' : `, ${c.ufficio},`}`}{' '}
          il {dataOra(c.chiestaIl)}
          {c.finoAl !== undefined && `; concessa fino al ${data(c.finoAl)}`}
          {c.decisaIl !== undefined && `; decisa da ${c.decisaDa ?? ''} il ${dataOra(c.decisaIl)}`}
          {c.decisione !== undefined && `: ${c.decisione}`}
          {c.revocataIl !== undefined &&
            `; revocata da ${c.revocataDa ?? ''} il ${dataOra(c.revocataIl)}: ${c.revoca ?? ''}`}
        </p>
        {puo && c.stato === 'in-attesa' && <DecidiConsultazione c={c} />}
        {puo && c.stato === 'concessa' && revoca && <RevocaConsultazione c={c} />}
      </div>
      {puo && c.stato === 'concessa' && !revoca && (
        <Button type="button" color="danger" outline size="xs" onClick={() => setRevoca(true)}>
          Revoca<span className="visually-hidden"> la consultazione di {nome}</span>
        </Button>
      )}
    </li>
  );
}
