import { useEffect, useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { PROTOCOLLO } from '../indirizzi.ts';
import { leggiConservato, senzaMemoria, type Conservato } from './bozza.ts';
import { ModuloRegistra } from './modulo-registra.tsx';

/** The counter: one document registered, start to end, on one screen. */
export function PaginaRegistra(): ReactElement {
  const { utente, incarico } = useSessione();
  const puo = usePermesso('registrazione.registra');
  const [conservato, setConservato] = useState<Conservato>();
  useEffect(() => {
    // Where the browser keeps nothing (private windows) one works all the same, without drafts.
    leggiConservato(utente.id, PROTOCOLLO).then(setConservato, () => setConservato(senzaMemoria));
  }, [utente.id]);
  if (!puo || !incarico?.unita.uop)
    return (
      <Pagina titolo="Registra">
        <Vuoto icona="lock" titolo="Da qui non si registra">
          <p>
            {puo
              ? `${incarico?.unita.denominazione ?? 'L’ufficio'} non è un’unità di protocollo (UOP).`
              : 'Il profilo in uso non consente di registrare.'}
          </p>
        </Vuoto>
      </Pagina>
    );
  if (!conservato) return <Attesa />;
  return <ModuloRegistra key={incarico.id} conservato={conservato} />;
}
