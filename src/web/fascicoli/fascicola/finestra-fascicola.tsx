import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { candidatiQuery, fascicoloQuery, type Registrata } from '../api.ts';
import { nomePerche } from '../nomi.ts';
import type { FascicoloBreve } from '../tipi.ts';
import { CampoFascicolo } from './campo-fascicolo.tsx';
import { ErroreFascicola } from './errore-fascicola.tsx';
import type { DaFascicolare } from './trascina.ts';
import { useAtti } from './use-atti.ts';
import { VoceFascicolo } from './voce-fascicolo.tsx';

type Proprieta = {
  documento: DaFascicolare;
  /** The fascicolo it was dropped on, already chosen. */
  verso?: string;
  onFatto?: (numero: string) => void;
  onChiudi: () => void;
};

type Modo = 'anche' | 'sposta';
type Invio = { a: string; modo: Modo; motivo: string; conferma: boolean };

/** «Fascicola in…»: where a document goes, by number, by words, or from what resembles it (RN-43.4). */
export function FinestraFascicola({ documento: d, verso, onFatto, onChiudi }: Proprieta): ReactElement {
  const atti = useAtti();
  const puoSpostare = d.posto?.puoSpostare ?? false;
  const [modo, setModo] = useState<Modo>(d.registrazione || !puoSpostare ? 'anche' : 'sposta');
  const [scelto, setScelto] =
    useState<Pick<FascicoloBreve, 'numero' | 'anno' | 'denominazione' | 'classificazione' | 'ufficio'>>();
  const [motivo, setMotivo] = useState('');
  const indicato = useQuery({ ...fascicoloQuery(verso ?? ''), enabled: verso !== undefined }).data;
  const fascicolo = scelto ?? indicato;
  const invio = useInvio(
    ({ a, modo: come, motivo: perche, conferma }: Invio, chiave) => {
      const confermaAltraClasse = conferma || undefined;
      if (come === 'sposta' && d.posto) {
        const corpo = { a, motivo: perche, confermaAltraClasse };
        return atti.sposta(d.posto.fascicolo, d.posto.fascicolazione, corpo, d.titolo, chiave);
      }
      const r = d.registrazione;
      const registrazione = r && { registro: r.registro, anno: r.anno, numero: Number(r.numero) };
      return atti.metti(a, { registrazione, confermaAltraClasse }, d.titolo, chiave);
    },
    (_, { a }) => {
      onChiudi();
      onFatto?.(a);
    },
  );
  const manda = (conferma: boolean): void => {
    if (fascicolo && !invio.isPending)
      invio.mutate({ a: fascicolo.numero, modo, motivo: motivo.trim(), conferma });
  };
  const manca = !fascicolo || (modo === 'sposta' && motivo.trim() === '');
  return (
    <Finestra titolo="Fascicola in…" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!manca) manda(false);
        }}
      >
        <p className="finestra__cosa">{d.titolo}</p>
        {d.registrazione && puoSpostare && (
          <Scelta<Modo>
            legenda={`Ora è nel fascicolo ${d.posto?.fascicolo ?? ''}`}
            valore={modo}
            onCambia={setModo}
            opzioni={[
              { valore: 'anche', etichetta: 'Mettilo anche in' },
              { valore: 'sposta', etichetta: 'Spostalo in' },
            ]}
          />
        )}
        {fascicolo ? (
          <p className="scelti__voce">
            <span className="scelti__testo">
              <VoceFascicolo fascicolo={fascicolo} />
            </span>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => {
                setScelto(undefined);
                invio.reset();
              }}
              disabled={scelto === undefined}
              aria-label="Scegli un altro fascicolo"
            >
              <Icona nome="close" />
            </button>
          </p>
        ) : (
          <CampoFascicolo
            etichetta="Fascicolo"
            classificazione={d.classificazione ?? ''}
            esclusi={d.posto ? [d.posto.fascicolo] : []}
            onScegli={setScelto}
          />
        )}
        {!fascicolo && d.registrazione && (
          <Proposti registrazione={d.registrazione} escluso={d.posto?.fascicolo} onScegli={setScelto} />
        )}
        {fascicolo && modo === 'sposta' && (
          <Campo etichetta="Perché si sposta" obbligatorio>
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={2000}
                value={motivo}
                onChange={(e) => setMotivo(e.target.value)}
              />
            )}
          </Campo>
        )}
        <ErroreFascicola
          errore={invio.error}
          onConferma={() => manda(true)}
          conferma={modo === 'sposta' ? 'Sposta lo stesso' : 'Fascicola lo stesso'}
        />
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={manca || invio.isPending}
            key={fascicolo?.numero}
            autoFocus={fascicolo !== undefined && modo === 'anche'}
          >
            {modo === 'sposta' ? 'Sposta (resta traccia)' : 'Fascicola'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}

type PerProposti = {
  registrazione: Registrata;
  escluso: string | undefined;
  onScegli: (f: FascicoloBreve) => void;
};

/** Open fascicoli that resemble the document, and the way to open one for it. */
function Proposti({ registrazione: r, escluso, onScegli }: PerProposti): ReactElement | null {
  const apre = usePermesso('fascicolo.gestisce');
  const { data } = useQuery(candidatiQuery(r));
  const items = (data?.items ?? []).filter((c) => c.fascicolo.numero !== escluso).slice(0, 5);
  return (
    <div className="proposti">
      {items.length > 0 && (
        <>
          <h3>Proposti</h3>
          <ul className="voci">
            {items.map(({ fascicolo: f, perche }) => (
              <li key={f.numero}>
                <button type="button" className="voci__voce voci__bottone" onClick={() => onScegli(f)}>
                  <VoceFascicolo fascicolo={f} perche={perche.map((x) => nomePerche[x]).join(', ')} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {apre && (
        <p className="mb-0">
          Non c’è ancora?{' '}
          <Link to="/fascicoli/nuovo" search={{ da: `${r.registro}/${r.anno}/${Number(r.numero)}` }}>
            Apri un fascicolo da questo documento
          </Link>
        </p>
      )}
    </div>
  );
}
