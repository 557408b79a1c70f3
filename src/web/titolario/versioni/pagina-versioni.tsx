import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data, dataOra } from '../../platform/date/roma.ts';
import { indirizzo } from '../../platform/http/chiedi.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { SottomenuTitolario } from '../sottomenu.tsx';
import type { VersioneTitolario } from '../tipi.ts';
import { versioniQuery } from './api.ts';
import { NuovaVersione } from './nuova-versione.tsx';

/** The versions of the titolario, newest first, each with its act and its days; and the way to a new one. */
export function PaginaVersioni(): ReactElement {
  const gestisce = usePermesso('titolario.gestisce');
  const { data: versioni, error, isPending } = useQuery(versioniQuery);
  const bozza = versioni?.items.find((v) => v.stato === 'bozza');
  return (
    <Pagina
      titolo="Versioni del titolario"
      occhiello="Una versione pubblicata non cambia più: i documenti classificati con essa la conservano."
    >
      <SottomenuTitolario />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {gestisce && versioni && !bozza && <NuovaVersione />}
      <ul className="voci-piane">
        {versioni?.items.map((v) => (
          <li key={v.id}>
            <div>
              <Link to="/titolario/versioni/$id" params={{ id: v.id }} className="versione__nome">
                {data(v.versione)}
              </Link>{' '}
              <Stato versione={v} />
              <p>{quando(v)}</p>
              {v.attoNumero && (
                <p className="campo__aiuto">
                  {v.attoOrgano} n. {v.attoNumero}
                  {v.attoData && ` del ${data(v.attoData)}`}
                </p>
              )}
              <p className="campo__aiuto">
                {v.pubblicataIl
                  ? `Pubblicata da ${v.pubblicataDa ?? ''} il ${dataOra(v.pubblicataIl)}`
                  : `Creata ${v.creataDa ? `da ${v.creataDa} ` : ''}il ${dataOra(v.creataIl)}`}
              </p>
            </div>
            <p className="azioni">
              <a href={indirizzo(`/titolario/versioni/${v.id}/esportazione.csv`)} download>
                CSV<span className="visually-hidden"> della versione {v.versione}</span>
              </a>
              <a href={indirizzo(`/titolario/versioni/${v.id}/esportazione.json`)} download>
                JSON<span className="visually-hidden"> della versione {v.versione}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </Pagina>
  );
}

export function Stato({ versione: v }: { versione: VersioneTitolario }): ReactElement {
  if (v.stato === 'bozza') return <span className="marca marca--attenzione">bozza</span>;
  if (v.corrente) return <span className="marca marca--viva">in uso</span>;
  return <span className="marca marca--spenta">{v.inUsoAl === undefined ? 'futura' : 'non più in uso'}</span>;
}

export function quando(v: VersioneTitolario): string {
  if (v.stato === 'bozza')
    return `Non ancora pubblicata${v.decorrenzaProposta ? `; di regola varrebbe dal ${data(v.decorrenzaProposta)}` : ''}.`;
  return `Dal ${data(v.inUsoDal ?? '')}${v.inUsoAl ? ` al ${data(v.inUsoAl)}` : ''}.`;
}
