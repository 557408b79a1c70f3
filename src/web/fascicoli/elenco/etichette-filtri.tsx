import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useUnita, personeQuery } from '../../organizzazione/api.ts';
import { FiltriAttivi } from '../../platform/ui/filtri-attivi.tsx';
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

/** The filters in force, in words. */
export function EtichetteFiltri({ filtri, onCambia }: Proprieta): ReactElement {
  const { data: unita } = useUnita();
  const { data: persone } = useQuery({ ...personeQuery, enabled: filtri.rpa !== undefined });
  const attivi = (Object.keys(nomi) as Nome[]).flatMap((nome) => {
    const valore = filtri[nome];
    return valore === undefined ? [] : [{ nome, valore }];
  });
  const leggibile = (nome: Nome, valore: string): string => {
    if (nome === 'stato') return valore === 'aperto' ? 'aperti' : 'chiusi';
    if (nome === 'tipo') return nomeTipo[valore as keyof typeof nomeTipo];
    if (nome === 'ufficio') return unita?.find((u) => u.codice === valore)?.denominazione ?? valore;
    if (nome !== 'rpa') return valore;
    const persona = persone?.items.find((u) => u.id === valore);
    return persona ? `${persona.cognome} ${persona.nome}` : '…';
  };
  return (
    <FiltriAttivi
      attivi={attivi.map(({ nome, valore }) => ({
        nome,
        etichetta: nomi[nome],
        valore: leggibile(nome, valore),
      }))}
      onTogli={(nome) => onCambia({ ...filtri, [nome]: undefined })}
      onTogliTutti={() => onCambia({ vista: filtri.vista })}
    />
  );
}
