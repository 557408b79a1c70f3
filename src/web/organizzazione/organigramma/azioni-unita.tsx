import { useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { FinestraChiusura } from './finestra-chiusura.tsx';
import { FinestraServizio } from './finestra-servizio.tsx';
import { FinestraSuccessori } from './finestra-successori.tsx';
import { FinestraUnita } from './finestra-unita.tsx';
import type { SchedaUnita } from './tipi.ts';

type Atto = 'cambia' | 'sotto' | 'chiudi' | 'servizio' | 'successori';

/** What may be done to the office as it is now. */
export function AzioniUnita({ scheda: s }: { scheda: SchedaUnita }): ReactElement {
  const [atto, setAtto] = useState<Atto>();
  const vai = useNavigate();
  const chiudi = (): void => setAtto(undefined);
  const aperta = s.stato?.attiva ?? false;
  const chiusura = s.storia.some((p) => !p.stato.attiva);
  const nome = s.stato?.denominazione ?? s.codice;
  const bottone = (quale: Atto, testo: string, colore: 'primary' | 'danger' = 'primary'): ReactElement => (
    <Button type="button" color={colore} outline size="xs" onClick={() => setAtto(quale)}>
      {testo}
    </Button>
  );
  return (
    <>
      <div className="azioni">
        {aperta && bottone('cambia', 'Cambia…')}
        {aperta && bottone('sotto', 'Nuovo ufficio qui sotto…')}
        {aperta && !s.servizioProtocollo && bottone('servizio', 'Designa servizio di protocollo…')}
        {chiusura &&
          bottone('successori', s.successori.length > 0 ? 'Cambia chi continua…' : 'Indica chi continua…')}
        {aperta && !chiusura && bottone('chiudi', 'Chiudi…', 'danger')}
      </div>
      {atto === 'cambia' && <FinestraUnita unita={s} onFatto={chiudi} onChiudi={chiudi} />}
      {atto === 'sotto' && (
        <FinestraUnita
          sotto={s.codice}
          onFatto={(nuova) => {
            chiudi();
            void vai({ to: '/organigramma', search: { unita: nuova.codice }, resetScroll: false });
          }}
          onChiudi={chiudi}
        />
      )}
      {atto === 'servizio' && <FinestraServizio unita={s} onChiudi={chiudi} />}
      {atto === 'chiudi' && <FinestraChiusura unita={s} onFatto={chiudi} onChiudi={chiudi} />}
      {atto === 'successori' && (
        <FinestraSuccessori
          codice={s.codice}
          denominazione={nome}
          attuali={s.successori.map((u) => u.codice)}
          onChiudi={chiudi}
        />
      )}
    </>
  );
}
