import { Button } from 'design-react-kit';
import type { KeyboardEvent, ReactElement } from 'react';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { RigaMessaggio } from './riga-messaggio.tsx';
import type { Posta } from './use-posta.ts';

type Proprieta = {
  posta: Posta;
  attuale: string | undefined;
  conStato: boolean;
  conCasella: boolean;
  onFuoco: (id: string) => void;
  onApri: (id: string) => void;
};

function freccia(e: KeyboardEvent<HTMLUListElement>): void {
  const passo = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
  if (passo === 0) return;
  e.preventDefault();
  const righe = [...e.currentTarget.querySelectorAll<HTMLElement>('[data-voce-elenco]')];
  const altra = righe[righe.findIndex((r) => r === document.activeElement) + passo];
  altra?.focus();
  altra?.scrollIntoView({ block: 'nearest' });
}

/** The list: J, K and the arrows move, Enter opens. */
export function ElencoDeiMessaggi({ posta, attuale, conStato, conCasella, ...p }: Proprieta): ReactElement {
  useTastiElenco();
  const { pagine, voci } = posta;
  return (
    <>
      <ul className="fogli" onKeyDown={freccia}>
        {voci.map((v) => (
          <RigaMessaggio
            key={v.id}
            voce={v}
            attuale={v.id === attuale}
            conStato={conStato}
            conCasella={conCasella}
            onFuoco={() => p.onFuoco(v.id)}
            onApri={() => p.onApri(v.id)}
          />
        ))}
      </ul>
      {pagine.hasNextPage && (
        <Button
          type="button"
          color="primary"
          outline
          size="sm"
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          Mostra altri
        </Button>
      )}
    </>
  );
}
