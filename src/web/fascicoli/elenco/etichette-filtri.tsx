import { Chip, ChipLabel } from 'design-react-kit';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useUnita, personeQuery } from '../../organizzazione/api.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import type { Filtri } from '../filtri.ts';
import { nomeTipo } from '../nomi.ts';

const nomi = {
  q: 'Parole',
  stato: 'Stato',
  tipo: 'Tipo',
  classificazione: 'Classe',
  anno: 'Anno',
  ufficio: 'Ufficio',
  rpa: 'Responsabile',
} as const;
type Nome = keyof typeof nomi;

type Proprieta = { filtri: Filtri; onCambia: (filtri: Filtri) => void };

/** The filters in force, each with the way to take it off. */
export function EtichetteFiltri({ filtri, onCambia }: Proprieta): ReactElement | null {
  const { data: unita } = useUnita();
  const { data: persone } = useQuery({ ...personeQuery, enabled: filtri.rpa !== undefined });
  const attivi = (Object.keys(nomi) as Nome[]).flatMap((nome) => {
    const valore = filtri[nome];
    return valore === undefined ? [] : [{ nome, valore }];
  });
  if (attivi.length === 0) return null;
  const leggibile = (nome: Nome, valore: string): string => {
    if (nome === 'stato') return valore === 'aperto' ? 'aperti' : 'chiusi';
    if (nome === 'tipo') return nomeTipo[valore as keyof typeof nomeTipo];
    if (nome === 'ufficio') return unita?.find((u) => u.codice === valore)?.denominazione ?? valore;
    if (nome !== 'rpa') return valore;
    const persona = persone?.items.find((u) => u.id === valore);
    return persona ? `${persona.cognome} ${persona.nome}` : '…';
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
        <button type="button" className="bottone-testo" onClick={() => onCambia({ vista: filtri.vista })}>
          Togli tutti
        </button>
      )}
    </div>
  );
}
