import { Link } from '@tanstack/react-router';
import { useState, type ReactElement, type ReactNode } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { paginaDi } from '../../registrazione/indirizzi.ts';
import { alSecondo } from '../al-secondo.ts';
import { esitiInvio, generiInvio } from '../nomi.ts';
import { Segno } from '../segno.tsx';
import type { Invio } from '../tipi.ts';
import { RigaDestinatario } from './destinatario.tsx';
import { FinestraDecidi } from './finestra-decidi.tsx';
import { FinestraRispedisci } from './finestra-rispedisci.tsx';

type Proprieta = {
  invio: Invio;
  /** Where the registration is already in front, it is not said again. */
  senzaRegistrazione?: boolean;
  children?: ReactNode;
};

/** A sending: how it went, and with each recipient; what does not go on by itself has its acts here. */
export function VoceInvio({ invio: i, senzaRegistrazione = false, children }: Proprieta): ReactElement {
  const [aperta, setAperta] = useState<'rispedisci' | 'decidi' | 'annulla'>();
  const chiudi = (): void => setAperta(undefined);
  const { nome, tono } = esitiInvio[i.esito];
  return (
    <li className="carta pec-invio">
      <div className="pec-invio__testa">
        <p className="pec-riga__segni">
          <Segno tono={tono}>{nome}</Segno>
          <span>{generiInvio[i.genere] ?? i.genere}</span>
          {i.parte && (
            <Segno tono="secondary">
              INVIO {i.parte.x} di {i.parte.di}
            </Segno>
          )}
          {i.registrazione && !senzaRegistrazione && (
            <Link to={paginaDi(i.registrazione)}>
              {i.registrazione.registro} {Number(i.registrazione.numero)}/{i.registrazione.anno}
            </Link>
          )}
        </p>
        <h3 className="pec-invio__oggetto">{i.oggetto}</h3>
        <p className="mostrato__chi">
          da {i.casella.indirizzo} · chiesto da {i.chiestoDa}, {dataOra(i.chiestoIl)}
          {i.inviatoIl !== undefined && ` · partito ${alSecondo(i.inviatoIl)}`}
          {i.stato === 'in-coda' && i.prossimoIl !== undefined && ` · si prova ${dataOra(i.prossimoIl)}`}
          {i.tentativi > 1 && ` · ${i.tentativi} tentativi`}
        </p>
        {i.motivo !== undefined && <p className="pec-esito">{i.motivo}</p>}
      </div>
      <ul className="pec-destinatari" aria-label="Destinatari">
        {i.destinatari.map((d) => (
          <RigaDestinatario key={d.id} destinatario={d} />
        ))}
      </ul>
      {i.azioni.length > 0 && (
        <div className="azioni">
          {i.azioni.includes('rispedisci') && (
            <button
              type="button"
              className="btn btn-xs btn-primary"
              data-tasto="r"
              onClick={() => setAperta('rispedisci')}
            >
              Rispedisci a chi non è arrivato
            </button>
          )}
          {i.azioni.includes('decidi') && (
            <button
              type="button"
              className="btn btn-xs btn-primary"
              data-tasto="d"
              onClick={() => setAperta('decidi')}
            >
              Decidi se era partito
            </button>
          )}
          {i.azioni.includes('annulla') && (
            <button
              type="button"
              className="btn btn-xs btn-outline-primary"
              data-tasto="x"
              onClick={() => setAperta('annulla')}
            >
              Non spedire più
            </button>
          )}
        </div>
      )}
      {children}
      {aperta === 'rispedisci' && <FinestraRispedisci invio={i} onChiudi={chiudi} />}
      {aperta === 'decidi' && <FinestraDecidi invio={i} cosa="esito" onChiudi={chiudi} />}
      {aperta === 'annulla' && <FinestraDecidi invio={i} cosa="coda" onChiudi={chiudi} />}
    </li>
  );
}
