import type { ReactElement } from 'react';
import { alSecondo } from '../al-secondo.ts';
import { esitiInvio, eventiMessaggio, generiInvio, taciute, tipiMessaggio } from '../nomi.ts';

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
            {particolare(e) !== undefined && <p>{particolare(e)}</p>}
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

const decisioni: Record<string, string> = {
  'era-partito': 'Era partito',
  rispedisci: 'Non era partito: si spedisce',
};

/** Which receipt, and how it is now with whom: so that two lines of the same name are told apart. */
function particolare({ evento, dettaglio: d }: Evento): string | undefined {
  if (evento === 'destinatario' && typeof d.a === 'string')
    return `${String(d.indirizzo)}: ${(esitiInvio as Record<string, { nome: string }>)[d.a]?.nome ?? d.a}`;
  if (evento === 'ricevuta' && typeof d.tipo === 'string')
    return `${(tipiMessaggio as Record<string, string>)[d.tipo] ?? d.tipo}${d.aMano === true ? ', abbinata a mano' : ''}`;
  if (evento === 'deciso' && typeof d.decisione === 'string') return decisioni[d.decisione];
  return undefined;
}
