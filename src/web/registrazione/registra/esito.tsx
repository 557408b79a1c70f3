import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { carte } from '../api.ts';
import { SegnoFlusso } from '../segno-flusso.tsx';
import type { Registrazione } from '../tipi.ts';
import { paginaDi } from '../indirizzi.ts';

type Proprieta = { registrazione: Registrazione; onChiudi: () => void };

const apri = (indirizzo: string): void => void window.open(indirizzo, '_blank', 'noopener');

/** The number, very large, and what one does with it: label, ricevuta, stamped copy, detail. */
export function Esito({ registrazione: r, onChiudi }: Proprieta): ReactElement {
  const vai = useNavigate();
  // The register shows at least seven digits; the eye looks for those after the zeros.
  const zeri = /^0*/.exec(r.numero)?.[0] ?? '';
  const etichetta = carte.etichetta(r, '62x29');
  const ricevuta = carte.ricevuta(r);
  const principale = r.documentoPrincipale;
  const timbrato =
    principale?.id && principale.formato === 'application/pdf'
      ? carte.timbrato(r, principale.id, 'alto-destra')
      : undefined;
  useTasti('Ultima registrata', [
    { tasto: 'e', nome: 'Etichetta', azione: () => apri(etichetta) },
    { tasto: 'p', nome: 'Ricevuta (da stampare)', azione: () => apri(ricevuta) },
    {
      tasto: 'c',
      nome: 'Copia timbrata',
      azione: () => timbrato && apri(timbrato),
      attivo: timbrato !== undefined,
    },
    {
      tasto: 'v',
      nome: 'Vede la registrazione',
      azione: () => void vai({ to: paginaDi(r) }),
    },
  ]);
  return (
    <section className="esito" aria-label="Ultima registrazione">
      <div className="esito__numero">
        <span className="esito__cosa">Registrato con il numero</span>
        <strong>
          <span className="esito__zeri">{zeri}</span>
          {r.numero.slice(zeri.length)}
        </strong>
        <span className="esito__anno">/{r.anno}</span>
      </div>
      <div className="esito__dati">
        <p className="esito__segnatura">{r.segnatura}</p>
        <p>
          <SegnoFlusso flusso={r.flusso} /> {dataOra(r.dataRegistrazione)} · {r.oggetto}
        </p>
        {[...r.diciture, ...r.avvisi].map((avviso) => (
          <p key={avviso} className="file__avviso">
            <Icona nome="info-circle" /> {avviso}
          </p>
        ))}
        <div className="azioni">
          <a className="btn btn-outline-primary btn-xs" href={etichetta} target="_blank" rel="noreferrer">
            <Icona nome="print" /> Etichetta <kbd>E</kbd>
          </a>
          <a className="btn btn-outline-primary btn-xs" href={ricevuta} target="_blank" rel="noreferrer">
            <Icona nome="file-pdf" /> Ricevuta <kbd>P</kbd>
          </a>
          {timbrato && (
            <a className="btn btn-outline-primary btn-xs" href={timbrato} target="_blank" rel="noreferrer">
              <Icona nome="copy" /> Copia timbrata <kbd>C</kbd>
            </a>
          )}
          <Link className="btn btn-outline-primary btn-xs" to={paginaDi(r)}>
            <Icona nome="list" /> Vedi <kbd>V</kbd>
          </Link>
        </div>
      </div>
      <button
        type="button"
        className="bottone-icona esito__chiudi"
        onClick={onChiudi}
        aria-label="Nascondi l’ultima registrazione"
      >
        <Icona nome="close" />
      </button>
    </section>
  );
}
