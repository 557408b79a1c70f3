import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { matriceQuery, type Matrice } from '../api.ts';
import { filtraMatrice, type Tipo } from './filtra.ts';
import { TabellaPermessi } from './tabella-permessi.tsx';
import { UnaColonna } from './una-colonna.tsx';

const tipi: { valore: Tipo; etichetta: string; spiega: string }[] = [
  {
    valore: 'profilo',
    etichetta: 'Profili',
    spiega:
      'Ciascuno agisce con il profilo che ha nell’ufficio scelto. I poteri di chi è RSP, o dirige, sono tra i ruoli.',
  },
  {
    valore: 'ruolo',
    etichetta: 'Ruoli',
    spiega: 'Si aggiungono al profilo: per nomina, per delega, o perché si dirige l’ufficio.',
  },
  {
    valore: 'sostituto',
    etichetta: 'Sostituti',
    spiega: 'Chi sostituisce può queste cose, e mai più di quanto può chi è sostituito.',
  },
  {
    valore: 'chiave',
    etichetta: 'Chiavi API',
    spiega: 'Che cosa apre ciascun ambito di una chiave; nessuna chiave autorizza annullamenti.',
  },
];

/** Who may do what, from the data by which every request is judged (RN-71.2). */
export function PaginaPermessi(): ReactElement {
  const { data, error } = useQuery(matriceQuery);
  return (
    <>
      <h2>Chi può fare che cosa</h2>
      {data ? <Contenuto matrice={data} /> : error ? <AvvisoErrore errore={error} /> : <Attesa />}
    </>
  );
}

function Contenuto({ matrice }: { matrice: Matrice }): ReactElement {
  const largo = useLargo(900);
  const [tipo, setTipo] = useState<Tipo>('profilo');
  const [testo, setTesto] = useState('');
  const [scelta, setScelta] = useState('');
  const [soloSuoi, setSoloSuoi] = useState(true);
  const colonne = matrice.colonne.filter((c) => c.tipo === tipo);
  const una = colonne.find((c) => c.id === scelta) ?? colonne[0];
  const gruppi = filtraMatrice(matrice.gruppi, testo, largo || !soloSuoi ? undefined : una?.id);
  return (
    <>
      <div className="filtri">
        <Scelta<Tipo> legenda="Di chi" valore={tipo} onCambia={setTipo} opzioni={tipi} />
        <div className="griglia">
          <Campo etichetta="Cerca un’operazione" aiuto={tipi.find((t) => t.valore === tipo)?.spiega}>
            {(a) => <input {...a} type="search" value={testo} onChange={(e) => setTesto(e.target.value)} />}
          </Campo>
          {!largo && una && (
            <Campo etichetta="Quale" aiuto={una.descrizione}>
              {(a) => (
                <select
                  {...a}
                  className="form-select"
                  value={una.id}
                  onChange={(e) => setScelta(e.target.value)}
                >
                  {colonne.map((c) => (
                    <option key={c.id} value={c.id}>
                      {c.nome}
                    </option>
                  ))}
                </select>
              )}
            </Campo>
          )}
        </div>
        {!largo && (
          <label className="spunta">
            <input type="checkbox" checked={soloSuoi} onChange={(e) => setSoloSuoi(e.target.checked)} />
            <span>Solo ciò che può</span>
          </label>
        )}
      </div>
      {gruppi.length === 0 && (
        <Vuoto icona="search" titolo="Nessuna operazione">
          <p>{testo ? 'Nessuna operazione ha queste parole.' : 'Non può nulla.'}</p>
        </Vuoto>
      )}
      {gruppi.length > 0 &&
        (largo ? (
          <TabellaPermessi gruppi={gruppi} colonne={colonne} />
        ) : (
          una && <UnaColonna gruppi={gruppi} colonna={una} />
        ))}
    </>
  );
}
