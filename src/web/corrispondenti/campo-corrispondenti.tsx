import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { annuncia } from '../platform/ui/annunci.tsx';
import { RicercaATendina, type VoceTendina } from '../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { proposteQuery } from './api.ts';
import { ElencoScelti } from './elenco-scelti.tsx';
import { ImportaCsv } from './importa-csv.tsx';
import { NuovoCorrispondente } from './nuovo-corrispondente.tsx';
import { contrassegni, daTesto, nominativo, nomeTipo, siglaTipo } from './nominativo.ts';
import type { Corrispondente, TipoCorrispondente, VoceRubrica } from './tipi.ts';

type Proprieta = {
  id: string;
  etichetta: string;
  valori: readonly Corrispondente[];
  onCambia: (valori: Corrispondente[]) => void;
  errore?: string | undefined;
  aiuto?: ReactNode;
  obbligatorio?: boolean;
  conCsv?: boolean;
  /** Offered before the rubrica: the ente's own offices, for what circulates inside. */
  propri?: readonly Corrispondente[];
};

/** The correspondent being written by hand: a new one, or one of the list that is being corrected. */
type InScrittura = { valore: Corrispondente; indice?: number };

/** Type-ahead over the rubrica, several correspondents, a new one written in place. */
export function CampoCorrispondenti(p: Proprieta): ReactElement {
  const [testo, setTesto] = useState('');
  const [scrittura, setScrittura] = useState<InScrittura>();
  const q = useRitardato(testo.trim(), 200);
  const { data, isFetching } = useQuery(proposteQuery(q));
  const scatola = useRef<HTMLDivElement>(null);
  const daFuocare = useRef(false);
  useEffect(() => {
    if (scrittura || !daFuocare.current) return;
    daFuocare.current = false;
    scatola.current?.querySelector<HTMLInputElement>('[role="combobox"]')?.focus();
  }, [scrittura]);

  const aggiungi = (c: Corrispondente): void => {
    p.onCambia([...p.valori, c]);
    setTesto('');
    annuncia(`${nominativo(c)} aggiunto`);
  };
  const conferma = (c: Corrispondente): void => {
    daFuocare.current = true;
    if (scrittura?.indice === undefined) aggiungi(c);
    else p.onCambia(p.valori.with(scrittura.indice, c));
    setScrittura(undefined);
  };
  const annulla = (): void => {
    daFuocare.current = true;
    setScrittura(undefined);
  };

  const trovati = q.length >= 2 ? (data?.items ?? []) : [];
  const propri = (p.propri ?? []).filter((u) => contiene(u, testo)).slice(0, 6);
  const voci: VoceTendina[] = [
    ...propri.map((c) => voce(`proprio-${nominativo(c)}-${c.ufficio ?? ''}`, c, () => aggiungi(c))),
    ...trovati.map((v) => voce(v.id, v, () => aggiungi(comeCorrispondente(v)))),
    ...(testo.trim().length > 0 ? tipiNuovi : []).map((tipo) => ({
      chiave: `nuovo-${tipo}`,
      contenuto: (
        <>
          <span className="tendina__nuovo">Nuovo</span> {nomeTipo[tipo].toLowerCase()}{' '}
          <strong>{testo.trim()}</strong>
        </>
      ),
      scegli: () => setScrittura({ valore: daTesto(tipo, testo) }),
    })),
  ];

  return (
    <div className="corrispondenti" ref={scatola}>
      <Campo
        id={p.id}
        etichetta={p.etichetta}
        errore={p.errore}
        aiuto={p.aiuto}
        obbligatorio={p.obbligatorio ?? false}
      >
        {(attributi) => (
          <RicercaATendina
            attributi={attributi}
            testo={testo}
            onTesto={setTesto}
            voci={voci}
            attesa={isFetching}
            placeholder="Nome, denominazione, codice fiscale o PEC"
            {...(q.length >= 2 && { seVuoto: 'Nessuno in rubrica' })}
          />
        )}
      </Campo>
      {scrittura && (
        <NuovoCorrispondente
          valore={scrittura.valore}
          nuovo={scrittura.indice === undefined}
          onConferma={conferma}
          onAnnulla={annulla}
        />
      )}
      <ElencoScelti
        nome={p.etichetta}
        valori={p.valori}
        onTogli={(i) => p.onCambia(p.valori.filter((_, j) => j !== i))}
        onSvuota={() => p.onCambia([])}
        onModifica={(i) => {
          const valore = p.valori[i];
          if (valore) setScrittura({ valore, indice: i });
        }}
      />
      {p.conCsv && (
        <ImportaCsv nome={p.etichetta} onAggiungi={(nuovi) => p.onCambia([...p.valori, ...nuovi])} />
      )}
    </div>
  );
}

const tipiNuovi: readonly TipoCorrispondente[] = ['PF', 'PG', 'PAI', 'PAE'];

function contiene(c: Corrispondente, testo: string): boolean {
  return `${nominativo(c)} ${c.ufficio ?? ''}`.toLowerCase().includes(testo.trim().toLowerCase());
}

function voce(chiave: string, c: Corrispondente, scegli: () => void): VoceTendina {
  return {
    chiave,
    contenuto: (
      <>
        <strong>{nominativo(c)}</strong> <small className="tendina__tipo">{siglaTipo[c.tipo]}</small>
        <small className="tendina__dati">{contrassegni(c)}</small>
      </>
    ),
    scegli,
  };
}

/** The copy that goes into the registration: later changes of the rubrica never touch it. */
function comeCorrispondente({
  id: _i,
  versione: _v,
  note: _n,
  attiva: _a,
  ...c
}: VoceRubrica): Corrispondente {
  return c;
}
