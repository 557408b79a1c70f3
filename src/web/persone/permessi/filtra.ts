import type { Matrice } from '../api.ts';

export type Tipo = Matrice['colonne'][number]['tipo'];
export type Gruppo = Matrice['gruppi'][number];
export type Permesso = Gruppo['permessi'][number];

/**
 * The groups with the operations that have all the words written, without regard to accents and capitals; groups left empty go.
 *
 * @param solo only what this column has
 */
export function filtraMatrice(gruppi: readonly Gruppo[], testo: string, solo?: string): Gruppo[] {
  const parole = piano(testo).split(/\s+/).filter(Boolean);
  const risponde = (p: Permesso, gruppo: string): boolean => {
    const dove = piano(`${p.descrizione} ${p.permesso} ${gruppo}`);
    return parole.every((parola) => dove.includes(parola)) && (solo === undefined || p.a.includes(solo));
  };
  return gruppi
    .map((g) => ({ ...g, permessi: g.permessi.filter((p) => risponde(p, g.nome)) }))
    .filter((g) => g.permessi.length > 0);
}

const piano = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What it takes besides having been given it. */
export function condizioni(p: Permesso): string[] {
  return [
    p.personali && 'solo chi è incaricato del trattamento',
    p.presso === 'uop' && 'solo presso una UOP',
    p.presso === 'ufficio-protocollo' && 'solo presso l’Ufficio Protocollo',
  ].filter((c) => c !== false);
}
