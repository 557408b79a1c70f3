import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data as giorno, dataOra } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import type { Registrazione } from '../registrazione/tipi.ts';
import { assegnazioniQuery } from './api.ts';
import { FinestraAssegna } from './finestra-assegna.tsx';
import { FinestraComando, type AzioneConDomanda } from './finestra-comando.tsx';
import { aperta } from './nomi.ts';
import type { Assegnazione, Azione, Passo } from './tipi.ts';
import { useComando } from './use-comandi.ts';
import { VoceAssegnazione } from './voce-assegnazione.tsx';

type Aperta =
  | { cosa: 'assegna'; rinvio?: Assegnazione }
  | { cosa: 'comando'; azione: AzioneConDomanda; assegnazione: Assegnazione };

const TASTI: Partial<Record<Azione, string>> = { conferma: 'a', rinvia: 'r', subassegna: 'b', archivia: 'v' };
const SUBITO: Partial<Record<Azione, { comando: string; detto: string }>> = {
  smista: { comando: 'smistamento', detto: 'Smistato' },
  conferma: { comando: 'conferma', detto: 'Preso in carico' },
  archivia: { comando: 'archiviazione', detto: 'Archiviato' },
  riapri: { comando: 'riapertura', detto: 'Riaperto' },
};

/** Who has a document, since when, what is to be done with it, and every step until now. */
export function SchedaAssegnazioni({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const { data, error, isPending } = useQuery(assegnazioniQuery(r));
  const comando = useComando();
  const sottopone = usePermesso('coda.sottopone');
  const [finestra, setFinestra] = useState<Aperta>();
  const agisci = (a: Assegnazione, azione: Azione): void => {
    const subito = SUBITO[azione];
    if (subito) {
      if (!comando.isPending)
        comando.mutate({
          id: a.id,
          comando: subito.comando,
          corpo: { versione: a.versione },
          detto: subito.detto,
        });
    } else if (azione === 'evadi-rinvio') setFinestra({ cosa: 'assegna', rinvio: a });
    else setFinestra({ cosa: 'comando', azione: azione as AzioneConDomanda, assegnazione: a });
  };
  const prima = (azione: Azione): Assegnazione | undefined =>
    data?.items.find((a) => a.azioni.includes(azione));
  const perTasto = (azione: Azione, tasto: string, nome: string) => {
    const a = prima(azione);
    return { tasto, nome, azione: () => a && agisci(a, azione), attivo: a !== undefined };
  };
  const duplicato = r.collegamenti.some((c) => c.tipo === 'duplicato' && c.verso === 'a');
  const archiviaDuplicato = (): void => {
    const a = prima('archivia');
    if (a && !comando.isPending)
      comando.mutate({
        id: a.id,
        comando: 'archiviazione',
        corpo: { versione: a.versione, duplicato: true },
        detto: 'Archiviato come duplicato',
      });
  };
  useTasti('Assegnazioni', [
    {
      tasto: 'y',
      nome: 'Archivia come duplicato',
      azione: archiviaDuplicato,
      attivo: duplicato && prima('archivia') !== undefined,
    },
    perTasto('conferma', 'a', 'Prendi in carico'),
    perTasto('rinvia', 'r', 'Rinvia alla UOP'),
    perTasto('subassegna', 'b', 'Dai a una persona'),
    perTasto('archivia', 'v', 'Archivia'),
    {
      tasto: 't',
      nome: 'Assegna a…',
      azione: () => setFinestra({ cosa: 'assegna' }),
      attivo: data?.puoAssegnare === true,
    },
  ]);
  if (isPending) return <Attesa />;
  if (!data) return <AvvisoErrore errore={error} />;
  // What is open first, each with what was made of it.
  const ordinate = [...data.items].sort((x, y) => Number(aperta(y)) - Number(aperta(x)));
  const competente = data.items.some((a) => a.titolo === 'competenza' && !a.subassegnata && aperta(a));
  const conTasto = (a: Assegnazione): Partial<Record<Azione, string>> =>
    Object.fromEntries(Object.entries(TASTI).filter(([azione]) => prima(azione as Azione)?.id === a.id));
  return (
    <>
      <AvvisoErrore errore={comando.error} fuoco />
      <p className="termini">
        I termini decorrono dal {giorno(data.termini.decorrenza)}:{' '}
        {['oggi stesso', 'è passato un giorno'][data.termini.giorni] ??
          `sono passati ${data.termini.giorni} giorni`}
        .
      </p>
      {data.items.length === 0 && (
        <Vuoto icona="inbox" titolo="Non è ancora assegnato a nessun ufficio">
          {data.puoAssegnare && <p>Assegnandolo, il documento arriva sulla scrivania dell’ufficio.</p>}
        </Vuoto>
      )}
      <ul className="assegnazioni">
        {ordinate.map((a) => (
          <VoceAssegnazione
            key={a.id}
            assegnazione={a}
            tasti={conTasto(a)}
            onAzione={(azione) => agisci(a, azione)}
          />
        ))}
      </ul>
      {duplicato && prima('archivia') && (
        <div className="azioni">
          <button type="button" className="btn btn-outline-primary btn-xs" onClick={archiviaDuplicato}>
            Archivia come duplicato <kbd>Y</kbd>
          </button>
        </div>
      )}
      {(data.puoAssegnare || sottopone) && (
        <div className="azioni">
          {data.puoAssegnare && (
            <button
              type="button"
              className="btn btn-primary btn-xs"
              onClick={() => setFinestra({ cosa: 'assegna' })}
            >
              <Icona nome="plus" classe="icona--chiara" /> Assegna a… <kbd>T</kbd>
            </button>
          )}
          {sottopone && r.registro === 'PG' && r.flusso !== 'U' && (
            <Link
              className="btn btn-outline-primary btn-xs"
              to="/coda/nuova"
              search={{ rispostaA: `${r.anno}/${Number(r.numero)}` }}
            >
              Rispondi
            </Link>
          )}
        </div>
      )}
      {data.passi.length > 0 && (
        <>
          <h2 className="assegnazioni__storia">Passi compiuti</h2>
          <ol className="storia">
            {data.passi.map((p, i) => (
              <PassoCompiuto key={`${p.istante}-${i}`} passo={p} />
            ))}
          </ol>
        </>
      )}
      {finestra?.cosa === 'assegna' && (
        <FinestraAssegna
          documento={r}
          competente={competente}
          rinvio={finestra.rinvio}
          onChiudi={() => setFinestra(undefined)}
        />
      )}
      {finestra?.cosa === 'comando' && (
        <FinestraComando
          assegnazione={finestra.assegnazione}
          azione={finestra.azione}
          onChiudi={() => setFinestra(undefined)}
        />
      )}
    </>
  );
}

function PassoCompiuto({ passo: p }: { passo: Passo }): ReactElement {
  return (
    <li className="storia__evento">
      <p className="storia__quando">
        <time dateTime={p.istante}>{dataOra(p.istante)}</time>
      </p>
      <div className="storia__cosa">
        <p className="storia__titolo">
          {p.titolo} <span className="assegnazioni__verso">{p.verso}</span>
        </p>
        <p className="storia__chi">
          {p.operatore}
          {p.perContoDi && ` per conto di ${p.perContoDi}`}
          {p.unita && ` · ${p.unita}`}
        </p>
        {p.motivo && <p>«{p.motivo}»</p>}
        {p.dettaglio.ritardo === true && <p>La busta è tornata in ritardo: era stata consegnata prima.</p>}
      </div>
    </li>
  );
}
