import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Anteprima } from '../../documenti/anteprima.tsx';
import { dataOra } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { fascicoliDelDocumentoQuery } from '../api.ts';
import { LinkRegistrazione } from '../link-registrazione.tsx';
import type { Fascicolazione } from '../tipi.ts';

type Proprieta = {
  documento: Fascicolazione;
  onFascicola: (() => void) | undefined;
  onTogli: (() => void) | undefined;
  onSegnala: (() => void) | undefined;
};

/** The chosen document: what it is, what can be done with it, and the document itself. */
export function Mostrato({ documento: d, onFascicola, onTogli, onSegnala }: Proprieta): ReactElement {
  const r = d.registrazione;
  return (
    <div className="mostrato">
      <div className="mostrato__testa">
        <p className="mostrato__nome">
          {r ? <LinkRegistrazione registrazione={r} /> : 'Non registrato'} {d.denominazione}
        </p>
        <p className="mostrato__chi">
          Inserito da {d.inseritoDa}
          {d.ufficio && `, ${d.ufficio.denominazione}`}, il {dataOra(d.inseritoIl)}
          {d.dalProtocollo && ' · dal protocollo'}
        </p>
        {r && <Altrove fascicolazione={d} />}
        <div className="azioni">
          {onFascicola && (
            <button type="button" className="btn btn-outline-primary btn-xs" onClick={onFascicola}>
              <Icona nome="folder" /> Fascicola in… <kbd>F</kbd>
            </button>
          )}
          {onTogli && (
            <button type="button" className="btn btn-outline-danger btn-xs" onClick={onTogli}>
              <Icona nome="delete" /> Togli <kbd>T</kbd>
            </button>
          )}
          {onSegnala && (
            <button type="button" className="btn btn-outline-primary btn-xs" onClick={onSegnala}>
              <Icona nome="flag" /> Segnala fascicolo sbagliato <kbd>W</kbd>
            </button>
          )}
        </div>
      </div>
      {d.documento ? (
        <Anteprima documento={d.documento} />
      ) : (
        <Vuoto icona="box" titolo="Documento di carta" />
      )}
    </div>
  );
}

/** In which other fascicoli it is: it is stored once (RN-43.6). */
function Altrove({ fascicolazione: f }: { fascicolazione: Fascicolazione }): ReactElement | null {
  const { data } = useQuery(
    fascicoliDelDocumentoQuery(f.registrazione ?? { registro: '', anno: 0, numero: 0 }),
  );
  const altri = data?.items.filter((x) => x.fascicolazione !== f.id) ?? [];
  const nascosti = data?.nascosti ?? 0;
  if (altri.length === 0 && nascosti === 0) return null;
  return (
    <p className="mostrato__chi">
      È anche in {altri.map((x) => `${x.numero} ${x.denominazione}`).join('; ')}
      {nascosti > 0 &&
        `${altri.length > 0 ? ' e ' : ''}${nascosti === 1 ? 'un fascicolo' : `${nascosti} fascicoli`} riservat${nascosti === 1 ? 'o' : 'i'}`}
    </p>
  );
}
