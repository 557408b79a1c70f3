import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import { caselleQuery } from '../pec/api.ts';
import type { VoceMessaggio } from '../pec/tipi.ts';
import { usePostaMia } from '../pec/use-posta-mia.ts';
import { Icona } from '../platform/ui/icona.tsx';
import { arrivatiDaQuery } from './api.ts';
import type { Scritta } from './use-lettera.ts';

type Proprieta = {
  scritta: Scritta;
  /** Those that had come from the same address before. */
  prima: ReadonlySet<string>;
  quando: number;
};

const OGNI_MS = 2_000;
/** Asking goes on for a while and then stops: who left the page open is not kept signed in by it. */
const PAZIENZA_MS = 180_000;

/** The letter just sent, followed until it is on the desk of who works the box. */
export function Arrivo({ scritta: s, prima, quando }: Proprieta): ReactElement {
  const mia = usePostaMia();
  const client = useQueryClient();
  const nuova = (m: VoceMessaggio): boolean => !prima.has(m.id) && m.stato !== 'conservato';
  const { data } = useQuery({
    ...arrivatiDaQuery(s.da),
    enabled: mia,
    refetchInterval: (q) =>
      q.state.data?.some(nuova) || Date.now() - quando > PAZIENZA_MS ? false : OGNI_MS,
  });
  const arrivata = data?.find(nuova);
  const id = arrivata?.id;
  useEffect(() => {
    if (id !== undefined) void client.invalidateQueries({ queryKey: caselleQuery.queryKey });
  }, [client, id]);
  const riquadro = useRef<HTMLElement>(null);
  useEffect(() => riquadro.current?.focus(), [s]);
  return (
    <section ref={riquadro} tabIndex={-1} className="carta lettera__arrivo" aria-labelledby="lettera-arrivo">
      <h2 id="lettera-arrivo">
        <Icona nome="check-circle" /> Consegnata a {s.a}
      </h2>
      <p>«{s.oggetto || 'senza oggetto'}»</p>
      <div role="status">
        {!mia && <p>Ora la vede, nella schermata PEC, chi lavora all’Ufficio Protocollo.</p>}
        {mia && !arrivata && <p>Sta arrivando nel programma: di solito bastano pochi secondi…</p>}
        {arrivata && (
          <p>
            È arrivata.{' '}
            <Link to="/pec" search={{ m: arrivata.id }} className="btn btn-primary btn-sm">
              Apri il messaggio
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}
