import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import type { EsitoImportazione } from '../tipi.ts';

/** Longer than this nobody reads. */
const MOSTRATI = 200;

/** Before, and after. */
const VERBO: Record<EsitoImportazione['rimessi'][number]['legame'], readonly [string, string]> = {
  parte: ['Si riapre', 'Riaperto'],
  documento: ['Si rimette', 'Rimesso'],
  spostamento: ['Si sposta', 'Spostato'],
  collegamento: ['Si collega', 'Collegato'],
  serie: ['Torna nella', 'Tornato nella'],
};

/** What a re-import would do, did, or cannot. */
export function EsitoImporta({ esito: e }: { esito: EsitoImportazione }): ReactElement {
  return (
    <>
      <p>
        Fascicolo <strong>{e.fascicolo.numero}</strong> «{e.fascicolo.denominazione}», esportato il{' '}
        {dataOra(e.esportatoIl)}.
      </p>
      {e.problemi.length > 0 ? (
        <Alert color="danger" fade={false}>
          <p>Il pacchetto non corrisponde a questo archivio: non si può importare.</p>
          <Voci voci={e.problemi.map((x) => x.testo)} />
        </Alert>
      ) : (
        <>
          <p>
            {sommario(e)} {alPosto(e.alPosto, e.rimessi.length > 0)}
          </p>
          <Voci voci={e.rimessi.map((x) => `${VERBO[x.legame][e.confermata ? 1 : 0]} ${x.testo}`)} />
        </>
      )}
      {e.avvisi.length > 0 && (
        <Alert color="warning" fade={false}>
          <Voci voci={e.avvisi} />
        </Alert>
      )}
    </>
  );
}

function sommario({ rimessi, confermata }: EsitoImportazione): string {
  const n = rimessi.length;
  if (n === 0) return 'È già tutto al suo posto.';
  if (confermata) return n === 1 ? 'Rimesso un legame.' : `Rimessi ${n} legami.`;
  return n === 1 ? 'Manca un legame.' : `Mancano ${n} legami.`;
}

function alPosto(n: number, altri: boolean): string {
  if (n === 0) return '';
  if (!altri) return `Legami controllati: ${n}.`;
  return n === 1 ? 'Un altro è già al suo posto.' : `Altri ${n} sono già al loro posto.`;
}

function Voci({ voci }: { voci: readonly string[] }): ReactElement | null {
  if (voci.length === 0) return null;
  return (
    <ul>
      {voci.slice(0, MOSTRATI).map((v, i) => (
        <li key={i}>{v}</li>
      ))}
      {voci.length > MOSTRATI && <li>e altri {voci.length - MOSTRATI}</li>}
    </ul>
  );
}
