import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { Icona } from '../platform/ui/icona.tsx';
import type { Mezzo } from '../registrazione/api.ts';
import type { RegolaSmistamento } from './tipi.ts';

type Proprieta = {
  regola: RegolaSmistamento;
  posto: number;
  ultima: boolean;
  mezzi: readonly Mezzo[] | undefined;
  onSposta: (di: -1 | 1) => void;
  onModifica: () => void;
};

/** A rule of the list: where it leads, when, what is wrong with it; two buttons move it. */
export function VoceRegola({
  regola: r,
  posto,
  ultima,
  mezzi,
  onSposta,
  onModifica,
}: Proprieta): ReactElement {
  const sposta = (di: -1 | 1, nome: string, icona: string, fermo: boolean) => (
    <button
      type="button"
      id={`sposta-${di === -1 ? 'su' : 'giu'}-${r.id}`}
      className="bottone-icona"
      aria-label={`${nome} «${r.nome}»`}
      // Not `disabled`: who moves a rule up to the top keeps the focus.
      aria-disabled={fermo}
      onClick={() => !fermo && onSposta(di)}
    >
      <Icona nome={icona} />
    </button>
  );
  return (
    <li className={r.inVigore ? '' : 'spenta'}>
      <div className="regola">
        <strong>
          {posto}. {r.nome}
        </strong>
        {!r.inVigore && <span className="marca marca--spenta">{perche(r)}</span>}
        <p>
          {[
            ...(r.competenza ? [`Competenza: ${r.competenza.denominazione}`] : []),
            ...(r.conoscenza.length > 0
              ? [`per conoscenza: ${r.conoscenza.map((u) => u.denominazione).join(', ')}`]
              : []),
          ].join('; ')}
        </p>
        <p className="campo__aiuto">{condizioni(r, mezzi).join(' · ')}</p>
        {r.segnali.map((s) => (
          <p key={s.testo}>
            <span className="marca marca--attenzione">{s.testo}</span>
          </p>
        ))}
        {r.nota !== undefined && <p className="campo__aiuto">{r.nota}</p>}
      </div>
      <div className="regola__azioni">
        {sposta(-1, 'Prova prima', 'arrow-up', posto === 1)}
        {sposta(1, 'Prova dopo', 'arrow-down', ultima)}
        <button type="button" className="bottone-testo" onClick={onModifica}>
          Modifica<span className="visually-hidden"> «{r.nome}»</span>
        </button>
      </div>
    </li>
  );
}

function perche(r: RegolaSmistamento): string {
  if (!r.attiva) return 'non attiva';
  return r.al !== undefined && r.al < new Date().toISOString().slice(0, 10)
    ? `fino al ${data(r.al)}`
    : `dal ${data(r.dal)}`;
}

function condizioni(r: RegolaSmistamento, mezzi: readonly Mezzo[] | undefined): string[] {
  const { tutte, almenoUna, nessuna } = r.parole;
  const elenco = (parole: string[], congiunzione: string): string =>
    parole.map((p) => `«${p}»`).join(` ${congiunzione} `);
  return [
    ...(r.classificazione
      ? [`classificazione ${r.classificazione.codice} ${r.classificazione.denominazione}`]
      : []),
    ...(r.rubrica ? [`mittente ${r.rubrica.nominativo}, dalla rubrica`] : []),
    ...(r.mittente !== undefined ? [`mittente «${r.mittente}»`] : []),
    ...(r.mezzo !== undefined
      ? [`mezzo ${mezzi?.find((m) => m.codice === r.mezzo)?.denominazione ?? r.mezzo}`]
      : []),
    ...(r.casella !== undefined ? [`casella ${r.casella}`] : []),
    ...(tutte.length > 0 ? [`oggetto con ${elenco(tutte, 'e')}`] : []),
    ...(almenoUna.length > 0 ? [`oggetto con ${elenco(almenoUna, 'o')}`] : []),
    ...(nessuna.length > 0 ? [`oggetto senza ${elenco(nessuna, 'né')}`] : []),
  ];
}
