import { useMutation } from '@tanstack/react-query';
import { Alert, Badge } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import type { ConfigurazioneCasella } from '../tipi.ts';
import { provaCasella } from './api.ts';
import { ModuloCasella } from './modulo-casella.tsx';

/** A box in the list: how it is doing, and the ways to try it and to change it; never what is in it (RN-7.2-2). */
export function VoceCasella({ casella: c }: { casella: ConfigurazioneCasella }): ReactElement {
  const [modifica, setModifica] = useState(false);
  const prova = useMutation({
    mutationFn: () => provaCasella(c.id),
    onSuccess: ({ riuscita }) => annuncia(riuscita ? 'La prova è riuscita' : 'La prova non è riuscita'),
  });
  if (modifica)
    return (
      <li>
        <ModuloCasella casella={c} onFine={() => setModifica(false)} />
      </li>
    );
  const { stato } = c;
  return (
    <li className={c.attiva ? undefined : 'spenta'}>
      <div>
        <strong>{c.denominazione}</strong> <code>{c.codice}</code>{' '}
        {c.attiva ? <Badge color="success">Attiva</Badge> : <Badge color="secondary">Spenta</Badge>}{' '}
        {c.principale && <Badge color="primary">Istituzionale</Badge>}
        <p>
          {c.indirizzo} · {c.genere === 'pec' ? 'PEC' : 'posta ordinaria'} · {c.unita.denominazione}
        </p>
        <p className="campo__aiuto">
          {c.trasporto === 'imap'
            ? `IMAP ${c.imap?.host}:${c.imap?.porta}`
            : `cartella ${c.cartella?.cartella}`}
          {c.uscita && ` · SMTP ${c.uscita.host}:${c.uscita.porta}`}
          {c.trasporto === 'imap' && (c.segretoPresente ? ' · segreto presente' : ' · manca il segreto')}
          {stato.ultimoContatto !== undefined && ` · ultimo contatto ${dataOra(stato.ultimoContatto)}`}
        </p>
        <p className="campo__aiuto">
          {stato.sulServer?.toLocaleString('it-IT') ?? '—'} sul server ·{' '}
          {stato.nelSistema.toLocaleString('it-IT')} nel sistema · {stato.daEsaminare.toLocaleString('it-IT')}{' '}
          da esaminare
        </p>
        {stato.errore !== undefined && (
          <p className="campo__errore">
            {stato.errore}
            {stato.erroreDal !== undefined && ` (dal ${dataOra(stato.erroreDal)})`}
          </p>
        )}
      </div>
      <div>
        <button
          type="button"
          className="bottone-testo me-3"
          disabled={prova.isPending}
          onClick={() => prova.mutate()}
        >
          {prova.isPending ? 'Prova in corso…' : 'Prova'}
          <span className="visually-hidden"> {c.denominazione}</span>
        </button>{' '}
        <button type="button" className="bottone-testo" onClick={() => setModifica(true)}>
          Modifica<span className="visually-hidden"> {c.denominazione}</span>
        </button>
      </div>
      <AvvisoErrore errore={prova.error} />
      {prova.data && (
        <Alert color={prova.data.riuscita ? 'success' : 'warning'} fade={false} className="w-100">
          <strong>{prova.data.riuscita ? 'Tutto a posto.' : 'Qualcosa non va.'}</strong>
          <ul className="pec-esiti">
            {prova.data.passi.map((p) => (
              <li key={p.passo}>
                <Icona nome={p.riuscito ? 'check-circle' : 'error'} />{' '}
                <span className="visually-hidden">{p.riuscito ? 'Riuscito: ' : 'Non riuscito: '}</span>
                <strong>{p.passo}</strong> {p.dettaglio}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </li>
  );
}
