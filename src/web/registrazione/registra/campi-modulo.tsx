import { use, useState, type ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { CampoAssegnazioni } from '../../assegnazioni/campo-assegnazioni.tsx';
import { useUnita } from '../../organizzazione/api.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { CampoFascicoli } from '../../fascicoli/registra/campo-fascicoli.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import type { Flusso, Simile } from '../tipi.ts';
import { AltriDati, campiDegliAltriDati } from './altri-dati.tsx';
import { CampiCorrispondenza } from './campi-corrispondenza.tsx';
import { CampiMezzo } from './campi-mezzo.tsx';
import { CampoModulo } from './campo-modulo.tsx';
import { CampoOggetto } from './campo-oggetto.tsx';
import { ContestoErrori, idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';
import { Simili } from './simili.tsx';
import { ProponiSmistamento } from './smistamento-proposto.tsx';
import { CampiSuggeriti, useDomanda } from './suggeriti.tsx';
import { useSuggerimenti } from '../../suggerimenti/use-suggerimenti.ts';
import { vaiAiSuggerimenti } from '../../suggerimenti/suggeriti.tsx';

type Proprieta = { onFlusso: (flusso: Flusso) => void; simili: readonly Simile[] };

/** The data side: what is always needed in sight, the rest folded but a key away. */
export function CampiModulo({ onFlusso, simili }: Proprieta): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const flusso = useWatch({ control, name: 'flusso' });
  const classificazione = useWatch({ control, name: 'classificazione' });
  const { incarico } = useSessione();
  const { data: unita } = useUnita();
  const errori = use(ContestoErrori);
  const suggerimenti = useSuggerimenti(useDomanda(flusso));
  const erroreClassificazione = useErrore('classificazione');
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
      <div className="griglia">
        <div>
          <CampoClassificazione
            id={idCampo('classificazione')}
            valore={classificazione}
            onCambia={(codice) => setValue('classificazione', codice, { shouldDirty: true })}
            errore={erroreClassificazione}
            {...(repertorio?.classificazione && {
              aiuto: `Se non si sceglie: ${repertorio.classificazione}, proposta dal repertorio.`,
            })}
          />
          <CampiSuggeriti campo="classifica" suggerimenti={suggerimenti} />
        </div>
        <div>
          <CampoModulo
            nome="unitaCompetente"
            etichetta="Ufficio competente"
            opzioni={
              <>
                <option value="">—</option>
                {unita
                  ?.filter((u) => u.uu)
                  .map((u) => (
                    <option key={u.codice} value={u.codice}>
                      {u.denominazione}
                    </option>
                  ))}
              </>
            }
          />
          <ProponiSmistamento flusso={flusso} />
          <CampiSuggeriti campo="ufficio" suggerimenti={suggerimenti} />
        </div>
      </div>
      <CampoFascicoli />
      <CampiSuggeriti campo="fascicolo" suggerimenti={suggerimenti} />
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
        <Conoscenza />
        <AltriDati flusso={flusso} />
      </div>
    </>
  );
}

/** Who else receives the document, beside the competent office (RN-33.2, RN-58.1). */
function Conoscenza(): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  // A draft written before this field existed has none.
  const scelte = useWatch({ control, name: 'assegnazioni' }) ?? [];
  return (
    <CampoAssegnazioni
      id={idCampo('assegnazioni')}
      scelte={scelte}
      onScelte={(nuove) => setValue('assegnazioni', nuove, { shouldDirty: true })}
      competenza={false}
      errore={useErrore('assegnazioni')}
    />
  );
}

function vaiA(campo: string): void {
  document.getElementById(idCampo(campo))?.focus();
}
