import type { ReactElement } from 'react';
import { Progress } from 'design-react-kit';
import { Icona } from '../platform/ui/icona.tsx';
import { dimensioneLeggibile } from './dimensione.ts';
import { Impronta } from './impronta.tsx';
import type { RigaDocumento } from './tipi.ts';
import type { Documenti } from './use-documenti.ts';

type Proprieta = {
  riga: RigaDocumento;
  ruolo: string;
  /** Position among `totale`, to know which moves make sense. */
  posizione: number;
  totale: number;
  puoEsserePrincipale: boolean;
  mostrata: boolean;
  onMostra: () => void;
  documenti: Documenti;
};

/** One document of the list: what it is, what was found in it, what can be done with it. */
export function RigaDocumentoVista(p: Proprieta): ReactElement {
  const { riga, documenti } = p;
  const nome = riga.carta ? riga.descrizione || 'Allegato cartaceo' : riga.nomeFile;
  return (
    <li className={`file ${p.mostrata ? 'file--mostrato' : ''}`}>
      <div className="file__testa">
        <Icona nome={riga.carta ? 'box' : 'file'} classe="file__icona" />
        <div className="file__nomi">
          {riga.carta ? (
            <span className="file__nome">Allegato di carta</span>
          ) : (
            <button
              type="button"
              className="file__nome file__mostra"
              aria-pressed={p.mostrata}
              onClick={p.onMostra}
            >
              {riga.nomeFile}
            </button>
          )}
          <span className="file__dati">
            <strong>{p.ruolo}</strong>
            {riga.documento &&
              ` · ${dimensioneLeggibile(riga.documento.dimensione)} · ${riga.documento.formato}`}
          </span>
        </div>
        <div className="file__azioni">
          {p.puoEsserePrincipale && (
            <button
              type="button"
              className="bottone-testo"
              onClick={() => documenti.rendiPrincipale(riga.chiave)}
            >
              Rendi principale<span className="visually-hidden"> {nome}</span>
            </button>
          )}
          {p.posizione > 0 && (
            <button
              type="button"
              className="bottone-icona"
              onClick={() => documenti.sposta(riga.chiave, -1)}
              aria-label={`Sposta su ${nome}`}
            >
              <Icona nome="arrow-up" />
            </button>
          )}
          {p.posizione < p.totale - 1 && (
            <button
              type="button"
              className="bottone-icona"
              onClick={() => documenti.sposta(riga.chiave, 1)}
              aria-label={`Sposta giù ${nome}`}
            >
              <Icona nome="arrow-down" />
            </button>
          )}
          <button
            type="button"
            className="bottone-icona"
            onClick={() => documenti.rimuovi(riga.chiave)}
            aria-label={`Togli ${nome}`}
          >
            <Icona nome="delete" />
          </button>
        </div>
      </div>
      {riga.stato === 'in-corso' && (
        <Progress value={Math.round(riga.avanzamento * 100)} aria-label={`Caricamento di ${nome}`} />
      )}
      {riga.stato === 'errore' && (
        <p className="campo__errore">
          {riga.errore}{' '}
          {riga.file && (
            <button type="button" className="bottone-testo" onClick={() => documenti.riprova(riga.chiave)}>
              Riprova
            </button>
          )}
        </p>
      )}
      {riga.documento?.avvisi.map((avviso) => (
        <p key={avviso} className="file__avviso">
          <Icona nome="warning-circle" /> {avviso}
        </p>
      ))}
      {riga.documento && <Impronta valore={riga.documento.impronta} />}
      {(riga.carta || p.posizione > 0) && (
        <label className="file__descrizione">
          <span className="visually-hidden">Descrizione di {nome}</span>
          <input
            type="text"
            className="form-control form-control-sm"
            placeholder={riga.carta ? 'Descrizione dell’allegato di carta' : 'Descrizione (facoltativa)'}
            value={riga.descrizione}
            maxLength={500}
            onChange={(e) => documenti.descrivi(riga.chiave, e.target.value)}
          />
        </label>
      )}
    </li>
  );
}
