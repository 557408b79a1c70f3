import { useState, type ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { RicercaATendina } from '../platform/ui/ricerca-a-tendina.tsx';
import { trovaPersone, type Persona } from './trova-persone.ts';

const PROPOSTE = 12;

type Proprieta = {
  etichetta: string;
  persone: readonly Persona[] | undefined;
  scelta: string;
  onScegli: (id: string) => void;
  errore?: string | undefined;
  aiuto?: string;
  obbligatorio?: boolean;
};

/** One person out of thousands: a few letters of the name, then the choice; never a list of all. */
export function CampoPersona(p: Proprieta): ReactElement {
  const [testo, setTesto] = useState('');
  const scelta = p.persone?.find((x) => x.id === p.scelta);
  const trovate = trovaPersone(p.persone ?? [], testo);
  if (scelta)
    return (
      <div className="campo">
        <p className="campo__etichetta" aria-hidden="true">
          {p.etichetta}
        </p>
        <p className="scelti__voce persona-scelta" role="group" aria-label={p.etichetta}>
          <span className="scelti__testo">
            <strong>
              {scelta.cognome} {scelta.nome}
            </strong>
            {scelta.nota && <small> {scelta.nota}</small>}
          </span>
          <button
            type="button"
            className="bottone-icona"
            onClick={() => p.onScegli('')}
            aria-label="Scegli un’altra persona"
          >
            <Icona nome="close" />
          </button>
        </p>
        {p.errore && <p className="campo__errore">{p.errore}</p>}
      </div>
    );
  return (
    <Campo
      etichetta={p.etichetta}
      errore={p.errore}
      aiuto={p.aiuto}
      {...(p.obbligatorio && { obbligatorio: true })}
    >
      {(a) => (
        <RicercaATendina
          attributi={a}
          testo={testo}
          onTesto={setTesto}
          attesa={p.persone === undefined}
          placeholder="Cognome o nome"
          seVuoto="Nessuna persona con questo nome"
          voci={trovate.slice(0, PROPOSTE).map((x) => ({
            chiave: x.id,
            contenuto: (
              <>
                {x.cognome} {x.nome}
                {x.nota && <small className="tendina__dati">{x.nota}</small>}
              </>
            ),
            scegli: () => {
              setTesto('');
              p.onScegli(x.id);
            },
          }))}
        />
      )}
    </Campo>
  );
}
