import { useTasti } from '../../platform/tastiera/use-tasti.ts';

/** Rows are links: moving is moving the focus among them, opening is what links do. */
const SELETTORE = '[data-voce-elenco]';

function muovi(passo: 1 | -1): void {
  const voci = [...document.querySelectorAll<HTMLElement>(SELETTORE)];
  const attuale = voci.findIndex((v) => v === document.activeElement);
  const prossima = attuale === -1 ? 0 : Math.min(voci.length - 1, Math.max(0, attuale + passo));
  voci[prossima]?.focus();
  voci[prossima]?.closest('tr, li')?.scrollIntoView({ block: 'nearest' });
}

export function useTastiElenco(): void {
  useTasti('Elenco', [
    { tasto: 'j', nome: 'Riga seguente (Invio la apre)', azione: () => muovi(1) },
    { tasto: 'k', nome: 'Riga precedente', azione: () => muovi(-1) },
  ]);
}
