import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { nomeCampo } from './nomi.ts';
import type { EsitoImportazioneOrganigramma as Esito, RigaImportazione } from './tipi.ts';

type Proprieta = { esito: Esito; quando: string; inCorso: boolean; onConferma: () => void };

const gruppi = [
  { esito: 'errore', nome: 'Da correggere', aperto: true },
  { esito: 'nuova', nome: 'Uffici nuovi', aperto: true },
  { esito: 'variata', nome: 'Uffici che cambiano', aperto: true },
  { esito: 'chiusa', nome: 'Uffici che chiudono', aperto: true },
  { esito: 'saltata', nome: 'Righe lasciate da parte', aperto: false },
  { esito: 'uguale', nome: 'Già così', aperto: false },
] as const;

const nomiFormato: Record<Esito['formato'], string> = {
  organigramma: 'Organigramma in CSV',
  'ipa-uo': 'Unità organizzative di IndicePA',
  'ipa-aoo': 'Area organizzativa di IndicePA',
};

/** What would happen, line by line; the wrong ones first, and with one of these it cannot be confirmed. */
export function AnteprimaImportazione({ esito: e, quando, inCorso, onConferma }: Proprieta): ReactElement {
  const daFare = e.nuove + e.variate + e.chiuse;
  return (
    <section className="carta" aria-label="Anteprima">
      <h2>Anteprima</h2>
      <p>
        {nomiFormato[e.formato]}: {e.nuove} nuovi, {e.variate} da cambiare, {e.chiuse} da chiudere, {e.uguali}{' '}
        già così{e.saltate > 0 && `, ${e.saltate} lasciati da parte`}
        {e.altriEnti > 0 && `; ${e.altriEnti} righe sono di altri enti`}.
      </p>
      {e.formato === 'ipa-uo' && e.nuove > 0 && (
        <p className="campo__aiuto">
          IndicePA non dice chi registra e chi riceve documenti: per gli uffici nuovi va detto dopo, uno per
          uno o esportando e reimportando il CSV.
        </p>
      )}
      {e.errori > 0 ? (
        <p>
          <strong>Finché c’è una riga da correggere non si importa nulla:</strong> si corregge il file e lo si
          ripresenta.
        </p>
      ) : daFare === 0 ? (
        <Vuoto icona="check-circle" titolo="Nulla da cambiare: è già tutto così" />
      ) : (
        <Button type="button" color="primary" size="sm" disabled={inCorso} onClick={onConferma}>
          {e.formato === 'ipa-aoo' ? 'Conferma: cambia i dati dell’AOO, subito' : `Conferma: vale ${quando}`}
        </Button>
      )}
      {gruppi.map((g) => (
        <Gruppo
          key={g.esito}
          nome={g.nome}
          aperto={g.aperto}
          errori={g.esito === 'errore'}
          righe={e.righe.filter((r) => r.esito === g.esito)}
        />
      ))}
    </section>
  );
}

/** As many as one looks at. */
const MOSTRATE = 300;

type Righe = { nome: string; aperto: boolean; errori: boolean; righe: readonly RigaImportazione[] };

function Gruppo({ nome, aperto, errori, righe }: Righe): ReactElement | null {
  if (righe.length === 0) return null;
  return (
    <details open={aperto} className={errori ? 'carta--attenzione anteprima' : 'anteprima'}>
      <summary>
        {nome} ({righe.length})
      </summary>
      <ul className="voci-descrittive">
        {righe.slice(0, MOSTRATE).map((r, i) => (
          <li key={`${r.linea ?? ''}${r.codice}${i}`}>
            <span>
              {r.linea !== undefined && <small className="anteprima__riga">riga {r.linea}</small>}
              <strong>{r.denominazione || r.codice}</strong>{' '}
              {r.denominazione && <span className="albero__codice">{r.codice}</span>}
            </span>
            {r.messaggio && <p className={errori ? 'campo__errore' : 'campo__aiuto'}>{r.messaggio}</p>}
            {r.esito === 'variata' &&
              r.cambia.map((c) => (
                <p key={c.campo} className="campo__aiuto">
                  {nomeCampo(c.campo)}: {c.prima ?? 'niente'} → {c.dopo ?? 'niente'}
                </p>
              ))}
            {r.esito === 'nuova' && <p className="campo__aiuto">{inParole(r)}</p>}
            {(r.assegnazioniAperte ?? 0) > 0 && (
              <p className="campo__aiuto">
                {r.assegnazioniAperte === 1
                  ? 'Un documento aperto resta fermo'
                  : `${r.assegnazioniAperte} documenti aperti restano fermi`}{' '}
                finché non si indica chi continua il lavoro.
              </p>
            )}
          </li>
        ))}
      </ul>
      {righe.length > MOSTRATE && <p>… e altre {righe.length - MOSTRATE}.</p>}
    </details>
  );
}

/** What a new unit is, without its name. */
const inParole = (r: RigaImportazione): string =>
  r.cambia
    .filter((c) => c.campo !== 'denominazione')
    .map((c) => `${nomeCampo(c.campo)}: ${c.dopo ?? ''}`)
    .join(' · ');
