import { useState } from 'react';

/** The columns of the list beyond number and oggetto, which are always there. */
export const colonne = [
  { nome: 'data', etichetta: 'Registrata il' },
  { nome: 'flusso', etichetta: 'Flusso' },
  { nome: 'corrispondenti', etichetta: 'Corrispondenti' },
  { nome: 'mezzo', etichetta: 'Mezzo' },
  { nome: 'classificazione', etichetta: 'Classificazione' },
  { nome: 'unita', etichetta: 'Ufficio' },
  { nome: 'allegati', etichetta: 'Allegati' },
] as const;
export type Colonna = (typeof colonne)[number]['nome'];

const iniziali: readonly Colonna[] = ['data', 'flusso', 'corrispondenti', 'classificazione'];

function lette(chiave: string): readonly Colonna[] {
  const scritte = localStorage.getItem(chiave)?.split(',');
  return scritte ? colonne.map((c) => c.nome).filter((nome) => scritte.includes(nome)) : iniziali;
}

/** The columns this user chose in this browser. */
export function useColonne(utente: string): { scelte: readonly Colonna[]; alterna: (c: Colonna) => void } {
  const chiave = `tabularium.colonne.${utente}`;
  const [scelte, setScelte] = useState(() => lette(chiave));
  return {
    scelte,
    alterna: (colonna) => {
      const nuove = colonne.map((c) => c.nome).filter((nome) => (nome === colonna) !== scelte.includes(nome));
      localStorage.setItem(chiave, nuove.join(','));
      setScelte(nuove);
    },
  };
}
