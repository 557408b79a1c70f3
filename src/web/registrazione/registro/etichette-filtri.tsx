import { Chip, ChipLabel } from 'design-react-kit';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { useMezzi } from '../api.ts';
import { nomeFlusso } from '../nomi.ts';
import type { Filtri } from './filtri.ts';

const nomi: Record<keyof Filtri, string> = {
  q: 'Parole',
  dal: 'Dal',
  al: 'Al',
  flusso: 'Flusso',
  corrispondente: 'Corrispondente',
  mezzo: 'Mezzo',
  classificazione: 'Classificazione',
  stato: 'Stato',
  luogo: 'Luogo',
  rpa: 'RPA',
  protocolloMittente: 'Prot. mittente',
  numero: 'Numero',
  anno: 'Anno',
  oggetto: 'Oggetto',
  fascicolo: 'Fascicolo',
  ufficio: 'Ufficio',
};

type Proprieta = { filtri: Filtri; onCambia: (filtri: Filtri) => void };

/** The filters in force, each with the way to take it off. */
export function EtichetteFiltri({ filtri, onCambia }: Proprieta): ReactElement | null {
  const { data: mezzi } = useMezzi();
  const attivi = (Object.keys(nomi) as (keyof Filtri)[]).flatMap((nome) => {
    const valore = filtri[nome];
    return valore === undefined ? [] : [{ nome, valore: String(valore) }];
  });
  if (attivi.length === 0) return null;
  const leggibile = (nome: keyof Filtri, valore: string): string => {
    if (nome === 'dal' || nome === 'al') return data(valore);
    if (nome === 'flusso') return nomeFlusso[valore as keyof typeof nomeFlusso];
    if (nome === 'mezzo') return mezzi?.find((m) => m.codice === valore)?.denominazione ?? valore;
    return valore;
  };
  return (
    <div className="filtri__attivi">
      {attivi.map(({ nome, valore }) => (
        <Chip key={nome} color="primary">
          <ChipLabel>
            {nomi[nome]}: {leggibile(nome, valore)}
          </ChipLabel>
          <button
            type="button"
            className="filtri__togli"
            onClick={() => onCambia({ ...filtri, [nome]: undefined })}
          >
            <Icona nome="close" />
            <span className="visually-hidden">
              Togli il filtro {nomi[nome]} {leggibile(nome, valore)}
            </span>
          </button>
        </Chip>
      ))}
      {attivi.length > 1 && (
        <button type="button" className="bottone-testo" onClick={() => onCambia({})}>
          Togli tutti
        </button>
      )}
    </div>
  );
}
