import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { CONSERVAZIONE, daVersareQuery, versa } from './api.ts';
import { Navigazione } from './navigazione.tsx';
import type { DaVersare, VersamentoAccolto } from './tipi.ts';

/** Hands over by an act of the responsabile: numbers of a register, closed fascicoli, finished years. */
export function PaginaVersa(): ReactElement {
  const { data: letti, error, isPending } = useQuery(daVersareQuery);
  const [esito, setEsito] = useState<VersamentoAccolto>();
  const client = useQueryClient();
  const invio = useInvio(versa, async (fatto) => {
    setEsito(fatto);
    annuncia(`Pacchetti in preparazione: ${fatto.accolti}`);
    await client.invalidateQueries({ queryKey: CONSERVAZIONE });
  });
  return (
    <Pagina titolo="Versa in conservazione">
      <Navigazione />
      <AvvisoErrore errore={invio.error} fuoco />
      {esito && <Esito e={esito} />}
      <Documenti
        inCorso={invio.isPending}
        errori={erroriCampi(invio.error)}
        onVersa={(documenti) => invio.mutate({ documenti })}
      />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letti && <Proposti d={letti} inCorso={invio.isPending} onVersa={invio.mutate} />}
    </Pagina>
  );
}

function Esito({ e }: { e: VersamentoAccolto }): ReactElement {
  return (
    <div className="alert alert-info" role="status">
      <p>Pacchetti in preparazione: {e.accolti}.</p>
      {e.esclusi.length > 0 && (
        <ul>
          {e.esclusi.map((x) => (
            <li key={x.che}>
              {x.che}: {x.motivo}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Tratto = { registro: string; anno: number; dal: number; al: number };
type PropDocumenti = {
  inCorso: boolean;
  errori: ReturnType<typeof erroriCampi>;
  onVersa: (t: Tratto) => void;
};

function Documenti({ inCorso, errori, onVersa }: PropDocumenti): ReactElement {
  const [t, setT] = useState({ registro: 'PG', anno: String(new Date().getFullYear()), dal: '', al: '' });
  const campo = (etichetta: string, nome: keyof typeof t): ReactElement => (
    <Campo etichetta={etichetta} errore={errori(`documenti.${nome}`)} obbligatorio>
      {(a) => (
        <input
          {...a}
          type="text"
          value={t[nome]}
          maxLength={16}
          onChange={(e) => setT({ ...t, [nome]: e.target.value.trim() })}
        />
      )}
    </Campo>
  );
  return (
    <form
      className="carta"
      noValidate
      aria-labelledby="documenti"
      onSubmit={(e) => {
        e.preventDefault();
        if (!inCorso)
          onVersa({ registro: t.registro, anno: Number(t.anno), dal: Number(t.dal), al: Number(t.al) });
      }}
    >
      <h2 id="documenti">Documenti registrati</h2>
      <div className="griglia">
        {campo('Registro', 'registro')}
        {campo('Anno', 'anno')}
        {campo('Dal numero', 'dal')}
        {campo('Al numero', 'al')}
      </div>
      <Button type="submit" color="primary" disabled={inCorso}>
        Versa i documenti
      </Button>
    </form>
  );
}

type PropProposti = {
  d: DaVersare;
  inCorso: boolean;
  onVersa: (v: { fascicoli?: string[]; repertori?: { registro: string; anno: number }[] }) => void;
};

function Proposti({ d, inCorso, onVersa }: PropProposti): ReactElement {
  return (
    <>
      <section aria-labelledby="fascicoli-chiusi">
        <h2 id="fascicoli-chiusi">Fascicoli chiusi mai versati</h2>
        {d.fascicoli.length === 0 && <p>Nessuno.</p>}
        {d.fascicoli.length > 1 && (
          <p>
            <Button
              type="button"
              color="primary"
              size="sm"
              disabled={inCorso}
              onClick={() => onVersa({ fascicoli: d.fascicoli.map((f) => f.numero) })}
            >
              Versa tutti i {d.fascicoli.length} fascicoli
            </Button>
          </p>
        )}
        <ul className="schede">
          {d.fascicoli.map((f) => (
            <li key={f.numero} className="scheda scheda--con-azione">
              <div>
                {f.numero} · {f.denominazione}
                <p className="scheda__dati">chiuso il {data(f.chiusoIl)}</p>
              </div>
              <Button
                type="button"
                color="primary"
                outline
                size="sm"
                disabled={inCorso}
                onClick={() => onVersa({ fascicoli: [f.numero] })}
              >
                Versa il fascicolo {f.numero}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="repertori-finiti">
        <h2 id="repertori-finiti">Repertori di anni finiti mai versati</h2>
        {d.repertori.length === 0 && <p>Nessuno.</p>}
        <ul className="schede">
          {d.repertori.map((r) => (
            <li key={`${r.registro}-${r.anno}`} className="scheda scheda--con-azione">
              <div>
                {r.denominazione}, {r.anno}
                <p className="scheda__dati">
                  {r.quante.toLocaleString('it-IT')} {r.quante === 1 ? 'registrazione' : 'registrazioni'}
                </p>
              </div>
              <Button
                type="button"
                color="primary"
                outline
                size="sm"
                disabled={inCorso}
                onClick={() => onVersa({ repertori: [{ registro: r.registro, anno: r.anno }] })}
              >
                Versa {r.registro} del {r.anno}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
