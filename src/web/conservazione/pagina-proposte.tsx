import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { CONSERVAZIONE, decidiProposta, proposteQuery } from './api.ts';
import { Navigazione } from './navigazione.tsx';
import { NuovaProposta } from './nuova-proposta.tsx';
import type { DecisioneProposta, Proposta } from './tipi.ts';

/** Paper to be kept as files in place of the originals: proposed with what it costs and brings, and decided (RN-37.3-2). */
export function PaginaProposte(): ReactElement {
  const { data: letto, error, isPending } = useQuery(proposteQuery);
  const [apre, setApre] = useState(false);
  const nuova = letto?.puoProporre === true && (apre || letto.items.length === 0);
  return (
    <Pagina
      titolo="Proposte di conservazione sostitutiva"
      azioni={
        letto?.puoProporre &&
        !nuova && (
          <Button type="button" color="primary" size="sm" onClick={() => setApre(true)}>
            <Icona nome="plus-circle" classe="icona--chiara" /> Nuova proposta
          </Button>
        )
      }
    >
      <Navigazione />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {nuova && <NuovaProposta onFatta={() => setApre(false)} />}
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

const NOMI = { 'in-attesa': 'In attesa', approvata: 'Approvata', respinta: 'Respinta' } as const;
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
        {p.titolo} <Badge color={COLORE[p.stato]}>{NOMI[p.stato]}</Badge>
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
