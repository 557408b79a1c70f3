import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { rispondiRichiesta } from '../api.ts';
import { CampoFascicolo } from '../fascicola/campo-fascicolo.tsx';
import { ErroreFascicola } from '../fascicola/errore-fascicola.tsx';
import { useAtti } from '../fascicola/use-atti.ts';
import { LinkRegistrazione } from '../link-registrazione.tsx';
import type { RichiestaFascicolo } from '../tipi.ts';
import { BriciolaFascicolo } from './briciola.tsx';

/** A question of the protocollo, and the answer that files the document. */
export function RichiestaVista({ richiesta: r }: { richiesta: RichiestaFascicolo }): ReactElement {
  const puo = usePermesso('fascicolo.consulta');
  const { incarico } = useSessione();
  const risponde =
    puo &&
    r.stato === 'aperta' &&
    (incarico?.unita.codice === r.ufficio.codice || incarico?.unita.ufficioProtocollo === true);
  return (
    <li className={`richiesta ${r.stato === 'aperta' ? '' : 'richiesta--decisa'}`}>
      <h3 className="richiesta__titolo">
        <LinkRegistrazione registrazione={r.documento} elenco /> {r.documento.oggetto}
      </h3>
      {r.nota && <p>{r.nota}</p>}
      <p className="richiesta__chi">
        Chiesto a {r.ufficio.denominazione} da {r.chiestaDa}, il {dataOra(r.chiestaIl)}
      </p>
      {r.stato === 'evasa' && r.fascicolo && (
        <p className="decisione">
          <Badge color="success">Risposto</Badge> Nel fascicolo <BriciolaFascicolo fascicolo={r.fascicolo} />.{' '}
          {r.rispostaDa}, {dataOra(r.rispostaIl ?? '')}
        </p>
      )}
      {r.stato === 'ritirata' && (
        <p className="decisione">
          <Badge color="secondary">Ritirata</Badge>
        </p>
      )}
      {risponde && <Risposta richiesta={r} />}
    </li>
  );
}

function Risposta({ richiesta: r }: { richiesta: RichiestaFascicolo }): ReactElement {
  const atti = useAtti();
  const [scelto, setScelto] = useState<{ numero: string; denominazione: string }>();
  const invio = useInvio(
    (corpo: { fascicolo: string; confermaAltraClasse?: boolean }, chiave) =>
      rispondiRichiesta(r.id, corpo, chiave),
    async (_, { fascicolo }) => {
      offriRipensamento({ testo: `«${r.documento.oggetto}» è nel fascicolo ${fascicolo}.` });
      await atti.aggiorna();
    },
  );
  return (
    <div className="decisione">
      {!scelto && (
        <CampoFascicolo
          etichetta={`Fascicolo per ${r.documento.numero}/${r.documento.anno}`}
          onScegli={setScelto}
        />
      )}
      {scelto && (
        <>
          <p>
            Nel fascicolo <strong>{scelto.numero}</strong> {scelto.denominazione}?
          </p>
          <ErroreFascicola
            errore={invio.error}
            onConferma={() => invio.mutate({ fascicolo: scelto.numero, confermaAltraClasse: true })}
          />
          <div className="azioni">
            <Button
              type="button"
              color="primary"
              size="sm"
              autoFocus
              disabled={invio.isPending}
              onClick={() => invio.mutate({ fascicolo: scelto.numero })}
            >
              Fascicola e rispondi
            </Button>
            <Button
              type="button"
              color="primary"
              outline
              size="sm"
              onClick={() => {
                invio.reset();
                setScelto(undefined);
              }}
            >
              Un altro
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
