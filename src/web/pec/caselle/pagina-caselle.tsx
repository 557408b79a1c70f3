import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { configurazioniQuery } from './api.ts';
import { ModuloCasella } from './modulo-casella.tsx';
import { VoceCasella } from './voce-casella.tsx';

/** The boxes, for whoever looks after them. */
export function PaginaCaselle(): ReactElement {
  const { data, error } = useQuery(configurazioniQuery);
  const [aggiunge, setAggiunge] = useState(false);
  const vuoto = data?.length === 0 && !aggiunge;
  const bottone = (
    <Button type="button" color="primary" size="sm" onClick={() => setAggiunge(true)}>
      Aggiungi una casella
    </Button>
  );
  return (
    <>
      <h2>Caselle di posta</h2>
      <p>Qui si configurano e si provano. I messaggi li legge soltanto l’ufficio che lavora la casella.</p>
      <AvvisoErrore errore={error} />
      {!data && !error && <Attesa />}
      {vuoto && (
        <Vuoto icona="mail" titolo="Nessuna casella">
          <p>La prima è quella istituzionale dell’area organizzativa: la lavora l’Ufficio Protocollo.</p>
          {bottone}
        </Vuoto>
      )}
      <ul className="voci-piane">
        {data?.map((c) => (
          <VoceCasella key={c.id} casella={c} />
        ))}
      </ul>
      {aggiunge && <ModuloCasella onFine={() => setAggiunge(false)} />}
      {data && !vuoto && !aggiunge && bottone}
    </>
  );
}
