import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { proposteQuery } from '../corrispondenti/api.ts';
import { contrassegni, nominativo } from '../corrispondenti/nominativo.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { RicercaATendina } from '../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import type { BozzaRegola } from './bozza-regola.ts';

type Proprieta = {
  valore: Pick<BozzaRegola, 'rubrica' | 'mittente'>;
  onCambia: (valore: Pick<BozzaRegola, 'rubrica' | 'mittente'>) => void;
  errore: string | undefined;
};

/** Who sends: an entry of the rubrica, or what is typed. */
export function CampoMittente({ valore, onCambia, errore }: Proprieta): ReactElement {
  const q = useRitardato(valore.mittente.trim(), 200);
  const { data, isFetching } = useQuery(proposteQuery(q));
  if (valore.rubrica)
    return (
      <div className="campo">
        <span className="campo__etichetta">Mittente</span>
        <ul className="assegnazioni-scelte">
          <li>
            <span className="assegnazioni-scelte__nome">{valore.rubrica.nominativo}, dalla rubrica</span>
            <button
              type="button"
              className="bottone-icona"
              aria-label={`Togli ${valore.rubrica.nominativo}`}
              onClick={() => onCambia({ rubrica: undefined, mittente: '' })}
            >
              <Icona nome="close" />
            </button>
          </li>
        </ul>
      </div>
    );
  return (
    <Campo
      etichetta="Mittente"
      errore={errore}
      aiuto="Codice fiscale, partita IVA o parole del nome; oppure una voce della rubrica, se la si sceglie."
    >
      {(attributi) => (
        <RicercaATendina
          attributi={attributi}
          testo={valore.mittente}
          onTesto={(mittente) => onCambia({ rubrica: undefined, mittente })}
          attesa={isFetching}
          voci={(q.length >= 2 ? (data?.items ?? []) : []).map((v) => ({
            chiave: v.id,
            contenuto: (
              <>
                <strong>{nominativo(v)}</strong> <small className="tendina__dati">{contrassegni(v)}</small>
              </>
            ),
            scegli: () => onCambia({ rubrica: { id: v.id, nominativo: nominativo(v) }, mittente: '' }),
          }))}
        />
      )}
    </Campo>
  );
}
