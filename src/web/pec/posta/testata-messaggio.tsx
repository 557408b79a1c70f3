import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dimensioneLeggibile } from '../../documenti/dimensione.ts';
import { data } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { paginaDi } from '../../registrazione/indirizzi.ts';
import { alSecondo } from '../al-secondo.ts';
import { firme, statiMessaggio, tipiMessaggio, tipiMittente, valoriLegali } from '../nomi.ts';
import { Segno } from '../segno.tsx';
import type { Messaggio } from '../tipi.ts';

const indirizzi = (elenco: Messaggio['destinatari']): string =>
  elenco.map((d) => (d.nome === undefined ? d.indirizzo : `${d.nome} <${d.indirizzo}>`)).join(', ');

/** Who wrote to whom, when the provider delivered it (RN-23.1), and what the provider's signature is worth. */
export function TestataMessaggio({ messaggio: m }: { messaggio: Messaggio }): ReactElement {
  const rifiuto = m.comunicazioneRifiuto;
  const firma = m.firma === undefined ? undefined : firme[m.firma];
  return (
    <header className="pec-testa">
      <p className="pec-riga__segni">
        <Segno tono={statiMessaggio[m.stato].tono}>{statiMessaggio[m.stato].nome}</Segno>
        {m.tipo && <span>{tipiMessaggio[m.tipo]}</span>}
        {m.registrazione && (
          <Link to={paginaDi(m.registrazione)}>
            {m.registrazione.registro} {Number(m.registrazione.numero)}/{m.registrazione.anno}
          </Link>
        )}
      </p>
      <h2 id="pec-titolo" tabIndex={-1} className="pec-testa__oggetto">
        {m.oggetto}
      </h2>
      <dl className="dati pec-dati">
        <dt>Da</dt>
        <dd>
          {m.mittente ? indirizzi([m.mittente]) : 'Non indicato'}
          {m.tipoMittente && `, ${tipiMittente[m.tipoMittente]}`}
          {m.mittente && !m.mittenteConosciuto && ' (mai visto prima)'}
        </dd>
        <dt>A</dt>
        <dd>{m.destinatari.length > 0 ? indirizzi(m.destinatari) : 'Non indicati'}</dd>
        {m.perConoscenza.length > 0 && (
          <>
            <dt>Cc</dt>
            <dd>{indirizzi(m.perConoscenza)}</dd>
          </>
        )}
        {m.rispondiA && m.rispondiA.indirizzo !== m.mittente?.indirizzo && (
          <>
            <dt>Rispondere a</dt>
            <dd>{indirizzi([m.rispondiA])}</dd>
          </>
        )}
        <dt>{m.consegnatoIl === undefined ? 'Arrivato' : 'Consegnato dal gestore'}</dt>
        <dd>
          <time dateTime={m.consegnatoIl ?? m.arrivatoIl}>{alSecondo(m.consegnatoIl ?? m.arrivatoIl)}</time>
        </dd>
        <dt>Casella</dt>
        <dd>{m.casella.indirizzo}</dd>
        {firma && (
          <>
            <dt>Gestore</dt>
            <dd className={firma.buona ? 'pec-esito--buono' : 'pec-esito'}>
              <Icona nome={firma.buona ? 'check-circle' : 'warning-circle'} /> {firma.nome}
              {m.firmaDettaglio?.firmatario !== undefined && `: ${m.firmaDettaglio.firmatario}`}
              {!firma.buona && m.firmaDettaglio?.motivo !== undefined && ` (${m.firmaDettaglio.motivo})`}
            </dd>
          </>
        )}
        {m.valoreLegale && (
          <>
            <dt>Vale come</dt>
            <dd>{valoriLegali[m.valoreLegale]}</dd>
          </>
        )}
        {m.trasmessoIl !== undefined && (
          <>
            <dt>Trasmesso al protocollo</dt>
            <dd>
              <time dateTime={m.trasmessoIl}>{alSecondo(m.trasmessoIl)}</time>
            </dd>
          </>
        )}
        {rifiuto && (
          <>
            <dt>Rifiuto</dt>
            <dd>
              {rifiuto.registrazione ? (
                <>
                  Comunicato con{' '}
                  <Link to={paginaDi(rifiuto.registrazione)}>
                    {rifiuto.registrazione.registro} {Number(rifiuto.registrazione.numero)}/
                    {rifiuto.registrazione.anno}
                  </Link>
                </>
              ) : (
                <strong>
                  {rifiuto.scaduta ? 'Non comunicato: il termine è passato il ' : 'Da comunicare entro il '}
                  {data(rifiuto.entro)}
                </strong>
              )}
            </dd>
          </>
        )}
        {m.identificativo !== undefined && (
          <>
            <dt>Identificativo</dt>
            <dd className="pec-dati__codice">{m.identificativo}</dd>
          </>
        )}
        <dt>Intero</dt>
        <dd>{dimensioneLeggibile(m.dimensione)}</dd>
      </dl>
    </header>
  );
}
