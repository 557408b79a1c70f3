import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { nomeCollegamento, nomeCollegamentoInverso } from '../nomi.ts';
import type { Registrazione, TipoCollegamento } from '../tipi.ts';
import { NuovoCollegamento } from './nuovo-collegamento.tsx';
import { nomeDi, paginaDi } from '../indirizzi.ts';

/** Links to and from other registrations, and a new one. */
export function Collegamenti({ registrazione: r }: { registrazione: Registrazione }): ReactElement | null {
  const modifica = usePermesso('registrazione.modifica') && r.stato === 'valida';
  if (r.collegamenti.length === 0 && !modifica) return null;
  return (
    <section className="blocco-dati" aria-labelledby="titolo-collegamenti">
      <h2 id="titolo-collegamenti">Collegamenti</h2>
      {r.collegamenti.length > 0 && (
        <ul className="collegamenti">
          {r.collegamenti.map((c) => (
            <li key={`${c.verso}-${c.tipo}-${c.registro}-${c.anno}-${c.numero}`}>
              {(c.verso === 'a' ? nomeCollegamento : nomeCollegamentoInverso)[c.tipo as TipoCollegamento]}{' '}
              <Link to={paginaDi(c)}>{nomeDi(c)}</Link> «{c.oggetto}»
            </li>
          ))}
        </ul>
      )}
      {modifica && <NuovoCollegamento registrazione={r} />}
    </section>
  );
}
