import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { assenzeUfficioQuery, type AssenzeUfficio } from '../api.ts';
import { SostituzioneVista } from './sostituzione.tsx';

/** Who is away today, for the colleagues; for who heads the office also who will be, and who stands in for whom. */
export function AssenzeDellUfficio(): ReactElement {
  const { data: d, error, isPending } = useQuery(assenzeUfficioQuery);
  const oggi = d?.assenze.filter((a) => a.oggi) ?? [];
  const prossime = d?.assenze.filter((a) => !a.oggi) ?? [];
  return (
    <section className="carta" aria-labelledby="assenze-ufficio">
      <h2 id="assenze-ufficio">{d ? `Oggi in ${d.unita}` : 'Oggi in ufficio'}</h2>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {d && oggi.length === 0 && <p>Nessun assente.</p>}
      <Elenco assenze={oggi} />
      {d?.dirige && (
        <>
          <h3>Prossime assenze</h3>
          {prossime.length === 0 && <p>Nessuna segnata.</p>}
          <Elenco assenze={prossime} />
          <h3>Chi sostituisce chi</h3>
          {d.sostituzioni.length === 0 && <p>Nessuna sostituzione in vigore o futura.</p>}
          <ul className="voci-piane">
            {d.sostituzioni.map((z) => (
              <SostituzioneVista key={z.id} sostituzione={z} chi="entrambi" />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Elenco({ assenze }: { assenze: AssenzeUfficio['assenze'] }): ReactElement | null {
  if (assenze.length === 0) return null;
  return (
    <ul className="voci-piane">
      {assenze.map((a) => (
        <li key={a.id}>
          <div>
            <strong>
              {a.utente.cognome} {a.utente.nome}
            </strong>{' '}
            {a.oggi ? `fino al ${data(a.al)}` : `dal ${data(a.dal)} al ${data(a.al)}`}
            <p className="campo__aiuto">
              {a.sostituti.length > 0
                ? `Sostituito da ${a.sostituti.join(', ')}`
                : 'Nessuno lo sostituisce in questo ufficio.'}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
