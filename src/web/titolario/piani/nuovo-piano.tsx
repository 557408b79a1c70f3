import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { leggiTesto } from '../leggi-testo.ts';
import type { EsitoPiano, NuovoPiano } from '../tipi.ts';
import { caricaPiano } from './api.ts';
import { TabellaTempi, type Tempi } from './tabella-tempi.tsx';

/** A plan, loaded whole: from a table, or written entry by entry. It does not change: another one follows it (RN-41.2). */
export function NuovoPianoModulo(): ReactElement {
  const [aperto, setAperto] = useState(false);
  const [esito, setEsito] = useState<EsitoPiano>();
  if (aperto)
    return (
      <Modulo
        onChiudi={() => setAperto(false)}
        onCaricato={(e) => {
          setEsito(e);
          setAperto(false);
        }}
      />
    );
  return (
    <>
      {esito && <Riscontro esito={esito} />}
      <p>
        <Button color="primary" size="sm" onClick={() => setAperto(true)}>
          Nuova versione del piano
        </Button>
      </p>
    </>
  );
}

function Modulo({
  onChiudi,
  onCaricato,
}: {
  onChiudi: () => void;
  onCaricato: (e: EsitoPiano) => void;
}): ReactElement {
  const [denominazione, setDenominazione] = useState('');
  const [fonte, setFonte] = useState('');
  const [dal, setDal] = useState(() => giornoEOraDi(new Date()).giorno);
  const [file, setFile] = useState<File>();
  const [tempi, setTempi] = useState<Tempi>();
  const client = useQueryClient();
  const invio = useInvio(caricaPiano, async (esito) => {
    annuncia('Piano caricato');
    onCaricato(esito);
    await client.invalidateQueries({ queryKey: ['piani-conservazione'] });
    await client.invalidateQueries({ queryKey: ['titolario', 'albero'] });
  });
  const errori = erroriCampi(invio.error);
  const manda = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    if (invio.isPending) return;
    const testata = { denominazione: denominazione.trim(), fonte: fonte.trim(), inVigoreDal: dal };
    const corpo: NuovoPiano = file
      ? { ...testata, csv: await leggiTesto(file) }
      : { ...testata, righe: tempi?.righe() ?? [] };
    invio.mutate(corpo);
  };
  return (
    <form className="carta" onSubmit={(e) => void manda(e)} noValidate aria-label="Nuova versione del piano">
      <h2>Nuova versione del piano</h2>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        <Campo etichetta="Nome" errore={errori('denominazione')} obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={200}
              value={denominazione}
              onChange={(e) => setDenominazione(e.target.value)}
            />
          )}
        </Campo>
        <Campo etichetta="Fonte" errore={errori('fonte')} obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={500}
              placeholder="Norma, modello ministeriale, atto dell’ente"
              value={fonte}
              onChange={(e) => setFonte(e.target.value)}
            />
          )}
        </Campo>
        <Campo etichetta="In vigore dal" errore={errori('inVigoreDal')} obbligatorio>
          {(a) => <input {...a} type="date" value={dal} onChange={(e) => setDal(e.target.value)} />}
        </Campo>
        <Campo
          etichetta="Da una tabella"
          errore={errori('csv')}
          aiuto="CSV con intestazione: codice, conservazione (anni o «permanente») e, se si vuole, voce, nota."
        >
          {(a) => (
            <input {...a} type="file" accept=".csv,text/csv" onChange={(e) => setFile(e.target.files?.[0])} />
          )}
        </Campo>
      </div>
      {!file && <TabellaTempi onTempi={setTempi} />}
      <div className="azioni">
        <Button
          type="submit"
          color="primary"
          size="sm"
          disabled={
            invio.isPending ||
            denominazione.trim() === '' ||
            fonte.trim().length < 3 ||
            dal === '' ||
            (!file && (tempi?.quanti ?? 0) === 0)
          }
        >
          Carica il piano
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
          Chiudi
        </Button>
      </div>
    </form>
  );
}

function Riscontro({ esito }: { esito: EsitoPiano }): ReactElement {
  const elenchi = [
    ['Non abbinate: il titolario in uso non ha queste voci', esito.nonAbbinate],
    ['Non caricate: righe non leggibili o ripetute', esito.scartate],
  ] as const;
  const pieni = elenchi.filter(([, righe]) => righe.length > 0);
  return (
    <Alert color={pieni.length > 0 ? 'warning' : 'success'} fade={false}>
      «{esito.piano.denominazione}»: caricate {esito.piano.regole} righe.
      {pieni.map(([titolo, righe]) => (
        <details key={titolo} open={righe.length < 10}>
          <summary>
            {titolo} ({righe.length})
          </summary>
          <ul>
            {righe.slice(0, 200).map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        </details>
      ))}
    </Alert>
  );
}
