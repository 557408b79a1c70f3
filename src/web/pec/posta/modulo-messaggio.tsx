import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { FormProvider } from 'react-hook-form';
import { dataOra } from '../../platform/date/roma.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { AltriDati, campiDegliAltriDati } from '../../registrazione/registra/altri-dati.tsx';
import { CampiAttribuzione } from '../../registrazione/registra/campi-attribuzione.tsx';
import { CampiCorrispondenza } from '../../registrazione/registra/campi-corrispondenza.tsx';
import { CampiMezzo } from '../../registrazione/registra/campi-mezzo.tsx';
import { CampoConoscenza } from '../../registrazione/registra/campo-conoscenza.tsx';
import { CampoOggetto } from '../../registrazione/registra/campo-oggetto.tsx';
import { ContestoErrori, idCampo } from '../../registrazione/registra/contesto.ts';
import { RiepilogoErrori } from '../../registrazione/registra/riepilogo-errori.tsx';
import { vaiAiSuggerimenti } from '../../suggerimenti/suggeriti.tsx';
import type { Messaggio } from '../tipi.ts';
import { CampiDocumenti } from './campi-documenti.tsx';
import type { RegistraMessaggio } from './use-registra-messaggio.ts';
import { VerificaMessaggio } from './verifica-messaggio.tsx';

export const daVerificare = (m: Messaggio): boolean => m.verifica !== 'positiva' && m.verifica !== 'ammesso';

const vaiA = (campo: string) => (): void => document.getElementById(idCampo(campo))?.focus();

/** The registration form, already filled from the message. */
export function ModuloMessaggio({
  messaggio: m,
  stato,
}: {
  messaggio: Messaggio;
  stato: RegistraMessaggio;
}): ReactElement {
  const [aperti, setAperti] = useState(false);
  const mostra = aperti || [...campiDegliAltriDati, 'assegnazioni'].some((campo) => stato.errori[campo]);
  const ferma = daVerificare(m);
  useTasti('Registrazione', [
    { tasto: 'o', nome: 'Va all’oggetto', azione: vaiA('oggetto') },
    { tasto: 'g', nome: 'Va ai suggerimenti', azione: vaiAiSuggerimenti },
    { tasto: 'f', nome: 'Va al fascicolo', azione: vaiA('fascicoli') },
    {
      tasto: 'd',
      nome: mostra ? 'Chiude gli altri dati' : 'Apre gli altri dati',
      azione: () => setAperti(!aperti),
    },
    { tasto: 'Ctrl+Enter', nome: 'Registra', azione: stato.registra, attivo: !ferma && !stato.inCorso },
  ]);
  return (
    <FormProvider {...stato.form}>
      <ContestoErrori value={stato.errori}>
        {ferma && <VerificaMessaggio messaggio={m} />}
        <form
          className="carta pec-carta"
          aria-label="Registrazione del messaggio"
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            if (!ferma) stato.registra();
          }}
        >
          <h2>Registrazione</h2>
          {stato.rifiuto && (
            <RiepilogoErrori key={stato.rifiuto.quando} errore={stato.rifiuto.errore} campi={stato.errori} />
          )}
          <fieldset className="pec-modulo" disabled={stato.inCorso}>
            <legend className="visually-hidden">Dati della registrazione</legend>
            <CampiDocumenti messaggio={m} scelte={stato.scelte} onScelte={stato.onScelte} />
            <CampiCorrispondenza flusso="E" />
            <CampoOggetto />
            <CampiMezzo flusso="E" />
            <CampiAttribuzione flusso="E" />
            <button
              type="button"
              className="bottone-testo pieghevole"
              aria-expanded={mostra}
              aria-controls="altri-dati"
              onClick={() => setAperti(!mostra)}
            >
              <Icona nome={mostra ? 'collapse' : 'expand'} /> Altri dati <kbd>D</kbd>
            </button>
            <div id="altri-dati" hidden={!mostra}>
              <CampoConoscenza />
              <AltriDati flusso="E" conCategoria={false} />
            </div>
          </fieldset>
          <div className="piede">
            <p className="piede__bozza">
              {stato.bozza.salvataIl ? `Bozza conservata, ${dataOra(stato.bozza.salvataIl)}.` : ''}
            </p>
            <div className="piede__atto">
              <span className="piede__monito" id="monito">
                {ferma ? 'Prima la verifica.' : 'Poi si può solo annullare.'}
              </span>
              <Button
                color="primary"
                type="submit"
                className="piede__registra"
                disabled={ferma || stato.inCorso}
                aria-describedby="monito"
              >
                {stato.inCorso ? 'Registrazione in corso…' : 'Registra'} <kbd>Ctrl + Invio</kbd>
              </Button>
            </div>
          </div>
        </form>
      </ContestoErrori>
    </FormProvider>
  );
}
