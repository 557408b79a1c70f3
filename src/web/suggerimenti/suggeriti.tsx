import { use, useEffect, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { ContestoEsiti } from './esiti.ts';
import type { CampoSuggerito, Misura, Proposta } from './tipi.ts';

type Proprieta = {
  campo: CampoSuggerito;
  /** What is proposed for: `Classificazione`. */
  etichetta: string;
  proposte: readonly Proposta[];
  misura: Partial<Misura> | undefined;
  /** What the field holds now. */
  valore: string;
  onAccetta: (proposta: Proposta) => void;
};

/**
 * At most three proposals beside their field, the next stop of Tab after it: Enter takes one. They wait to be chosen, and
 * say how often such proposals were right.
 */
export function Suggeriti(p: Proprieta): ReactElement | null {
  const { mostrati, accettato } = use(ContestoEsiti);
  const firma = p.proposte.map((x) => x.valore).join('\n');
  useEffect(() => {
    mostrati(p.campo, firma === '' ? [] : firma.split('\n'));
  }, [mostrati, p.campo, firma]);
  if (p.proposte.length === 0) return null;
  return (
    <div className="suggeriti" role="group" aria-label={`${p.etichetta}: suggerimenti`}>
      {p.proposte.map((x, i) => (
        <button
          key={x.valore}
          type="button"
          className="suggerito"
          {...(i === 0 && { 'data-suggerimento': p.campo })}
          aria-pressed={x.valore === p.valore}
          onClick={() => {
            accettato(p.campo, x.valore);
            p.onAccetta(x);
            annuncia(`${p.etichetta}: ${x.valore} ${x.nome}`);
          }}
        >
          <strong>{x.valore}</strong> <span className="suggerito__nome">{x.nome}</span>
        </button>
      ))}
      <QuantoGiusti misura={p.misura} campo={p.campo} />
    </div>
  );
}

const perCento = (quota: number): string => `${Math.round(quota * 100)} %`;

function QuantoGiusti({
  misura,
  campo,
}: {
  misura: Partial<Misura> | undefined;
  campo: CampoSuggerito;
}): ReactElement {
  if (misura?.top1 === undefined || misura.top3 === undefined)
    return (
      <p className="suggeriti__misura">
        {campo === 'classifica' ? 'Da titolario e prontuario: ' : ''}non ancora misurati su questo archivio
      </p>
    );
  return (
    <p className="suggeriti__misura">
      Giusto il primo {perCento(misura.top1)}, fra tre {perCento(misura.top3)}
      <span className="visually-hidden"> delle volte, su {misura.provate} registrazioni recenti</span>
    </p>
  );
}

/** Brings the keyboard to the first proposal there is. */
export function vaiAiSuggerimenti(): void {
  document.querySelector<HTMLElement>('[data-suggerimento]')?.focus();
}
