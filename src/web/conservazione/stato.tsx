import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import type { VocePacchetto } from './tipi.ts';

export const STATI: Record<VocePacchetto['stato'], [nome: string, colore: string]> = {
  prodotto: ['Prodotto', 'secondary'],
  inviato: ['Inviato', 'primary'],
  'preso-in-carico': ['Preso in carico', 'primary'],
  conservato: ['Conservato', 'success'],
  rifiutato: ['Rifiutato', 'danger'],
  ritirato: ['Ritirato', 'secondary'],
};
export const TIPI: Record<VocePacchetto['tipo'], string> = {
  'registro-giornaliero': 'Registro giornaliero',
  documento: 'Documento',
  fascicolo: 'Fascicolo',
  repertorio: 'Repertorio',
};

/** Where a package is, in a word; and that it is late. */
export function Stato({
  stato,
  inRitardo,
}: {
  stato: VocePacchetto['stato'] | 'da-produrre';
  inRitardo: boolean;
}): ReactElement {
  const [nome, colore] = stato === 'da-produrre' ? ['Da produrre', 'secondary'] : STATI[stato];
  return (
    <>
      <Badge color={colore}>{nome}</Badge> {inRitardo && <Badge color="danger">In ritardo</Badge>}
    </>
  );
}
