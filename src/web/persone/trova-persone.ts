export type Persona = { id: string; nome: string; cognome: string; nota?: string };

const piano = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The people whose names have all the words written, in any order. */
export function trovaPersone(persone: readonly Persona[], testo: string): Persona[] {
  const parole = piano(testo).split(/\s+/).filter(Boolean);
  return persone.filter((p) => {
    const nome = piano(`${p.cognome} ${p.nome} ${p.nota ?? ''}`);
    return parole.every((parola) => nome.includes(parola));
  });
}
