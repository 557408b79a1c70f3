import { Alert, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Anteprima } from '../../documenti/anteprima.tsx';
import { dimensioneLeggibile } from '../../documenti/dimensione.ts';
import { Impronta } from '../../documenti/impronta.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { byteDi } from '../api.ts';
import type { Messaggio, Parte } from '../tipi.ts';
import { EsitiDi } from './esiti.tsx';
import { SegnaScansione } from './segna-scansione.tsx';
import { formatoParte } from './formato-parte.ts';

/** What the message carries: checks, preview, bytes. From who never wrote before nothing opens without a warning (RN-11.5-7). */
export function Allegati({ messaggio: m }: { messaggio: Messaggio }): ReactElement | null {
  const [ammessi, setAmmessi] = useState(m.mittenteConosciuto);
  const [mostrato, setMostrato] = useState<string>();
  if (m.allegati.length === 0) return null;
  const parte = m.allegati.find((p) => p.percorso === mostrato);
  return (
    <section aria-labelledby="pec-allegati">
      <h3 id="pec-allegati">{m.allegati.length === 1 ? 'Un allegato' : `${m.allegati.length} allegati`}</h3>
      {!ammessi && (
        <Alert color="warning" fade={false}>
          <p>
            <strong>Mittente mai visto prima: gli allegati possono essere pericolosi.</strong> Prima di
            aprirli controllare chi scrive e che cosa dice di mandare.
          </p>
          <Button type="button" color="primary" outline size="xs" onClick={() => setAmmessi(true)}>
            Ho controllato: fammi aprire gli allegati
          </Button>
        </Alert>
      )}
      <ul className="file-elenco">
        {m.allegati.map((p) => (
          <VoceAllegato
            key={p.percorso}
            messaggio={m}
            parte={p}
            apribile={ammessi}
            mostrata={p === parte}
            onMostra={() => setMostrato(p === parte ? undefined : p.percorso)}
          />
        ))}
      </ul>
      {parte && ammessi && (
        <Anteprima
          key={parte.percorso}
          documento={{
            indirizzi: {
              mostra: byteDi.parte(m.id, parte.percorso, true),
              scarica: byteDi.parte(m.id, parte.percorso),
            },
            nomeFile: parte.nome,
            formato: formatoParte(parte),
          }}
        />
      )}
    </section>
  );
}

type Voce = {
  messaggio: Messaggio;
  parte: Parte;
  apribile: boolean;
  mostrata: boolean;
  onMostra: () => void;
};

function VoceAllegato({ messaggio: m, parte: p, apribile, mostrata, onMostra }: Voce): ReactElement {
  return (
    <li className={`file ${mostrata ? 'file--mostrato' : ''}`}>
      <div className="file__testa">
        <Icona nome="file" classe="file__icona" />
        <div className="file__nomi">
          {apribile ? (
            <button
              type="button"
              className="file__nome file__mostra"
              aria-pressed={mostrata}
              onClick={onMostra}
            >
              {p.nome}
            </button>
          ) : (
            <span className="file__nome">{p.nome}</span>
          )}
          <span className="file__dati">
            {dimensioneLeggibile(p.dimensione)} · {p.tipoDichiarato}
            {p.genere === 'in-linea' && ' · dentro il testo'}
          </span>
        </div>
        {apribile && (
          <a className="file__azioni" href={byteDi.parte(m.id, p.percorso)} download={p.nome}>
            <Icona nome="download" /> Scarica<span className="visually-hidden"> {p.nome}</span>
          </a>
        )}
      </div>
      <EsitiDi esiti={m.esiti.filter((e) => e.allegato === p.percorso)} />
      <SegnaScansione messaggio={m} parte={p} />
      <Impronta valore={p.impronta} />
    </li>
  );
}
