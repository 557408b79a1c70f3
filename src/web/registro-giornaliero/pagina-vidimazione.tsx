import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { estrattoQuery, vidima } from './api.ts';
import type { Esito } from './carta.tsx';
import { ricercaMese } from './mesi.ts';
import { StatoEstratto } from './stato-estratto.tsx';
import { VociEstratto, type Esiti } from './voci-estratto.tsx';

/** The extract of an Area, signed with one key when each paper document on it is decided (RN-34.2-2, RN-35.1e). */
export function PaginaVidimazione(): ReactElement {
  const p = useParams({ from: '/registro-giornaliero/$registro/$giorno/$area' });
  const client = useQueryClient();
  const { data: e, error, isPending } = useQuery(estrattoQuery(p.registro, p.giorno, p.area));
  const [esiti, setEsiti] = useState<Esiti>({});
  const onEsito = (assegnazione: string, esito: Esito): void =>
    setEsiti((prima) => ({ ...prima, [assegnazione]: esito }));
  const firmato = (e?.vidimazioni.length ?? 0) > 0;
  const attendono = e?.voci.filter((v) => v.stato === 'da-vidimare') ?? [];
  const attese = attendono.flatMap((v) => v.carta).filter((c) => c.esito === undefined);
  const decise = attese.every((c) => {
    const detto = esiti[c.assegnazione];
    return detto?.esito === 'accettata' || (detto?.esito === 'rifiutata' && detto.motivo.trim().length >= 3);
  });
  const firma = useMutation({
    mutationFn: () =>
      vidima(p.registro, p.giorno, p.area, {
        attese: e?.attese ?? '',
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
      annuncia(firmato ? 'Aggiunta vidimata' : 'Estratto vidimato');
      for (const queryKey of [['estratto-area'], ['vidimazioni-mancanti'], ['scrivania']])
        await client.invalidateQueries({ queryKey });
    },
    // It changed, or somebody signed it first: what was decided of the papers stays, the list is read again.
    onError: () => void client.invalidateQueries({ queryKey: ['estratto-area'] }),
  });
  const puo = e?.vidimabile === true && decise && !firma.isPending;
  // A refusal whose reason is being written stays one.
  const ritiraTutti = (): void =>
    setEsiti((prima) => ({
      ...prima,
      ...Object.fromEntries(
        attese
          .filter((c) => (prima[c.assegnazione]?.motivo ?? '').trim() === '')
          .map((c) => [c.assegnazione, { esito: 'accettata' as const, motivo: '' }]),
      ),
    }));
  useTastiElenco();
  useTasti('Vidimazione', [
    {
      tasto: 'v',
      nome: firmato ? 'Vidima l’aggiunta' : 'Vidima l’estratto',
      azione: () => firma.mutate(),
      attivo: puo,
    },
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
              <Icona nome="check" classe="icona--chiara" /> {firmato ? 'Vidima l’aggiunta' : 'Vidima'}{' '}
              <kbd>V</kbd>
            </button>
          </>
        )
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? firma.error} />
      {e && <StatoEstratto e={e} restano={attese.length > 0 && !decise} />}
      {e && <VociEstratto e={e} esiti={esiti} onEsito={onEsito} />}
    </Pagina>
  );
}
