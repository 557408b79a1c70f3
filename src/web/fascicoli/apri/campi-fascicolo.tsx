import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { personeQuery } from '../../organizzazione/api.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { CampiAccesso } from './campi-accesso.tsx';
import { CampiAltri } from './campi-altri.tsx';
import { CampiForma } from './campi-forma.tsx';
import type { ModuloFascicolo } from './modulo.ts';

type Proprieta = {
  modulo: ModuloFascicolo;
  onCambia: (parte: Partial<ModuloFascicolo>) => void;
  errori: (campo: string) => string | undefined;
  /** Class and kind are given at opening and stay. */
  apertura?: { responsabile: boolean };
  /** Of a sottofascicolo access is that of what contains it. */
  accesso: boolean;
};

const altri = ['luogo', 'note', 'intestatario', 'procedimento', 'amministrazioniPartecipanti', 'dati'];

/** The data of the copertina in sight, the others folded. */
export function CampiFascicolo(p: Proprieta): ReactElement {
  const { modulo: m, onCambia, errori } = p;
  const [aperti, setAperti] = useState(false);
  const { data: persone } = useQuery(personeQuery);
  const mostra = aperti || altri.some((campo) => errori(campo));
  return (
    <>
      {p.apertura && (
        <CampiForma modulo={m} onCambia={onCambia} errori={errori} responsabile={p.apertura.responsabile} />
      )}
      <Campo
        id="f-denominazione"
        etichetta="Denominazione"
        obbligatorio
        errore={errori('denominazione')}
        aiuto="Il nome breve che si legge sulla copertina e negli elenchi."
      >
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={500}
            autoComplete="off"
            value={m.denominazione}
            onChange={(e) => onCambia({ denominazione: e.target.value })}
          />
        )}
      </Campo>
      <Campo id="f-oggetto" etichetta="Oggetto" obbligatorio errore={errori('oggetto')}>
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={4000}
            value={m.oggetto}
            onChange={(e) => onCambia({ oggetto: e.target.value })}
          />
        )}
      </Campo>
      {p.accesso && <CampiAccesso modulo={m} onCambia={onCambia} errori={errori} />}
      <Campo etichetta="Responsabile del procedimento" errore={errori('rpa')} classe="campo--corto">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={m.rpa}
            onChange={(e) => onCambia({ rpa: e.target.value })}
          >
            <option value="">—</option>
            {persone?.items.map((u) => (
              <option key={u.id} value={u.id}>
                {u.cognome} {u.nome}
                {u.unita.length > 0 && `, ${u.unita.join(', ')}`}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <button
        type="button"
        className="bottone-testo pieghevole"
        aria-expanded={mostra}
        aria-controls="f-altri"
        onClick={() => setAperti(!mostra)}
      >
        <Icona nome={mostra ? 'collapse' : 'expand'} /> Altri dati del fascicolo
      </button>
      <div id="f-altri" hidden={!mostra}>
        <CampiAltri modulo={m} onCambia={onCambia} errori={errori} />
      </div>
    </>
  );
}
