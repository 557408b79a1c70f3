import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { use, useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { fascicoloQuery } from '../api.ts';
import { useBersaglio } from '../fascicola/trascina.ts';
import { nomeLivello } from '../nomi.ts';
import { StatoFascicolo } from '../stato-fascicolo.tsx';
import type { FascicoloBreve } from '../tipi.ts';
import { Contesto } from './contesto.ts';
import { Documenti } from './documenti.tsx';

/** A sottofascicolo or inserto inside its folder: it opens in place, and takes what is dropped on it. */
export function SottoCartella({ fascicolo: f }: { fascicolo: FascicoloBreve }): ReactElement {
  const { onDocumento, onFile } = use(Contesto);
  const [aperta, setAperta] = useState(false);
  const { sopra, attributi } = useBersaglio({
    onDocumento: (d) => onDocumento(d, f.numero),
    onFile: (file) => onFile(file, f.numero),
    attivo: f.stato === 'aperto',
  });
  const vuota = f.documenti === 0 && f.sottofascicoli === 0;
  return (
    <li className={`sotto-cartella ${sopra ? 'bersaglio' : ''}`} {...attributi}>
      <div className="sotto-cartella__testa">
        <button
          type="button"
          className="sotto-cartella__apri"
          aria-expanded={aperta}
          data-voce-elenco=""
          onClick={() => setAperta(!aperta)}
        >
          <Icona nome={aperta ? 'minus' : 'plus'} />
          <Icona nome="folder" classe="sotto-cartella__icona" />
          <span>
            <strong>{f.numero}</strong> {f.denominazione}
            <small className="tendina__dati">
              {nomeLivello(f.livello)} ·{' '}
              {f.documenti === 1 ? '1 documento' : `${f.documenti.toLocaleString('it-IT')} documenti`}
              {f.sottofascicoli > 0 &&
                ` · ${f.sottofascicoli === 1 ? '1 inserto' : `${f.sottofascicoli} inserti`}`}
            </small>
          </span>
        </button>
        {f.stato === 'chiuso' && <StatoFascicolo fascicolo={f} />}
        <Link to="/fascicoli/$numero" params={{ numero: f.numero }} className="sotto-cartella__vai">
          Vai
          <span className="visually-hidden">
            {' '}
            a {f.numero} {f.denominazione}
          </span>
        </Link>
      </div>
      {aperta && (
        <div className="sotto-cartella__corpo">
          {vuota ? <p className="campo__aiuto">Ancora vuoto.</p> : <Dentro fascicolo={f} />}
        </div>
      )}
    </li>
  );
}

function Dentro({ fascicolo: f }: { fascicolo: FascicoloBreve }): ReactElement {
  const { data, error, isPending } = useQuery({ ...fascicoloQuery(f.numero), enabled: f.sottofascicoli > 0 });
  return (
    <>
      {isPending && f.sottofascicoli > 0 && <Attesa />}
      <AvvisoErrore errore={error} />
      {data && data.contenuti.length > 0 && (
        <ul className="sotto-cartelle">
          {data.contenuti.map((i) => (
            <SottoCartella key={i.numero} fascicolo={i} />
          ))}
        </ul>
      )}
      {f.documenti > 0 && <Documenti numero={f.numero} totale={f.documenti} />}
    </>
  );
}
