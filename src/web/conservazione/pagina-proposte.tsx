import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { CONSERVAZIONE, decidiProposta, proponi, proposteQuery, serieQuery } from './api.ts';
import { Navigazione } from './navigazione.tsx';
import type { DecisioneProposta, Proposta } from './tipi.ts';

/** Paper to be kept as files in place of the originals: proposed with what it costs and brings, and decided (RN-37.3-2). */
export function PaginaProposte(): ReactElement {
  const { data: letto, error, isPending } = useQuery(proposteQuery);
  return (
    <Pagina titolo="Proposte di conservazione sostitutiva">
      <Navigazione />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letto?.puoProporre && <Nuova />}
      {letto?.items.length === 0 && <Vuoto icona="note" titolo="Nessuna proposta, per ora" />}
      <ul className="schede" aria-label="Proposte">
        {letto?.items.map((p) => (
          <li key={p.id} className="scheda">
            <UnaProposta p={p} puoDecidere={letto.puoDecidere} />
          </li>
        ))}
      </ul>
    </Pagina>
  );
}

const COLORE = { 'in-attesa': 'secondary', approvata: 'success', respinta: 'danger' } as const;

function UnaProposta({ p, puoDecidere }: { p: Proposta; puoDecidere: boolean }): ReactElement {
  const [decisione, setDecisione] = useState('');
  const client = useQueryClient();
  const invia = useMutation({
    mutationFn: (esito: DecisioneProposta['esito']) =>
      decidiProposta(p.id, { esito, decisione: decisione.trim() }),
    onSuccess: async (dopo) => {
      annuncia(`Proposta ${dopo.stato}`);
      await client.invalidateQueries({ queryKey: CONSERVAZIONE });
    },
  });
  return (
    <>
      <h2>
        {p.titolo} <Badge color={COLORE[p.stato]}>{p.stato}</Badge>
      </h2>
      <p className="scheda__dati">
        {p.propostaDa}, {dataOra(p.propostaIl)} · serie: {p.serie.map((s) => s.denominazione).join(', ')}
      </p>
      <p>{p.descrizione}</p>
      <p>
        <strong>Costi.</strong> {p.costi}
        {p.costoStimato !== undefined &&
          ` Stima: ${(p.costoStimato / 100).toLocaleString('it-IT', { style: 'currency', currency: 'EUR' })}.`}
      </p>
      <p>
        <strong>Benefici.</strong> {p.benefici}
      </p>
      {p.decisione !== undefined && (
        <p>
          <strong>Decisione.</strong> {p.decisione} ({p.decisaDa})
        </p>
      )}
      {puoDecidere && p.propria && p.stato === 'in-attesa' && (
        <p>Chi ha fatto la proposta non la decide: decide il vicario.</p>
      )}
      {puoDecidere && !p.propria && p.stato === 'in-attesa' && (
        <div role="group" aria-label={`Decisione su ${p.titolo}`}>
          <AvvisoErrore errore={invia.error} fuoco />
          <Campo etichetta="Perché" errore={erroriCampi(invia.error)('decisione')} obbligatorio>
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={4000}
                value={decisione}
                onChange={(e) => setDecisione(e.target.value)}
              />
            )}
          </Campo>
          <div className="azioni">
            <Button
              type="button"
              color="primary"
              disabled={invia.isPending}
              onClick={() => invia.mutate('approvata')}
            >
              Approva
            </Button>
            <Button
              type="button"
              color="danger"
              outline
              disabled={invia.isPending}
              onClick={() => invia.mutate('respinta')}
            >
              Respingi
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

const VUOTA = { titolo: '', descrizione: '', costi: '', benefici: '', costo: '' };

function Nuova(): ReactElement {
  const { data: letto } = useQuery(serieQuery);
  const [n, setN] = useState(VUOTA);
  const [serie, setSerie] = useState<string[]>([]);
  const client = useQueryClient();
  const invio = useInvio(proponi, async () => {
    setN(VUOTA);
    setSerie([]);
    annuncia('Proposta inviata');
    await client.invalidateQueries({ queryKey: CONSERVAZIONE });
  });
  const errori = erroriCampi(invio.error);
  const testo = (etichetta: string, nome: 'descrizione' | 'costi' | 'benefici'): ReactElement => (
    <Campo etichetta={etichetta} errore={errori(nome)} obbligatorio>
      {(a) => (
        <textarea
          {...a}
          rows={3}
          maxLength={8000}
          value={n[nome]}
          onChange={(e) => setN({ ...n, [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  return (
    <form
      className="carta"
      noValidate
      aria-labelledby="nuova-proposta"
      onSubmit={(e) => {
        e.preventDefault();
        if (invio.isPending) return;
        const { costo, ...dati } = n;
        invio.mutate({
          ...dati,
          serie,
          ...(costo !== '' && { costoStimato: Math.round(Number(costo) * 100) }),
        });
      }}
    >
      <h2 id="nuova-proposta">Nuova proposta</h2>
      <AvvisoErrore errore={invio.error} fuoco />
      <Campo etichetta="Titolo" errore={errori('titolo')} obbligatorio>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={300}
            value={n.titolo}
            onChange={(e) => setN({ ...n, titolo: e.target.value })}
          />
        )}
      </Campo>
      {testo('Di quali documenti si tratta, e come', 'descrizione')}
      {testo('Costi', 'costi')}
      <Campo etichetta="Costo stimato, in euro" errore={errori('costoStimato')}>
        {(a) => (
          <input
            {...a}
            type="text"
            inputMode="numeric"
            maxLength={9}
            value={n.costo}
            onChange={(e) => setN({ ...n, costo: e.target.value.replaceAll(/\D/g, '') })}
          />
        )}
      </Campo>
      {testo('Benefici', 'benefici')}
      <GruppoCampi titolo="Serie a cui si riferisce" errore={errori('serie')}>
        {letto?.items.length === 0 && <p>Non ci sono serie: si istituiscono alla voce Serie.</p>}
        {letto?.items.map((s) => (
          <label key={s.id} className="d-block">
            <input
              type="checkbox"
              checked={serie.includes(s.id)}
              onChange={(e) =>
                setSerie(e.target.checked ? [...serie, s.id] : serie.filter((x) => x !== s.id))
              }
            />{' '}
            {s.denominazione}
          </label>
        ))}
      </GruppoCampi>
      <Button type="submit" color="primary" disabled={invio.isPending}>
        Proponi
      </Button>
    </form>
  );
}
