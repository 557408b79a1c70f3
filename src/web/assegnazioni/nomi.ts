import type { Assegnazione, Azione } from './tipi.ts';

/** The state, as it is said of an assignment, and the colour of its badge. */
export function statoDi(a: Assegnazione): { nome: string; colore: string } {
  switch (a.stato) {
    case 'assegnata':
      return { nome: 'Da smistare', colore: 'warning' };
    case 'smistata':
      return { nome: a.documento.supporto === 'analogico' ? 'Da ritirare' : 'Smistata', colore: 'warning' };
    case 'in-carico':
      return a.confermataIl === undefined
        ? { nome: 'Nell’ufficio, da confermare', colore: 'primary' }
        : { nome: 'In carico', colore: 'success' };
    case 'rinviata':
      return { nome: a.rinvio?.evasoIl === undefined ? 'Rinviata alla UOP' : 'Rinviata', colore: 'danger' };
    case 'archiviata':
      return { nome: 'Archiviata', colore: 'secondary' };
    case 'revocata':
      return { nome: 'Revocata', colore: 'secondary' };
  }
}

export const aperta = (a: Assegnazione): boolean => ['assegnata', 'smistata', 'in-carico'].includes(a.stato);

export const nomeAzione: Record<Azione, string> = {
  smista: 'Smista',
  conferma: 'Prendi in carico',
  rinvia: 'Rinvia alla UOP',
  subassegna: 'Dai a una persona',
  archivia: 'Archivia',
  riapri: 'Riapri',
  revoca: 'Revoca',
  modifica: 'Cambia scadenza',
  'evadi-rinvio': 'Riassegna',
  'autorizza-ritiro': 'Autorizza il ritiro oggi',
};
