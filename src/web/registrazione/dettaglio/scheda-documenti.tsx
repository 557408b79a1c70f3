import type { ReactElement } from 'react';
import { indirizzoContenuto } from '../../documenti/api.ts';
import { dimensioneLeggibile } from '../../documenti/dimensione.ts';
import { Impronta } from '../../documenti/impronta.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import type { DocumentoRegistrato, Registrazione } from '../tipi.ts';

/** The files with their digests, the attachments of paper with their description. */
export function SchedaDocumenti({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  return (
    <ul className="file-elenco">
      {r.documentoPrincipale ? (
        <Voce documento={r.documentoPrincipale} ruolo="Documento principale" />
      ) : (
        <li className="file">
          <p className="mb-0">
            <strong>Documento principale di carta</strong>
            {r.analogico && `: ${r.analogico.esemplare}${r.analogico.unico ? ', esemplare unico' : ''}`}
          </p>
        </li>
      )}
      {r.allegati.map((d, i) => (
        <Voce key={d.id ?? i} documento={d} ruolo={`Allegato ${i + 1}`} />
      ))}
    </ul>
  );
}

function Voce({ documento: d, ruolo }: { documento: DocumentoRegistrato; ruolo: string }): ReactElement {
  return (
    <li className="file">
      <div className="file__testa">
        <Icona nome={d.id ? 'file' : 'box'} classe="file__icona" />
        <div className="file__nomi">
          {d.id ? (
            <a className="file__nome" href={indirizzoContenuto(d.id)} download={d.nomeFile}>
              {d.nomeFile}
            </a>
          ) : (
            <span className="file__nome">Di carta</span>
          )}
          <span className="file__dati">
            <strong>{ruolo}</strong>
            {d.dimensione !== undefined && ` · ${dimensioneLeggibile(d.dimensione)}`}
            {d.formato && ` · ${d.formato}`}
          </span>
          {d.descrizione && <span>{d.descrizione}</span>}
        </div>
      </div>
      {d.impronta && <Impronta valore={d.impronta} />}
    </li>
  );
}
