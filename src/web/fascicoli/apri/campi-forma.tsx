import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import { propostaAperturaQuery } from '../api.ts';
import { nomeTipo } from '../nomi.ts';
import type { PropostaApertura, TipoFascicolo } from '../tipi.ts';
import type { ModuloFascicolo } from './modulo.ts';

type Proprieta = {
  modulo: ModuloFascicolo;
  onCambia: (parte: Partial<ModuloFascicolo>) => void;
  errori: (campo: string) => string | undefined;
  /** May open on a voce that has others under it (RN-44.2). */
  responsabile: boolean;
};
type Proposta = PropostaApertura['proposte'][number];

/** Class and kind: the class proposes the kind its voce states in the titolario (RN-42.8-2); what was chosen by hand stays. */
export function CampiForma({ modulo: m, onCambia, errori, responsabile }: Proprieta): ReactElement {
  const { data } = useQuery(propostaAperturaQuery(m.classificazione));
  const proposte = m.classificazione === '' ? [] : (data?.proposte ?? []);
  const scelta = proposte.find((p) => (p.voce?.id ?? '') === m.voce);
  const applica = (p: Proposta): void =>
    onCambia({
      voce: p.voce?.id ?? '',
      ...(p.tipo && { tipo: p.tipo }),
      // A name written by hand is not overwritten; one that was proposed is.
      ...((m.denominazione === '' || proposte.some((x) => x.denominazione === m.denominazione)) && {
        denominazione: p.denominazione,
      }),
    });
  const vista = useRef<string>(undefined);
  useEffect(() => {
    if (!data || vista.current === data.classificazione.codice) return;
    vista.current = data.classificazione.codice;
    const unica = data.proposte.length === 1 ? data.proposte[0] : undefined;
    if (unica && m.tipo === '') applica(unica);
    else if (m.voce !== '' && !data.proposte.some((p) => p.voce?.id === m.voce)) onCambia({ voce: '' });
  });
  return (
    <>
      <CampoClassificazione
        id="f-classificazione"
        etichetta="Indice di classificazione (obbligatorio)"
        valore={m.classificazione}
        onCambia={(classificazione) => onCambia({ classificazione })}
        errore={errori('classificazione')}
      />
      {data && !data.ultimoLivello && m.classificazione !== '' && (
        <p className="file__avviso">
          <Icona nome="warning-circle" /> {data.classificazione.codice} ha altre voci sotto di sé: di regola
          il fascicolo si apre all’ultimo livello.
          {responsabile && (
            <label className="spunta">
              <input
                type="checkbox"
                checked={m.confermaLivello}
                onChange={(e) => onCambia({ confermaLivello: e.target.checked })}
              />
              <span>Aprilo qui lo stesso (decisione del responsabile)</span>
            </label>
          )}
        </p>
      )}
      {proposte.length > 0 && (
        <Campo
          etichetta="Voce del titolario"
          aiuto={
            scelta ? <Forma proposta={scelta} /> : 'La voce dice che tipo di fascicolo si apre di regola.'
          }
        >
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={m.voce}
              onChange={(e) => {
                const p = proposte.find((x) => (x.voce?.id ?? '') === e.target.value);
                if (p) applica(p);
                else onCambia({ voce: '' });
              }}
            >
              <option value="">—</option>
              {proposte
                .filter((p) => p.voce)
                .map((p) => (
                  <option key={`${p.voce?.id ?? ''}-${p.forma}`} value={p.voce?.id}>
                    {p.voce?.denominazione} ({p.forma})
                  </option>
                ))}
            </select>
          )}
        </Campo>
      )}
      <Campo id="f-tipo" etichetta="Tipo di fascicolo" obbligatorio errore={errori('tipo')}>
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={m.tipo}
            onChange={(e) => onCambia({ tipo: e.target.value as TipoFascicolo | '' })}
          >
            <option value="">Scegliere…</option>
            {Object.entries(nomeTipo).map(([valore, nome]) => (
              <option key={valore} value={valore}>
                {nome}
              </option>
            ))}
          </select>
        )}
      </Campo>
    </>
  );
}

function Forma({ proposta: p }: { proposta: Proposta }): ReactElement {
  return (
    <>
      Il titolario propone: <strong>{p.forma}</strong>
      {p.annuale && p.anno !== undefined && `, anno ${p.anno}`}.
      {!p.fascicolo && ' Per questa voce di regola non si apre un fascicolo.'}
    </>
  );
}
