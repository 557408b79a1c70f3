import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pannello } from '../../platform/ui/pannello.tsx';
import { carte } from '../api.ts';
import type { Fascicolo } from '../tipi.ts';
import { FinestraAggiungi } from './finestra-aggiungi.tsx';
import { FinestraChiudi } from './finestra-chiudi.tsx';
import { FinestraSotto } from './finestra-sotto.tsx';

type Proprieta = { fascicolo: Fascicolo; onModifica: () => void };
type Aperta = 'aggiungi' | 'sotto' | 'chiudi';

/** What can be done with a fascicolo, and only what can be done now. */
export function AzioniCartella({ fascicolo: f, onModifica }: Proprieta): ReactElement {
  const gestisce = usePermesso('fascicolo.gestisce');
  const [aperta, setAperta] = useState<Aperta>();
  const [stampe, setStampe] = useState(false);
  const aperto = f.stato === 'aperto';
  const dentro = f.livello === 1 ? 'sottofascicolo' : 'inserto';
  const puo = {
    aggiungi: gestisce && aperto,
    sotto: gestisce && aperto && f.livello < 3,
    cura: f.puoModificare,
  };
  useTasti('Fascicolo', [
    { tasto: 'd', nome: 'Aggiunge un documento', azione: () => setAperta('aggiungi'), attivo: puo.aggiungi },
    { tasto: 's', nome: `Nuovo ${dentro}`, azione: () => setAperta('sotto'), attivo: puo.sotto },
    { tasto: 'm', nome: 'Modifica i dati', azione: onModifica, attivo: puo.cura && aperto },
    {
      tasto: 'x',
      nome: aperto ? 'Chiude il fascicolo' : 'Riapre il fascicolo',
      azione: () => setAperta('chiudi'),
      attivo: puo.cura,
    },
    {
      tasto: 'p',
      nome: 'Copertina (da stampare)',
      azione: () => void window.open(carte.copertina(f.numero), '_blank', 'noopener'),
    },
  ]);
  return (
    <>
      {puo.aggiungi && (
        <Button type="button" color="primary" size="xs" onClick={() => setAperta('aggiungi')}>
          <Icona nome="plus" classe="icona--chiara" /> Aggiungi documento <kbd>D</kbd>
        </Button>
      )}
      {puo.sotto && (
        <Button type="button" color="primary" outline size="xs" onClick={() => setAperta('sotto')}>
          <Icona nome="folder" /> Nuovo {dentro} <kbd>S</kbd>
        </Button>
      )}
      {puo.cura && aperto && (
        <Button type="button" color="primary" outline size="xs" onClick={onModifica}>
          <Icona nome="pencil" /> Modifica <kbd>M</kbd>
        </Button>
      )}
      <Pannello
        nome="Carte del fascicolo"
        aperto={stampe}
        onAperto={setStampe}
        bottone={
          <>
            <Icona nome="print" /> Carte
          </>
        }
      >
        <ul className="carte">
          <li>
            <a href={carte.copertina(f.numero)} target="_blank" rel="noreferrer">
              Copertina (PDF)
            </a>
          </li>
          <li>
            <a href={carte.indice(f.numero)} target="_blank" rel="noreferrer">
              Indice dei documenti (PDF)
            </a>
          </li>
          <li>
            <a href={carte.esportazione(f.numero)} download>
              Tutto il fascicolo (zip)
            </a>
            <small className="tendina__dati">Documenti, indice e metadati dell’aggregazione (AgID)</small>
          </li>
        </ul>
      </Pannello>
      {puo.cura && (
        <Button
          type="button"
          color={aperto ? 'danger' : 'primary'}
          outline
          size="xs"
          onClick={() => setAperta('chiudi')}
        >
          <Icona nome={aperto ? 'lock' : 'unlocked'} /> {aperto ? 'Chiudi' : 'Riapri'} <kbd>X</kbd>
        </Button>
      )}
      {aperta === 'aggiungi' && <FinestraAggiungi fascicolo={f} onChiudi={() => setAperta(undefined)} />}
      {aperta === 'sotto' && <FinestraSotto padre={f} onChiudi={() => setAperta(undefined)} />}
      {aperta === 'chiudi' && <FinestraChiudi fascicolo={f} onChiudi={() => setAperta(undefined)} />}
    </>
  );
}
