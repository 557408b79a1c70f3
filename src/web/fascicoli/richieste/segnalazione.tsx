import { Badge, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { decidiSegnalazione } from '../api.ts';
import { CampoFascicolo } from '../fascicola/campo-fascicolo.tsx';
import { ErroreFascicola } from '../fascicola/errore-fascicola.tsx';
import { useAtti } from '../fascicola/use-atti.ts';
import { LinkRegistrazione } from '../link-registrazione.tsx';
import type { DecisioneSegnalazione, Segnalazione } from '../tipi.ts';
import { BriciolaFascicolo } from './briciola.tsx';

/** One report: where the document is, where it should be, and the decision. */
export function SegnalazioneVista({
  segnalazione: s,
  decide,
}: {
  segnalazione: Segnalazione;
  decide: boolean;
}): ReactElement {
  const [esito, setEsito] = useState<'corretta' | 'respinta'>();
  return (
    <li className={`richiesta ${s.stato === 'aperta' ? '' : 'richiesta--decisa'}`}>
      <h3 className="richiesta__titolo">
        {s.documento && <LinkRegistrazione registrazione={s.documento} elenco />} {s.denominazione}
      </h3>
      <p>
        È in <BriciolaFascicolo fascicolo={s.fascicolo} />
        {s.proposto && (
          <>
            {' '}
            <span aria-hidden="true">→</span> dovrebbe essere in <BriciolaFascicolo fascicolo={s.proposto} />
          </>
        )}
      </p>
      <p>
        <strong>Perché:</strong> {s.motivo}
      </p>
      <p className="richiesta__chi">
        Segnalato da {s.segnalataDa}
        {s.ufficio && `, ${s.ufficio}`}, il {dataOra(s.segnalataIl)}
      </p>
      {s.stato !== 'aperta' && (
        <p className="decisione">
          {s.stato === 'corretta' ? (
            <Badge color="success">Corretta</Badge>
          ) : (
            <Badge color="danger">Respinta</Badge>
          )}{' '}
          {s.spostatoIn && (
            <>
              Spostato in <BriciolaFascicolo fascicolo={s.spostatoIn} />.{' '}
            </>
          )}
          {s.risposta} {s.decisaDa && `${s.decisaDa}, ${dataOra(s.decisaIl ?? '')}`}
        </p>
      )}
      {s.stato === 'aperta' && decide && !esito && (
        <div className="azioni">
          <Button type="button" color="primary" size="sm" onClick={() => setEsito('corretta')}>
            Correggi<span className="visually-hidden"> «{s.denominazione}»</span>…
          </Button>
          <Button type="button" color="danger" outline size="sm" onClick={() => setEsito('respinta')}>
            Respingi<span className="visually-hidden"> «{s.denominazione}»</span>…
          </Button>
        </div>
      )}
      {esito && <Decisione segnalazione={s} esito={esito} onLascia={() => setEsito(undefined)} />}
    </li>
  );
}

type PerDecisione = { segnalazione: Segnalazione; esito: 'corretta' | 'respinta'; onLascia: () => void };

function Decisione({ segnalazione: s, esito, onLascia }: PerDecisione): ReactElement {
  const atti = useAtti();
  const [a, setA] = useState<{ numero: string; denominazione: string } | undefined>(s.proposto);
  const [risposta, setRisposta] = useState('');
  const corregge = esito === 'corretta';
  const invio = useInvio(
    (corpo: DecisioneSegnalazione, chiave) => decidiSegnalazione(s.id, corpo, chiave),
    async (decisa) => {
      offriRipensamento({
        testo: decisa.spostatoIn
          ? `«${s.denominazione}» è passato nel fascicolo ${decisa.spostatoIn.numero}.`
          : 'Segnalazione respinta.',
      });
      await atti.aggiorna();
    },
  );
  const pronto = corregge ? a !== undefined : risposta.trim() !== '';
  const manda = (conferma: boolean): void => {
    if (!pronto || invio.isPending) return;
    invio.mutate({
      esito,
      ...(corregge && a && { a: a.numero }),
      ...(risposta.trim() && { risposta: risposta.trim() }),
      ...(conferma && { confermaAltraClasse: true }),
    });
  };
  return (
    <form
      className="decisione"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        manda(false);
      }}
    >
      {corregge ? (
        <ErroreFascicola errore={invio.error} onConferma={() => manda(true)} conferma="Sposta lo stesso" />
      ) : (
        <AvvisoErrore errore={invio.error} fuoco />
      )}
      {corregge &&
        (a ? (
          <p className="scelti__voce">
            <span className="scelti__testo">
              Nel fascicolo <strong>{a.numero}</strong> {a.denominazione}
            </span>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => setA(undefined)}
              aria-label="Scegli un altro fascicolo"
            >
              <Icona nome="close" />
            </button>
          </p>
        ) : (
          <CampoFascicolo
            etichetta="Fascicolo giusto"
            obbligatorio
            esclusi={[s.fascicolo.numero]}
            onScegli={setA}
          />
        ))}
      <Campo etichetta={corregge ? 'Nota (facoltativa)' : 'Perché si respinge'} obbligatorio={!corregge}>
        {(x) => (
          <input
            {...x}
            type="text"
            maxLength={2000}
            value={risposta}
            onChange={(e) => setRisposta(e.target.value)}
          />
        )}
      </Campo>
      <div className="azioni">
        <Button
          type="submit"
          color={corregge ? 'primary' : 'danger'}
          size="sm"
          disabled={!pronto || invio.isPending}
        >
          {corregge ? 'Sposta e rispondi' : 'Respingi'}
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onLascia}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
