import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { apriFascicolo, candidatiQuery } from '../api.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import { CampiFascicolo } from './campi-fascicolo.tsx';
import { moduloVuoto, versoApertura, type ModuloFascicolo } from './modulo.ts';
import { leggiRiferimento } from './riferimento.ts';

const rotta = getRouteApi('/fascicoli/nuovo');

/** Opening: by itself, in a class, or from a document that then is the first in it (RN-44.1). */
export function PaginaApri(): ReactElement {
  const { da, classe } = rotta.useSearch();
  const apre = usePermesso('fascicolo.gestisce');
  if (!apre)
    return (
      <Pagina titolo="Apri fascicolo">
        <Vuoto icona="lock" titolo="Il profilo in uso non consente di aprire fascicoli" />
      </Pagina>
    );
  return <ModuloApri key={`${da ?? ''} ${classe ?? ''}`} da={da} classe={classe} />;
}

type Proprieta = { da: string | undefined; classe: string | undefined };

function ModuloApri({ da, classe }: Proprieta): ReactElement {
  const documento = leggiRiferimento(da);
  const { incarico } = useSessione();
  const responsabile = usePermesso('titolario.gestisce');
  const vai = useNavigate();
  const atti = useAtti();
  const [m, setM] = useState<ModuloFascicolo>(() => ({ ...moduloVuoto(), classificazione: classe ?? '' }));
  const cambia = (parte: Partial<ModuloFascicolo>): void => setM((prima) => ({ ...prima, ...parte }));
  const { data: candidati } = useQuery({
    ...candidatiQuery(documento ?? { registro: '', anno: 0, numero: 0 }),
    enabled: documento !== undefined,
  });
  const nuovo = candidati?.nuovo;
  useEffect(() => {
    if (!nuovo) return;
    setM((prima) => ({
      ...prima,
      classificazione: prima.classificazione || (nuovo.classificazione ?? ''),
      oggetto: prima.oggetto || nuovo.oggetto,
      denominazione: prima.denominazione || nuovo.denominazione,
    }));
  }, [nuovo]);
  const invio = useInvio(apriFascicolo, async (fascicolo) => {
    annuncia(`Aperto il fascicolo ${fascicolo.numero}`);
    await atti.aggiorna();
    await vai({ to: '/fascicoli/$numero', params: { numero: fascicolo.numero } });
  });
  const errori = erroriCampi(invio.error);
  const apri = (): void => {
    if (!invio.isPending) invio.mutate(versoApertura(m, documento));
  };
  useTasti('Fascicolo nuovo', [{ tasto: 'Ctrl+Enter', nome: 'Apre il fascicolo', azione: apri }]);
  return (
    <Pagina titolo="Apri fascicolo" classe="pagina--stretta">
      <form
        className="carta"
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          apri();
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco />
        {documento && (
          <p className="riepilogo">
            Con il documento{' '}
            <Link
              to="/registro/$anno/$numero"
              params={{ anno: String(documento.anno), numero: String(documento.numero) }}
              search={{}}
            >
              {String(documento.numero).padStart(7, '0')}/{documento.anno}
            </Link>
            , che vi entra subito.
            {nuovo && nuovo.classificazione === undefined && (
              <strong>
                {' '}
                Prima però va classificato: un documento senza classe non entra in un fascicolo.
              </strong>
            )}
          </p>
        )}
        <dl className="copertina__sistema">
          <div>
            <dt>Numero</dt>
            <dd>lo dà il programma</dd>
          </div>
          <div>
            <dt>Data di apertura</dt>
            <dd>{data(giornoEOraDi(new Date()).giorno)}</dd>
          </div>
          <div>
            <dt>Ufficio</dt>
            <dd>{incarico?.unita.denominazione}</dd>
          </div>
        </dl>
        <CampiFascicolo modulo={m} onCambia={cambia} errori={errori} apertura={{ responsabile }} accesso />
        <div className="azioni">
          <Button type="submit" color="primary" disabled={invio.isPending}>
            {invio.isPending ? 'Apertura…' : 'Apri il fascicolo'} <kbd>Ctrl+Invio</kbd>
          </Button>
          <Link className="btn btn-outline-primary" to="/fascicoli" search={{}}>
            Lascia stare
          </Link>
        </div>
        <p className="campo__aiuto">
          Classe, tipo, numero, data e ufficio restano quelli dell’apertura; il resto si può modificare.
        </p>
      </form>
    </Pagina>
  );
}
