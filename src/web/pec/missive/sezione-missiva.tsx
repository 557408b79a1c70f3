import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { missivaQuery } from '../api.ts';
import { ModuloValutazione } from './modulo-valutazione.tsx';
import { esiti, perche } from './nomi.ts';

const PER_POSTA = new Set(['pec', 'email']);

/** That nobody signed the document, and what the responsible of the procedure made of it (RN-17.2, RN-17.3). */
export function SezioneMissiva({ registrazione: r }: { registrazione: Registrazione }): ReactElement | null {
  const { data } = useQuery({
    ...missivaQuery(r),
    enabled: r.flusso === 'E' && PER_POSTA.has(r.mezzo ?? ''),
  });
  const m = data?.missiva;
  if (!m) return null;
  return (
    <section className="blocco-dati" aria-labelledby="titolo-missiva">
      <div className="blocco-dati__testa">
        <h2 id="titolo-missiva">Assimilabile a missiva non sottoscritta</h2>
      </div>
      <p>Perché {perche[m.perche]} (art. 17).</p>
      {m.valutazione && (
        <blockquote className="pec-citazione">
          <p>
            <strong>{esiti[m.valutazione.esito]}.</strong> {m.valutazione.testo}
          </p>
          <p className="mostrato__chi">
            {m.valutazione.da}, {dataOra(m.valutazione.il)}
          </p>
        </blockquote>
      )}
      {m.valutabile && <ModuloValutazione registrazione={r} />}
      {!m.valutazione && !m.valutabile && (
        <p className="campo__aiuto">Il responsabile del procedimento non l’ha ancora valutata.</p>
      )}
    </section>
  );
}
