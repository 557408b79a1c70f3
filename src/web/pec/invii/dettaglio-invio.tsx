import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { dimensioneLeggibile } from '../../documenti/dimensione.ts';
import { data } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { alSecondo } from '../al-secondo.ts';
import { byteDi, invioQuery } from '../api.ts';
import { eventiInvio, tipiMessaggio } from '../nomi.ts';
import { StoriaPec } from '../posta/storia.tsx';
import type { Ricevuta, TipoMessaggio } from '../tipi.ts';

/** The sending from inside: what left, its receipts whole, everything that happened. */
export function DettaglioDellInvio({ id }: { id: string }): ReactElement {
  const { data: invio, error } = useQuery(invioQuery(id));
  if (error) return <AvvisoErrore errore={error} />;
  if (!invio) return <Attesa />;
  return (
    <div className="pec-invio__dentro">
      {invio.allegati.length > 0 && (
        <p>Con: {invio.allegati.map((a) => `${a.nome} (${dimensioneLeggibile(a.dimensione)})`).join(', ')}</p>
      )}
      <pre className="pec-corpo" tabIndex={0} role="group" aria-label="Testo spedito">
        {invio.testo}
      </pre>
      {invio.eml && (
        <p>
          <a href={byteDi.invio(id)} download>
            <Icona nome="download" /> Il messaggio come è partito (.eml)
          </a>
        </p>
      )}
      <h4>Ricevute</h4>
      {invio.ricevute.length === 0 && <p className="campo__aiuto">Ancora nessuna.</p>}
      <ul className="pec-ricevute">
        {invio.ricevute.map((r) => (
          <RigaRicevuta key={r.id} ricevuta={r} />
        ))}
      </ul>
      {invio.richiedibileFino !== undefined && (
        <p className="pec-esito">
          Manca una ricevuta: al gestore la si può chiedere fino al {data(invio.richiedibileFino)} (30 mesi).
        </p>
      )}
      <h4>Storia</h4>
      <StoriaPec storia={invio.storia} nomi={eventiInvio} />
    </div>
  );
}

export function RigaRicevuta({ ricevuta: r }: { ricevuta: Ricevuta }): ReactElement {
  return (
    <li>
      <strong>{tipiMessaggio[r.tipo as TipoMessaggio] ?? r.tipo}</strong>{' '}
      <time dateTime={r.istante}>{alSecondo(r.istante)}</time>
      {r.consegna !== undefined && ` · ${r.consegna}`}
      {r.firma !== 'valida' && ` · firma ${r.firma}`}
      {r.abbinataDa !== undefined && ` · abbinata da ${r.abbinataDa}`}
      {r.erroreEsteso !== undefined && <span className="pec-esito"> {r.erroreEsteso}</span>}{' '}
      <a href={byteDi.ricevuta(r.id)} download>
        <Icona nome="download" /> Scarica<span className="visually-hidden"> la ricevuta</span>
      </a>
    </li>
  );
}
