import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import { leggiTesto } from '../../titolario/leggi-testo.ts';
import { importaUtenti, type EsitoImportazioneUtenti } from '../api.ts';

const RIGHE = 200;
const esiti: Record<EsitoImportazioneUtenti['righe'][number]['esito'], { nome: string; marca: string }> = {
  errore: { nome: 'errore', marca: 'marca--attenzione' },
  nuovo: { nome: 'nuovo', marca: 'marca--viva' },
  presente: { nome: 'c’è già', marca: 'marca--spenta' },
};

/** Accounts from a CSV: looked at row by row before anything is written; with a wrong row nothing is. */
export function PaginaImportaUtenti(): ReactElement {
  const [contenuto, setContenuto] = useState('');
  const client = useQueryClient();
  const prova = useMutation({
    mutationFn: async (file: File) => {
      const testo = await leggiTesto(file);
      setContenuto(testo);
      return await importaUtenti({ contenuto: testo, prova: true });
    },
    onMutate: () => scrittura.reset(),
  });
  const scrittura = useMutation({
    mutationFn: () => importaUtenti({ contenuto, prova: false }),
    onSuccess: async (esito) => {
      annuncia(esito.scritti ? 'Utenti creati' : 'Nessun utente creato');
      await client.invalidateQueries({ queryKey: ['utenti'] });
    },
  });
  const esito = scrittura.data ?? prova.data;
  return (
    <>
      <p className="campo__aiuto">
        <Link to="/amministrazione/utenti">Utenti</Link>
      </p>
      <h2>Importa utenti</h2>
      <div className="carta">
        <p>
          CSV con intestazione. Colonne obbligatorie: <strong>nomeUtente</strong>, <strong>cognome</strong>,{' '}
          <strong>nome</strong>, <strong>codiceFiscale</strong>; facoltative: email, rapporto, incaricatoDal,
          incaricatoAtto, datiParticolari, datiGiudiziari. Il file esportato si può importare. Chi c’è già
          resta com’è.
        </p>
        <Campo etichetta="File CSV">
          {(a) => (
            <input
              {...a}
              type="file"
              accept=".csv,text/csv"
              disabled={prova.isPending || scrittura.isPending}
              // The same file, corrected, may be given again.
              onClick={(e) => {
                e.currentTarget.value = '';
              }}
              onChange={(e) => {
                const file = e.target.files?.[0];
                if (file) prova.mutate(file);
              }}
            />
          )}
        </Campo>
        <AvvisoErrore errore={prova.error ?? scrittura.error} fuoco />
        {esito && <Esito esito={esito} attesa={scrittura.isPending} onImporta={() => scrittura.mutate()} />}
      </div>
    </>
  );
}

type PerEsito = { esito: EsitoImportazioneUtenti; attesa: boolean; onImporta: () => void };

function Esito({ esito, attesa, onImporta }: PerEsito): ReactElement {
  const importabile = !esito.scritti && esito.errori === 0 && esito.nuovi > 0;
  // What must be corrected comes first.
  const righe = [...esito.righe].sort(
    (a, b) => Number(b.esito === 'errore') - Number(a.esito === 'errore') || a.linea - b.linea,
  );
  return (
    <>
      <Alert color={esito.errori > 0 ? 'warning' : esito.scritti ? 'success' : 'info'} fade={false}>
        <p className="mb-0" role="status">
          {esito.scritti ? 'Creati ' : 'Da creare '}
          {quanti(esito.nuovi, 'utente', 'utenti')}, già presenti {esito.presenti}, con errori {esito.errori}.{' '}
          {esito.errori > 0 && 'Non si scrive nulla finché una riga è errata: correggere il file e ridarlo.'}
          {esito.scritti && 'Le password iniziali si danno dalla scheda di ciascuno.'}
        </p>
      </Alert>
      <ul className="voci-piane" aria-label="Righe del file">
        {righe.slice(0, RIGHE).map((r) => (
          <li key={r.linea}>
            <div>
              <small>Riga {r.linea}</small>{' '}
              {r.id ? (
                <Link to="/amministrazione/utenti/$id" params={{ id: r.id }}>
                  {r.nominativo}
                </Link>
              ) : (
                <strong>{r.nominativo || '—'}</strong>
              )}{' '}
              <small>{r.nomeUtente}</small>
              {r.messaggio && <p className="campo__errore">{r.messaggio}</p>}
            </div>
            <span>
              <span className={`marca ${esiti[r.esito].marca}`}>{esiti[r.esito].nome}</span>
            </span>
          </li>
        ))}
      </ul>
      {righe.length > RIGHE && <p>e altre {righe.length - RIGHE} righe.</p>}
      {importabile && (
        <Button type="button" color="primary" disabled={attesa} onClick={onImporta}>
          Crea {quanti(esito.nuovi, 'utente', 'utenti')}
        </Button>
      )}
    </>
  );
}
