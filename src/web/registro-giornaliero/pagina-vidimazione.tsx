import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { quanti } from '../platform/ui/quanti.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { estrattoQuery, vidima } from './api.ts';
import { Carta, type Esito } from './carta.tsx';
import { indirizzoRegistrazione } from './indirizzo-registrazione.ts';
import { ricercaMese } from './mesi.ts';
import type { EstrattoArea, VoceEstratto } from './tipi.ts';

/** The extract of an Area, signed with one key when each paper document on it is decided (RN-34.2-2, RN-35.1e). */
export function PaginaVidimazione(): ReactElement {
  const p = useParams({ from: '/registro-giornaliero/$registro/$giorno/$area' });
  const client = useQueryClient();
  const { data: e, error, isPending } = useQuery(estrattoQuery(p.registro, p.giorno, p.area));
  const [esiti, setEsiti] = useState<Record<string, Esito>>({});
  const attese = (e?.voci ?? []).flatMap((v) => v.carta).filter((c) => c.esito === undefined);
  const decise = attese.every((c) => {
    const detto = esiti[c.assegnazione];
    return detto?.esito === 'accettata' || (detto?.esito === 'rifiutata' && detto.motivo.trim().length >= 3);
  });
  const firma = useMutation({
    mutationFn: () =>
      vidima(p.registro, p.giorno, p.area, {
        carta: attese.flatMap((c) => {
          const detto = esiti[c.assegnazione];
          if (!detto) return [];
          const { esito, motivo } = detto;
          return [
            { assegnazione: c.assegnazione, esito, ...(esito === 'rifiutata' && { motivo: motivo.trim() }) },
          ];
        }),
      }),
    onSuccess: async () => {
      annuncia('Estratto vidimato');
      for (const queryKey of [['estratto-area'], ['vidimazioni-mancanti'], ['scrivania']])
        await client.invalidateQueries({ queryKey });
    },
  });
  const puo = e?.vidimabile === true && decise && !firma.isPending;
  const ritiraTutti = (): void =>
    setEsiti(Object.fromEntries(attese.map((c) => [c.assegnazione, { esito: 'accettata', motivo: '' }])));
  useTastiElenco();
  useTasti('Vidimazione', [
    { tasto: 'v', nome: 'Vidima l’estratto', azione: () => firma.mutate(), attivo: puo },
    {
      tasto: 't',
      nome: 'Ritira tutti i documenti cartacei',
      azione: ritiraTutti,
      attivo: e?.vidimabile === true && attese.length > 0,
    },
  ]);
  return (
    <Pagina
      titolo={e ? `${e.area.denominazione}, ${data(p.giorno)}` : 'Estratto dell’Area'}
      occhiello={
        <>
          <Link to="/registro-giornaliero" search={ricercaMese(p.registro, p.giorno)}>
            Registro giornaliero
          </Link>{' '}
          · estratto dei documenti che riguardano gli uffici dell’Area
        </>
      }
      azioni={
        e?.vidimabile && (
          <>
            {attese.length > 0 && (
              <button type="button" className="btn btn-outline-primary btn-sm" onClick={ritiraTutti}>
                Ritira tutti <kbd>T</kbd>
              </button>
            )}
            <button
              type="button"
              className="btn btn-primary btn-sm"
              disabled={!puo}
              onClick={() => firma.mutate()}
            >
              <Icona nome="check" classe="icona--chiara" /> Vidima <kbd>V</kbd>
            </button>
          </>
        )
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? firma.error} />
      {e && <Stato e={e} restano={attese.length > 0 && !decise} />}
      {e && (
        <ul className="schede" aria-label="Documenti dell’estratto">
          {e.voci.map((v) => (
            <Voce
              key={`${v.anno}-${v.numero}`}
              v={v}
              e={e}
              esiti={esiti}
              onEsito={(id, esito) => setEsiti({ ...esiti, [id]: esito })}
            />
          ))}
        </ul>
      )}
    </Pagina>
  );
}

function Stato({ e, restano }: { e: EstrattoArea; restano: boolean }): ReactElement | null {
  const { vidimazione: v } = e;
  if (v)
    return (
      <p className="alert alert-success">
        Vidimato il {dataOra(v.istante)} da {v.nominativo}
        {v.delegato && ` per conto di ${v.perContoDi ?? ''}`}:{' '}
        {quanti(v.quante, 'registrazione', 'registrazioni')}. Impronta dell’estratto:{' '}
        <code>{v.impronta}</code>
      </p>
    );
  if (e.vidimabile && restano)
    return (
      <p className="alert alert-info">Prima di vidimare, ogni documento di carta si ritira o si rifiuta.</p>
    );
  if (e.voci.length === 0)
    return (
      <Vuoto icona="list" titolo="Nulla da vidimare">
        <p>Quel giorno nessun documento ha riguardato gli uffici dell’Area.</p>
      </Vuoto>
    );
  if (!e.vidimabile)
    return <p className="alert alert-info">Non ancora vidimato: tocca a chi è responsabile dell’Area.</p>;
  return null;
}

type ProprietaVoce = {
  v: VoceEstratto;
  e: EstrattoArea;
  esiti: Record<string, Esito>;
  onEsito: (assegnazione: string, esito: Esito) => void;
};

function Voce({ v, e, esiti, onEsito }: ProprietaVoce): ReactElement {
  return (
    <li className="scheda">
      <Link
        className="scheda__numero"
        {...indirizzoRegistrazione({ ...v, registro: e.registro })}
        data-voce-elenco=""
      >
        {v.numero}/{v.anno}
      </Link>{' '}
      {v.annullata ? <s>{v.oggetto}</s> : v.oggetto}
      <p className="scheda__dati">
        {dataOra(v.dataRegistrazione)} · {v.corrispondenti} · {v.uffici.join(', ')}
      </p>
      {v.carta.map((c) => (
        <Carta
          key={c.assegnazione}
          carta={c}
          numero={`${Number(v.numero)}/${v.anno}`}
          detto={esiti[c.assegnazione]}
          modificabile={e.vidimabile}
          onEsito={(esito) => onEsito(c.assegnazione, esito)}
        />
      ))}
    </li>
  );
}
