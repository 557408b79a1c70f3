import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { carte } from '../api.ts';
import { PannelloStampe } from '../stampe/pannello-stampe.tsx';
import type { Registrazione } from '../tipi.ts';
import { paginaDi } from '../indirizzi.ts';

const apri = (indirizzo: string): void => void window.open(indirizzo, '_blank', 'noopener');

/** What can be done with a registration. Annulling and correcting are for who may ask for them. */
export function AzioniDettaglio({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const vai = useNavigate();
  const chiede = usePermesso('provvedimento.richiede') && r.stato === 'valida';
  const decide = usePermesso('provvedimento.autorizza');
  useTasti('Registrazione', [
    { tasto: 'e', nome: 'Etichetta', azione: () => apri(carte.etichetta(r, '62x29')) },
    { tasto: 'p', nome: 'Ricevuta', azione: () => apri(carte.ricevuta(r)) },
    {
      tasto: 'x',
      nome: decide ? 'Annulla' : 'Chiede l’annullamento',
      azione: () => void vai({ to: paginaDi(r, '/annullamento') }),
      attivo: chiede,
    },
    {
      tasto: 'c',
      nome: decide ? 'Rettifica' : 'Chiede una rettifica',
      azione: () => void vai({ to: paginaDi(r, '/rettifica') }),
      attivo: chiede,
    },
  ]);
  return (
    <>
      <PannelloStampe registrazione={r} />
      {chiede && (
        <>
          <Link className="btn btn-outline-primary btn-xs" to={paginaDi(r, '/rettifica')}>
            <Icona nome="pencil" /> {decide ? 'Rettifica' : 'Chiedi rettifica'} <kbd>C</kbd>
          </Link>
          <Link className="btn btn-outline-danger btn-xs" to={paginaDi(r, '/annullamento')}>
            <Icona nome="ban" /> {decide ? 'Annulla' : 'Chiedi annullamento'} <kbd>X</kbd>
          </Link>
        </>
      )}
    </>
  );
}
