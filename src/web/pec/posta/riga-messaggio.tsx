import type { ReactElement } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { statiMessaggio, tipiMessaggio } from '../nomi.ts';
import { Segno } from '../segno.tsx';
import type { VoceMessaggio } from '../tipi.ts';

type Proprieta = {
  voce: VoceMessaggio;
  attuale: boolean;
  conStato: boolean;
  conCasella: boolean;
  onFuoco: () => void;
  /** Click or Enter on it: the message. */
  onApri: () => void;
};

/** A message in the list: who, what, when, and whatever should be known before opening it. */
export function RigaMessaggio({ voce: v, attuale, conStato, conCasella, ...p }: Proprieta): ReactElement {
  const difetti = v.esiti.filter((e) => e.esito === 'non-conforme').length;
  const rifiuto = v.comunicazioneRifiuto;
  const mittente = v.mittente?.nome ?? v.mittente?.indirizzo ?? 'Mittente non indicato';
  return (
    <li className={`foglio-riga foglio-riga--leggera ${attuale ? 'foglio-riga--scelta' : ''}`}>
      <button
        type="button"
        className="foglio-riga__bottone pec-riga"
        aria-pressed={attuale}
        data-voce-elenco=""
        data-messaggio={v.id}
        onFocus={p.onFuoco}
        onClick={p.onApri}
      >
        <span className="pec-riga__chi">
          <strong>{mittente}</strong>
          <Quando istante={v.consegnatoIl ?? v.arrivatoIl} />
        </span>
        <span className="pec-riga__oggetto">{v.oggetto}</span>
        <span className="pec-riga__segni">
          {(conStato || v.stato === 'trasmesso') && (
            <Segno tono={statiMessaggio[v.stato].tono}>{statiMessaggio[v.stato].nome}</Segno>
          )}
          {v.registrazione && (
            <span className="pec-riga__numero">
              {Number(v.registrazione.numero)}/{v.registrazione.anno}
            </span>
          )}
          {v.tipo && <span>{tipiMessaggio[v.tipo]}</span>}
          {conCasella && <span>{v.casella.codice}</span>}
          {v.allegati.length > 0 && (
            <span>
              <Icona nome="clip" /> {v.allegati.length}
              <span className="visually-hidden"> allegati</span>
            </span>
          )}
          {v.invio && (
            <Segno tono={v.invio.mancanti.length > 0 ? 'warning' : 'secondary'}>
              INVIO {v.invio.parte} di {v.invio.parti}
              {v.invio.mancanti.length > 0 && `, manca ${v.invio.mancanti.join(', ')}`}
            </Segno>
          )}
          {v.valoreLegale === 'raccomandata-ar' && <span>Raccomandata A/R</span>}
          {v.valoreLegale === 'missiva-non-sottoscritta' && (
            <Segno tono="warning">Missiva non sottoscritta</Segno>
          )}
          {v.firma === 'non-valida' && <Segno tono="danger">Firma non valida</Segno>}
          {difetti > 0 && (
            <Segno tono="warning">{difetti === 1 ? '1 non conforme' : `${difetti} non conformi`}</Segno>
          )}
          {v.incompleto && <Segno tono="warning">Incompleto</Segno>}
          {v.piuIstanze && <Segno tono="warning">Più istanze</Segno>}
          {rifiuto && rifiuto.registrazione === undefined && (
            <Segno tono={rifiuto.scaduta ? 'danger' : 'warning'}>
              {rifiuto.scaduta ? 'Da comunicare, termine passato il ' : 'Da comunicare entro il '}
              {data(rifiuto.entro)}
            </Segno>
          )}
          {v.doppione !== undefined && <Segno tono="warning">Doppione</Segno>}
          {!v.mittenteConosciuto && v.allegati.length > 0 && <Segno tono="warning">Mittente nuovo</Segno>}
        </span>
      </button>
    </li>
  );
}

/** Of today's the hour, of the others the day: the room is for who wrote. */
function Quando({ istante }: { istante: string }): ReactElement {
  const intero = dataOra(istante);
  const oggi = data(istante) === data(new Date().toISOString());
  return (
    <time className="foglio-riga__data" dateTime={istante} title={intero}>
      {oggi ? intero.slice(-5) : data(istante)}
    </time>
  );
}
