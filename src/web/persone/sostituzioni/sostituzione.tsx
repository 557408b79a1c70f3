import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import type { Sostituzione } from '../api.ts';
import { ambitoBreve, statoSostituzione } from '../nomi.ts';

const nome = (p: { nome: string; cognome: string }): string => `${p.cognome} ${p.nome}`;

type Proprieta = {
  sostituzione: Sostituzione;
  /** Which names are to be read: mine has the deputy's, the other one's whom he stands in for. */
  chi: 'sostituto' | 'titolare' | 'entrambi';
  attesa?: boolean;
  onRevoca?: () => void;
};

/** Who stands in for whom, where, for what and until when. */
export function SostituzioneVista({ sostituzione: z, chi, attesa, onRevoca }: Proprieta): ReactElement {
  const stato = statoSostituzione[z.stato];
  const viva = z.stato === 'in-vigore' || z.stato === 'futura';
  return (
    <li className={viva ? undefined : 'spenta'}>
      <div>
        <strong>
          {chi === 'titolare' ? nome(z.titolare) : nome(z.sostituto)}
          {chi === 'entrambi' && ` per ${nome(z.titolare)}`}
        </strong>
        <span className={`marca ${stato.marca}`}>{stato.nome}</span>
        <p>
          {z.unita.denominazione}: {z.ambiti.map((a) => ambitoBreve[a]).join(', ')}
        </p>
        <p className="campo__aiuto">
          dal {data(z.dal)} al {data(z.al)}
          {z.motivo && ` · ${z.motivo}`}
        </p>
      </div>
      {onRevoca && viva && (
        <button
          type="button"
          className="bottone-testo bottone-testo--pericolo"
          disabled={attesa}
          onClick={onRevoca}
        >
          Revoca
          <span className="visually-hidden">
            {' '}
            la sostituzione di {nome(z.sostituto)} per {z.unita.denominazione}
          </span>
        </button>
      )}
    </li>
  );
}
