import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Icona } from '../platform/ui/icona.tsx';
import { paginaDi } from '../registrazione/indirizzi.ts';
import { interpretaRicerca } from './interpreta-ricerca.ts';

/** One box: number/year, bar code, codice fiscale, address, date, or words. */
export function Ricerca(): ReactElement {
  const [testo, setTesto] = useState('');
  const vai = useNavigate();
  const cerca = (e: FormEvent): void => {
    e.preventDefault();
    const i = interpretaRicerca(testo);
    setTesto('');
    if (i.tipo === 'salto') return void vai({ to: paginaDi(i) });
    const search =
      i.tipo === 'giorno'
        ? { dal: i.giorno, al: i.giorno }
        : i.tipo === 'corrispondente'
          ? { corrispondente: i.testo }
          : { q: i.testo || undefined };
    void vai({ to: '/registro', search });
  };
  return (
    <form className="ricerca" role="search" onSubmit={cerca}>
      <label htmlFor="ricerca" className="visually-hidden">
        Cerca nel registro: numero/anno, codice fiscale, PEC, data o parole
      </label>
      <input
        id="ricerca"
        type="text"
        autoComplete="off"
        enterKeyHint="search"
        placeholder="345/2026, ORDINANZE 12/2026, codice fiscale, data, parole…"
        value={testo}
        onChange={(e) => setTesto(e.target.value)}
      />
      <button type="submit" className="ricerca__vai">
        <Icona nome="search" />
        <span className="visually-hidden">Cerca</span>
      </button>
    </form>
  );
}
