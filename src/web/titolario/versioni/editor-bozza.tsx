import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { potato } from '../potato.ts';
import type { NodoTitolario } from '../tipi.ts';
import { modificaVoce, togliVoce, vociVersioneQuery } from './api.ts';
import { ModuloVoceTitolario, type Scrittura } from './modulo-voce.tsx';

/** The entries of a draft, to be added, changed, closed (RN-42.4). */
export function EditorBozza({ bozza }: { bozza: string }): ReactElement {
  const { data, error, isPending } = useQuery(vociVersioneQuery(bozza));
  const [cerca, setCerca] = useState('');
  const cercato = useRitardato(cerca.trim(), 150);
  const rami = useMemo(() => potato(data?.items ?? [], cercato), [data, cercato]);
  const [scrittura, setScrittura] = useState<Scrittura>();
  const client = useQueryClient();
  const aggiorna = (): Promise<void> =>
    client.invalidateQueries({ queryKey: ['titolario', 'versioni', bozza] });
  const chiudi = useMutation({
    mutationFn: (nodo: NodoTitolario) => modificaVoce(bozza, nodo.id, { chiusa: nodo.chiusa !== true }),
    onSuccess: async (_, nodo) => {
      annuncia(nodo.chiusa ? 'Voce riaperta' : 'Voce chiusa');
      await aggiorna();
    },
  });
  const togli = useMutation({
    mutationFn: (nodo: NodoTitolario) => togliVoce(bozza, nodo.id),
    onSuccess: async () => {
      annuncia('Voce tolta');
      await aggiorna();
    },
  });
  const atti: Atti = {
    onScrivi: setScrittura,
    onChiudi: (n) => chiudi.mutate(n),
    onTogli: (n) => togli.mutate(n),
    attesa: chiudi.isPending || togli.isPending,
  };
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <section aria-label="Voci della bozza">
      <div className="filtri filtri--titolario">
        <Campo etichetta="Cerca nella bozza">
          {(a) => <input {...a} type="search" value={cerca} onChange={(e) => setCerca(e.target.value)} />}
        </Campo>
        <button type="button" className="bottone-testo" onClick={() => setScrittura({ padre: undefined })}>
          <Icona nome="plus" /> Aggiungi {data.livelli[0] ?? 'titolo'}
        </button>
      </div>
      <AvvisoErrore errore={chiudi.error ?? togli.error} fuoco />
      <ul className="albero">
        {rami.map((nodo) => (
          <RamoBozza key={nodo.id} nodo={nodo} aperto={cercato !== ''} livello={1} atti={atti} />
        ))}
      </ul>
      {scrittura && (
        <ModuloVoceTitolario
          bozza={bozza}
          scrittura={scrittura}
          livelli={data.livelli}
          onChiudi={() => setScrittura(undefined)}
          onFatto={aggiorna}
        />
      )}
    </section>
  );
}

type Atti = {
  onScrivi: (s: Scrittura) => void;
  onChiudi: (n: NodoTitolario) => void;
  onTogli: (n: NodoTitolario) => void;
  attesa: boolean;
};
type ProprietaRamo = { nodo: NodoTitolario; aperto: boolean; livello: number; atti: Atti };

function RamoBozza({ nodo, aperto, livello, atti }: ProprietaRamo): ReactElement {
  const [scelto, setScelto] = useState<boolean>();
  const mostra = scelto ?? aperto;
  const nome = nodo.codice ?? nodo.denominazione;
  const di = <span className="visually-hidden"> {nome}</span>;
  return (
    <li>
      <div className={`albero__riga ${nodo.chiusa ? 'albero__riga--chiusa' : ''}`}>
        {nodo.figli.length > 0 ? (
          <button
            type="button"
            className="albero__apri"
            aria-expanded={mostra}
            aria-label={`${mostra ? 'Chiudi' : 'Apri'} ${nome}`}
            onClick={() => setScelto(!mostra)}
          >
            <Icona nome={mostra ? 'minus' : 'plus'} />
          </button>
        ) : (
          <span className="albero__apri" />
        )}
        <span className="albero__nome">
          {nodo.codice && <span className="albero__codice">{nodo.codice}</span>} {nodo.denominazione}
          {nodo.tipi.length > 0 && <small className="albero__tipi">{nodo.tipi.join(', ')}</small>}
          {nodo.chiusa && <small className="marca marca--spenta">chiusa</small>}
          {!nodo.introdottaIl && <small className="marca marca--viva">nuova</small>}
        </span>
        <span className="albero__atti">
          {nodo.codice !== undefined && !nodo.chiusa && (
            <button
              type="button"
              className="bottone-testo"
              onClick={() => atti.onScrivi({ padre: nodo, livello })}
            >
              Aggiungi<span className="visually-hidden"> sotto {nome}</span>
            </button>
          )}
          <button type="button" className="bottone-testo" onClick={() => atti.onScrivi({ voce: nodo })}>
            Modifica{di}
          </button>
          {nodo.introdottaIl ? (
            <button
              type="button"
              className="bottone-testo"
              disabled={atti.attesa}
              onClick={() => atti.onChiudi(nodo)}
            >
              {nodo.chiusa ? 'Riapri' : 'Chiudi'}
              {di}
            </button>
          ) : (
            <button
              type="button"
              className="bottone-testo bottone-testo--pericolo"
              disabled={atti.attesa}
              onClick={() => atti.onTogli(nodo)}
            >
              Togli{di}
            </button>
          )}
        </span>
      </div>
      {mostra && nodo.figli.length > 0 && (
        <ul>
          {nodo.figli.map((figlio) => (
            <RamoBozza key={figlio.id} nodo={figlio} aperto={aperto} livello={livello + 1} atti={atti} />
          ))}
        </ul>
      )}
    </li>
  );
}
