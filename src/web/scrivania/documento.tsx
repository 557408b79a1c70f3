import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Anteprima } from '../documenti/anteprima.tsx';
import { LinkRegistrazione } from '../fascicoli/link-registrazione.tsx';
import { dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { ErroreApi } from '../platform/http/errore.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { registrazioneQuery } from '../registrazione/api.ts';
import { MotivoLettura } from '../registrazione/riservatezza/motivo-lettura.tsx';
import type { Assegnazione } from './tipi.ts';

/** What one decides about: estremi, who sent it here and with which note, and the document itself. */
export function DocumentoScrivania({
  voce: v,
  azioni,
}: {
  voce: Assegnazione;
  azioni: ReactNode;
}): ReactElement {
  // Going down the list with J does not fetch every document passed over.
  const lenta = useRitardato(v.documento, 200);
  const { data: scheda, error } = useQuery(registrazioneQuery(lenta));
  const principale = scheda?.documentoPrincipale;
  const daMotivare = error instanceof ErroreApi && error.codice === 'documento.motivo-richiesto';
  return (
    <div className="mostrato">
      <div className="mostrato__testa">
        <p className="mostrato__nome">
          <LinkRegistrazione registrazione={v.documento} /> {v.documento.oggetto}
        </p>
        <p className="mostrato__chi">
          {[
            `a ${v.unita.denominazione}${v.persona ? `, ${v.persona.nome}` : ''}`,
            v.titolo === 'conoscenza' ? 'per conoscenza' : 'per competenza',
            v.smistataIl && `da ${v.assegnataDa}, ${dataOra(v.smistataIl)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {v.nota !== undefined && <p className="testo-lungo">«{v.nota}»</p>}
        {azioni}
        {!daMotivare && <AvvisoErrore errore={error} />}
      </div>
      {daMotivare && <MotivoLettura key={v.id} riferimento={lenta} />}
      {!scheda && !error && <Attesa />}
      {daMotivare ? null : principale?.id ? (
        <Anteprima
          key={principale.id}
          documento={{
            id: principale.id,
            nomeFile: principale.nomeFile ?? '',
            formato: principale.formato ?? '',
          }}
        />
      ) : (
        scheda && <Vuoto icona="box" titolo="Documento di carta" />
      )}
    </div>
  );
}
