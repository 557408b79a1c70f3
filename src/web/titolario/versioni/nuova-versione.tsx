import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { leggiTesto } from '../leggi-testo.ts';
import type { EsitoImportazione, Importazione } from '../tipi.ts';
import { creaBozza, importaTitolario } from './api.ts';

/** A draft: a copy of what is in use, or a titolario prepared elsewhere. */
export function NuovaVersione(): ReactElement {
  const [versione, setVersione] = useState('');
  const [file, setFile] = useState<File>();
  const [esito, setEsito] = useState<EsitoImportazione>();
  const client = useQueryClient();
  const vai = useNavigate();
  const apri = async (id: string): Promise<void> => {
    annuncia('Bozza creata');
    await client.invalidateQueries({ queryKey: ['titolario'] });
    await vai({ to: '/titolario/versioni/$id', params: { id } });
  };
  const copia = useInvio(creaBozza, (bozza) => apri(bozza.id));
  const importa = useInvio(importaTitolario, async (e) => {
    const { sconosciuti, orfani, assenti } = e;
    if (sconosciuti.length + orfani.length + assenti.length === 0) return await apri(e.versione.id);
    setEsito(e);
  });
  const errore = importa.error ?? copia.error;
  const errori = erroriCampi(errore);
  const manda = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    const nome = versione.trim();
    if (copia.isPending || importa.isPending) return;
    if (!file) return copia.mutate({ versione: nome });
    const formato: Importazione['formato'] = /\.json$/i.test(file.name) ? 'json' : 'csv';
    importa.mutate({ versione: nome, formato, contenuto: await leggiTesto(file) });
  };
  if (esito) return <Riscontro esito={esito} onApri={() => void apri(esito.versione.id)} />;
  return (
    <form className="carta" onSubmit={(e) => void manda(e)} noValidate aria-label="Nuova versione">
      <h2>Nuova versione</h2>
      <p>
        Nasce come bozza, uguale all’ultima pubblicata; chi classifica non la vede finché non si pubblica.
      </p>
      <AvvisoErrore errore={errore} fuoco />
      <div className="griglia">
        <Campo etichetta="Nome della versione" errore={errori('versione')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={80}
              placeholder="Titolario 2027"
              value={versione}
              onChange={(e) => setVersione(e.target.value)}
            />
          )}
        </Campo>
        <Campo
          etichetta="Da un file (facoltativo)"
          errore={errori('contenuto')}
          aiuto="CSV o JSON, nella forma in cui si esporta una versione."
        >
          {(a) => (
            <input
              {...a}
              type="file"
              accept=".csv,.json,text/csv"
              onChange={(e) => setFile(e.target.files?.[0])}
            />
          )}
        </Campo>
      </div>
      <Button
        type="submit"
        color="primary"
        size="sm"
        disabled={copia.isPending || importa.isPending || versione.trim() === ''}
      >
        {file ? 'Importa come bozza' : 'Prepara la bozza'}
      </Button>
    </form>
  );
}

function Riscontro({ esito, onApri }: { esito: EsitoImportazione; onApri: () => void }): ReactElement {
  const elenchi = [
    ['Non letti: il codice o la riga non è una voce di titolario', esito.sconosciuti],
    ['Orfani: manca la voce che li contiene, non sono stati importati', esito.orfani],
    ['Assenti dal file: nella bozza sono chiusi', esito.assenti],
  ] as const;
  return (
    <Alert color="warning" fade={false}>
      <p>
        Importate {esito.importate} voci in «{esito.versione.versione}». Da rileggere prima di pubblicare:
      </p>
      {elenchi
        .filter(([, codici]) => codici.length > 0)
        .map(([titolo, codici]) => (
          <details key={titolo} open={codici.length < 10}>
            <summary>
              {titolo} ({codici.length})
            </summary>
            <ul>
              {codici.slice(0, 200).map((c) => (
                <li key={c}>{c}</li>
              ))}
            </ul>
          </details>
        ))}
      <Button type="button" color="primary" size="sm" onClick={onApri}>
        Apri la bozza
      </Button>
    </Alert>
  );
}
