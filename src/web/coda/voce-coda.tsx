import { Link } from '@tanstack/react-router';
import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { indirizzoContenuto } from '../documenti/api.ts';
import { dataOra } from '../platform/date/roma.ts';
import { Icona } from '../platform/ui/icona.tsx';
import type { AzioneCoda, VoceCoda } from './tipi.ts';

const flussi = { E: 'In arrivo', U: 'In partenza', I: 'Interno' };
const stati: Record<VoceCoda['stato'], { nome: string; colore: string }> = {
  'in-coda': { nome: 'Da registrare', colore: 'warning' },
  registrata: { nome: 'Registrato', colore: 'success' },
  esclusa: { nome: 'Escluso dalla registrazione', colore: 'secondary' },
  ritirata: { nome: 'Ritirato', colore: 'secondary' },
  restituita: { nome: 'Restituito all’ufficio', colore: 'danger' },
  recapitata: { nome: 'Recapitata chiusa', colore: 'secondary' },
};
export const nomeUscita: Record<Exclude<AzioneCoda, 'registra'>, string> = {
  escludi: 'Non registrare',
  restituisci: 'Restituisci all’ufficio',
  ritira: 'Ritira',
  recapita: 'Recapita chiusa',
};

/** An item of the queue: what it is, who wants it, where it will go, what can be done. */
export function VoceDellaCoda({
  voce: v,
  onUscita,
}: {
  voce: VoceCoda;
  onUscita: (azione: Exclude<AzioneCoda, 'registra'>) => void;
}): ReactElement {
  const stato = stati[v.stato];
  return (
    <li className="richiesta">
      <h2 className="richiesta__titolo">
        {v.azioni.includes('registra') ? (
          <Link to="/coda/$id/registra" params={{ id: v.id }} data-riga>
            {v.oggetto}
          </Link>
        ) : (
          v.oggetto
        )}
      </h2>
      <p>
        <Badge color={stato.colore}>{stato.nome}</Badge>{' '}
        <small className="tendina__tipo">{flussi[v.flusso]}</small>
        {v.bustaChiusa && <small className="tendina__tipo">Busta chiusa</small>}
        {v.ritardo && <Badge color="danger">Resa in ritardo</Badge>} {v.corrispondenti}
      </p>
      <p className="richiesta__chi">
        {v.ufficio.denominazione}, {v.sottopostaDa}, {dataOra(v.sottopostaIl)}
        {v.classificazione && ` · classe ${v.classificazione}`}
        {v.fascicolo && ` · fascicolo ${v.fascicolo.numero} ${v.fascicolo.denominazione ?? ''}`}
        {v.rispostaA && ` · in risposta a ${v.rispostaA.numero}/${v.rispostaA.anno}`}
      </p>
      {v.nota && <p>«{v.nota}»</p>}
      {v.documenti.length > 0 && (
        <ul className="coda-file">
          {v.documenti.map((d) => (
            <li key={d.id}>
              {v.apribile ? (
                <a href={indirizzoContenuto(d.id, true)} target="_blank" rel="noreferrer">
                  <Icona nome="file" /> {d.nomeFile}
                </a>
              ) : (
                <span>
                  <Icona nome="file" /> {d.nomeFile} (riservato)
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {v.esito && (
        <p className="decisione">
          {v.esito.registrazione && (
            <Link
              to="/registro/$anno/$numero"
              params={{
                anno: String(v.esito.registrazione.anno),
                numero: String(Number(v.esito.registrazione.numero)),
              }}
            >
              {v.esito.registrazione.numero}/{v.esito.registrazione.anno}
            </Link>
          )}{' '}
          {v.esito.categoriaEsclusa} {v.esito.motivo && `«${v.esito.motivo}»`} {v.esito.da},{' '}
          {dataOra(v.esito.il)}
        </p>
      )}
      {v.azioni.length > 0 && (
        <div className="azioni">
          {v.azioni.includes('registra') && (
            <Link className="btn btn-primary btn-xs" to="/coda/$id/registra" params={{ id: v.id }}>
              Registra <span className="visually-hidden">«{v.oggetto}»</span>
            </Link>
          )}
          {v.azioni.flatMap((a) =>
            a === 'registra'
              ? []
              : [
                  <button
                    key={a}
                    type="button"
                    className="btn btn-outline-primary btn-xs"
                    onClick={() => onUscita(a)}
                  >
                    {nomeUscita[a]} <span className="visually-hidden">«{v.oggetto}»</span>
                  </button>,
                ],
          )}
        </div>
      )}
    </li>
  );
}
