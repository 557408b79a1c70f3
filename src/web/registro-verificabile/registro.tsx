import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useId, useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Copia } from '../platform/ui/copia.tsx';
import { chiediVerifica, inCorso, statiQuery, type StatoRegistro } from './api.ts';
import { Esito } from './esito.tsx';

const cifre = (n: number): string => n.toLocaleString('it-IT');

export function Registro({ registro: r }: { registro: StatoRegistro }): ReactElement {
  const id = useId();
  const n = r.numeri;
  return (
    <section className="registro-stato" aria-labelledby={id}>
      <h2 id={id}>
        {r.denominazione} <small>{r.codice}</small>
      </h2>
      <dl className="cifre">
        <Cifra nome="Primo numero" valore={n ? cifre(n.primo) : '—'} />
        <Cifra nome="Ultimo numero" valore={n ? cifre(n.ultimo) : '—'} />
        <Cifra
          nome={n && n.anno > 0 ? `Registrazioni nel ${n.anno}` : 'Registrazioni'}
          valore={cifre(n?.quanti ?? 0)}
        />
        <Cifra nome="Numeri mancanti" valore={cifre(n?.vuoti ?? 0)} male={(n?.vuoti ?? 0) > 0} />
        <Cifra nome="Numeri ripetuti" valore={cifre(n?.ripetuti ?? 0)} male={(n?.ripetuti ?? 0) > 0} />
        <Cifra nome="Voci del registro verificabile" valore={cifre(r.foglie)} />
      </dl>
      <Testa testa={r.testa} qr={r.qr} />
      {r.verifica && <Esito verifica={r.verifica} />}
      {!r.verifica && <p>Mai verificato per intero.</p>}
      <VerificaOra registro={r} />
    </section>
  );
}

function Cifra({ nome, valore, male }: { nome: string; valore: string; male?: boolean }): ReactElement {
  return (
    <div className={male ? 'registro-stato__male' : undefined}>
      <dt>{nome}</dt>
      <dd>{valore}</dd>
    </div>
  );
}

/** What may be written on paper, read aloud, or compared with what somebody else has kept. */
function Testa({ testa: t, qr }: Pick<StatoRegistro, 'testa' | 'qr'>): ReactElement {
  if (!t) return <p>Nessuna testa firmata: la prima nasce alla prossima chiusura del giorno.</p>;
  const testo = `${t.testo}firma ${t.firma}\n`;
  return (
    <details>
      <summary>
        Ultima testa firmata: {dataOra(t.istante)},{' '}
        {t.dimensione === 1 ? 'una voce' : `${cifre(t.dimensione)} voci`}
        {t.marcaIstante ? `, marca temporale del ${dataOra(t.marcaIstante)}` : ', senza marca temporale'}
      </summary>
      <p>
        Chiave <code className="registro-stato__impronta">{t.improntaChiave}</code>
      </p>
      {/* Long lines break: nothing in it has to be scrolled to. */}
      <div className="registro-stato__testa">
        <pre className="registro-stato__testo">{testo}</pre>
        {qr && (
          <svg
            className="registro-stato__qr"
            viewBox={`0 0 ${qr.lato} ${qr.lato}`}
            role="img"
            aria-label="Codice QR della testa firmata scritta qui accanto"
            shapeRendering="crispEdges"
          >
            <rect width="100%" height="100%" fill="#fff" />
            <path d={qr.tracciato} fill="#000" />
          </svg>
        )}
      </div>
      <Copia testo={testo} nome="la testa firmata" />
    </details>
  );
}

function VerificaOra({ registro: r }: { registro: StatoRegistro }): ReactElement | null {
  const puo = usePermesso('registro.verifica');
  const [ancheFile, setAncheFile] = useState(false);
  const client = useQueryClient();
  const verifica = useMutation({
    mutationFn: () => chiediVerifica(r.codice, ancheFile),
    onSuccess: async () => {
      annuncia(`Verifica di ${r.denominazione} avviata`);
      await client.invalidateQueries(statiQuery);
    },
  });
  const id = useId();
  if (!puo) return null;
  const attesa = verifica.isPending || (r.verifica !== undefined && inCorso(r.verifica));
  return (
    <div className="registro-stato__azioni">
      <Button type="button" color="primary" size="sm" disabled={attesa} onClick={() => verifica.mutate()}>
        Verifica ora<span className="visually-hidden"> {r.denominazione}</span>
      </Button>
      <label htmlFor={id}>
        <input id={id} type="checkbox" checked={ancheFile} onChange={(e) => setAncheFile(e.target.checked)} />{' '}
        anche i file<span className="visually-hidden"> di {r.denominazione}</span>
      </label>
      <AvvisoErrore errore={verifica.error} />
    </div>
  );
}
