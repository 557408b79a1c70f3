import { useState, type ReactElement } from 'react';
import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import { esibizione } from './api.ts';
import { CampoMotivo } from './campo-motivo.tsx';
import type { Pacchetto } from './tipi.ts';

const RUOLI: Record<Pacchetto['file'][number]['ruolo'], string> = {
  principale: 'Documento principale',
  allegato: 'Allegato',
  metadati: 'Metadati',
};

/** What is in a package; a document of a conserved one can be shown, with the reason. */
export function FilePacchetto({ p }: { p: Pacchetto }): ReactElement {
  const [motivo, setMotivo] = useState('');
  const esibibili = p.stato === 'conservato';
  const perche = motivo.trim();
  const documenti = p.file.filter((f) => f.ruolo !== 'metadati');
  const metadati = p.file.filter((f) => f.ruolo === 'metadati');
  const voce = (f: Pacchetto['file'][number]): ReactElement => (
    <li key={f.ordine} className="scheda">
      {f.nomeFile}
      <p className="scheda__dati" style={{ overflowWrap: 'anywhere' }}>
        {RUOLI[f.ruolo]} · {f.formato} · {dimensioneLeggibile(f.dimensione)} · SHA-256 {f.impronta}
      </p>
      {esibibili && f.ruolo !== 'metadati' && perche.length >= 5 && (
        <a href={esibizione(p.id, f.ordine, perche)}>Esibisci {f.nomeFile}</a>
      )}
    </li>
  );
  return (
    <section aria-labelledby="file">
      <h2 id="file">File ({p.fileInTutto})</h2>
      {esibibili && (
        <CampoMotivo
          etichetta="Perché si esibisce"
          aiuto="Con il motivo si può scaricare ciascun documento, con la prova che è integro. Il motivo resta scritto."
          valore={motivo}
          onScrive={setMotivo}
        />
      )}
      <ul className="schede" aria-label="File del pacchetto">
        {documenti.map(voce)}
      </ul>
      {metadati.length > 0 && (
        <details>
          <summary>Metadati e indici ({metadati.length})</summary>
          <ul className="schede" aria-label="Metadati del pacchetto">
            {metadati.map(voce)}
          </ul>
        </details>
      )}
      {p.fileInTutto > p.file.length && <p>Gli altri sono nell’indice del pacchetto.</p>}
    </section>
  );
}
