import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Dettaglio } from '../registrazione/dettaglio/dettaglio.tsx';
import { Annullamento } from '../registrazione/provvedimenti/annullamento.tsx';
import { Rettifica } from '../registrazione/provvedimenti/rettifica.tsx';
import { RegistrazioneCercata } from '../registrazione/registrazione-cercata.tsx';

const dettaglio = getRouteApi('/repertori/$registro/$anno/$numero');
const annullamento = getRouteApi('/repertori/$registro/$anno/$numero/annullamento');
const rettifica = getRouteApi('/repertori/$registro/$anno/$numero/rettifica');

/** An entry of a repertorio has the screens of any registration. */
export function PaginaDettaglioRepertorio(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={dettaglio.useParams()}>
      {(r) => <Dettaglio key={`${r.registro}/${r.anno}/${r.numero}`} registrazione={r} />}
    </RegistrazioneCercata>
  );
}

export function PaginaAnnullamentoRepertorio(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={annullamento.useParams()}>
      {(r) => <Annullamento registrazione={r} />}
    </RegistrazioneCercata>
  );
}

export function PaginaRettificaRepertorio(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={rettifica.useParams()}>
      {(r) => <Rettifica registrazione={r} />}
    </RegistrazioneCercata>
  );
}
