import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';

/** Presses the button with that key of the sending the keyboard is on, if it has one. */
const premi = (tasto: string) => (): void =>
  document.activeElement
    ?.closest('.pec-invio')
    ?.querySelector<HTMLButtonElement>(`[data-tasto="${tasto}"]`)
    ?.click();

/** The sendings without a mouse: J and K go from one to the next, the others act on the one where one is. */
export function useTastiInvii(): void {
  useTastiElenco();
  useTasti('Invio', [
    { tasto: 'r', nome: 'Rispedisce a chi non è arrivato', azione: premi('r') },
    { tasto: 'd', nome: 'Decide se era partito', azione: premi('d') },
    { tasto: 'x', nome: 'Non spedisce più', azione: premi('x') },
  ]);
}
