import { use, useState, type ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import type { Flusso, Simile } from '../tipi.ts';
import { AltriDati, campiDegliAltriDati } from './altri-dati.tsx';
import { CampiAttribuzione } from './campi-attribuzione.tsx';
import { CampiCorrispondenza } from './campi-corrispondenza.tsx';
import { CampiMezzo } from './campi-mezzo.tsx';
import { CampoConoscenza } from './campo-conoscenza.tsx';
import { CampoOggetto } from './campo-oggetto.tsx';
import { ContestoErrori, idCampo } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';
import { Simili } from './simili.tsx';
import { vaiAiSuggerimenti } from '../../suggerimenti/suggeriti.tsx';

type Proprieta = { onFlusso: (flusso: Flusso) => void; simili: readonly Simile[] };

/** The data side: what is always needed in sight, the rest folded but a key away. */
export function CampiModulo({ onFlusso, simili }: Proprieta): ReactElement {
  const { control } = useFormContext<Modulo>();
  const flusso = useWatch({ control, name: 'flusso' });
  const { incarico } = useSessione();
  const errori = use(ContestoErrori);
  const [aperti, setAperti] = useState(false);
  const mostra = aperti || [...campiDegliAltriDati, 'assegnazioni'].some((campo) => errori[campo]);
  useTasti('Dati', [
    {
      tasto: 'a',
      nome: mostra ? 'Chiude gli altri dati' : 'Apre gli altri dati',
      azione: () => setAperti(!aperti),
    },
    {
      tasto: 'm',
      nome: 'Va al corrispondente',
      azione: () => vaiA(flusso === 'E' ? 'mittenti' : 'destinatari'),
    },
    { tasto: 'o', nome: 'Va all’oggetto', azione: () => vaiA('oggetto') },
    { tasto: 'g', nome: 'Va ai suggerimenti', azione: vaiAiSuggerimenti },
    { tasto: 'f', nome: 'Va al fascicolo', azione: () => vaiA('fascicoli') },
  ]);
  const { repertorio } = useRegistro();
  const partenze = repertorio !== undefined || (incarico?.unita.ufficioProtocollo ?? false);
  return (
    <>
      <div className="registra__riga">
        <h2>Dati</h2>
        {partenze ? (
          <Scelta
            legenda="Flusso"
            nascondiLegenda
            id={idCampo('flusso')}
            valore={flusso}
            onCambia={onFlusso}
            opzioni={[
              { valore: 'E', etichetta: 'Arrivo' },
              { valore: 'U', etichetta: 'Partenza' },
              { valore: 'I', etichetta: 'Interno' },
            ]}
          />
        ) : (
          <p className="registra__soloarrivo">In arrivo</p>
        )}
      </div>
      <CampiCorrispondenza flusso={flusso} />
      <CampoOggetto />
      <CampiMezzo flusso={flusso} />
      <Simili simili={simili} motivo="stesso-protocollo-mittente" />
      <CampiAttribuzione flusso={flusso} />
      <button
        type="button"
        className="bottone-testo pieghevole"
        aria-expanded={mostra}
        aria-controls="altri-dati"
        onClick={() => setAperti(!mostra)}
      >
        <Icona nome={mostra ? 'collapse' : 'expand'} /> Altri dati <kbd>A</kbd>
      </button>
      <div id="altri-dati" hidden={!mostra}>
        <CampoConoscenza />
        <AltriDati flusso={flusso} />
      </div>
    </>
  );
}

function vaiA(campo: string): void {
  document.getElementById(idCampo(campo))?.focus();
}
