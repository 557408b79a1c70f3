import type { ReactElement } from 'react';
import { alSecondo } from '../al-secondo.ts';
import { eventiMessaggio, generiInvio, taciute } from '../nomi.ts';

type Evento = { istante: string; evento: string; attore: string; dettaglio: Record<string, unknown> };

/** Everything that happened to a message or to a sending, oldest first. */
export function StoriaPec({
  storia,
  nomi = eventiMessaggio,
}: {
  storia: readonly Evento[];
  nomi?: Record<string, string>;
}): ReactElement {
  return (
    <ol className="storia">
      {storia.map((e, i) => (
        <li key={`${e.istante}-${i}`} className="storia__evento">
          <p className="storia__quando">
            <time dateTime={e.istante}>{alSecondo(e.istante)}</time>
          </p>
          <div className="storia__cosa">
            <p className="storia__titolo">{nomi[e.evento] ?? e.evento}</p>
            <p className="storia__chi">{e.attore}</p>
            {typeof e.dettaglio.motivo === 'string' && <p>«{e.dettaglio.motivo}»</p>}
            {typeof e.dettaglio.genere === 'string' && (
              <p>
                {generiInvio[e.dettaglio.genere] ?? e.dettaglio.genere}
                {typeof e.dettaglio.taciuta === 'string' &&
                  `: non inviata, ${taciute[e.dettaglio.taciuta] ?? 'la casella non può spedire'}`}
              </p>
            )}
            {typeof e.dettaglio.numero === 'number' && (
              <p>
                {String(e.dettaglio.registro)} {e.dettaglio.numero}/{String(e.dettaglio.anno)}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
