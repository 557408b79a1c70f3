import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { FiltriAttivi } from '../../platform/ui/filtri-attivi.tsx';
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

/** The filters in force, in words. */
export function EtichetteFiltri({ filtri, onCambia }: Proprieta): ReactElement {
  const { data: mezzi } = useMezzi();
  const attivi = (Object.keys(nomi) as (keyof Filtri)[]).flatMap((nome) => {
    const valore = filtri[nome];
    return valore === undefined ? [] : [{ nome, valore: String(valore) }];
  });
  const leggibile = (nome: keyof Filtri, valore: string): string => {
    if (nome === 'dal' || nome === 'al') return data(valore);
    if (nome === 'flusso') return nomeFlusso[valore as keyof typeof nomeFlusso];
    if (nome === 'mezzo') return mezzi?.find((m) => m.codice === valore)?.denominazione ?? valore;
    return valore;
  };
  return (
    <FiltriAttivi
      attivi={attivi.map(({ nome, valore }) => ({
        nome,
        etichetta: nomi[nome],
        valore: leggibile(nome, valore),
      }))}
      onTogli={(nome) => onCambia({ ...filtri, [nome]: undefined })}
      onTogliTutti={() => onCambia({})}
    />
  );
}
