import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { organigrammaQuery } from './api.ts';
import { discendenza } from './albero.ts';
import type { DatiUnita } from './dati-unita.ts';
import { nomiTipo } from './nomi.ts';

type Proprieta = {
  dati: DatiUnita;
  onCambia: (dati: DatiUnita) => void;
  errori: (campo: string) => string | undefined;
  /** Day from which it holds: it hangs from a unit that is there then. */
  dal: string;
  /** Code of the unit being changed, which cannot hang from itself. */
  propria?: string;
};

const testi = [
  { nome: 'indirizzo', etichetta: 'Sede', tipo: 'text', massimo: 300 },
  { nome: 'email', etichetta: 'E-mail', tipo: 'email', massimo: 320 },
  { nome: 'pec', etichetta: 'PEC', tipo: 'email', massimo: 320 },
  { nome: 'telefono', etichetta: 'Telefono', tipo: 'tel', massimo: 60 },
] as const;

const poteri = [
  { nome: 'uop', etichetta: 'Registra documenti in arrivo (UOP)' },
  { nome: 'uu', etichetta: 'Riceve documenti in assegnazione (UU)' },
  { nome: 'ufficioProtocollo', etichetta: 'È l’Ufficio Protocollo: registra anche in partenza' },
] as const;

/** The fields of a unit, new or being changed. */
export function CampiUnita({ dati, onCambia, errori, dal, propria }: Proprieta): ReactElement {
  const { data: unita = [] } = useQuery(organigrammaQuery(dal || undefined));
  const vietate = propria === undefined ? new Set<string>() : discendenza(unita, propria);
  const metti = (altro: Partial<DatiUnita>): void => onCambia({ ...dati, ...altro });
  return (
    <>
      <div className="griglia">
        <Campo etichetta="Nome dell’ufficio" errore={errori('denominazione')} obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={200}
              value={dati.denominazione}
              onChange={(e) => metti({ denominazione: e.target.value })}
            />
          )}
        </Campo>
        <Campo etichetta="Tipo" errore={errori('tipo')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={dati.tipo}
              onChange={(e) => metti({ tipo: e.target.value as DatiUnita['tipo'] })}
            >
              {Object.entries(nomiTipo).map(([valore, nome]) => (
                <option key={valore} value={valore}>
                  {nome}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Fa parte di" errore={errori('padre')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={dati.padre}
              onChange={(e) => metti({ padre: e.target.value })}
            >
              <option value="">Nessuna: sta in cima</option>
              {unita
                .filter((u) => !vietate.has(u.codice))
                .map((u) => (
                  <option key={u.codice} value={u.codice}>
                    {u.denominazione}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        <Campo
          etichetta="Posto nell’elenco"
          errore={errori('ordine')}
          aiuto="Tra le unità dello stesso livello."
          classe="campo--numero"
        >
          {(a) => (
            <input
              {...a}
              type="text"
              inputMode="numeric"
              maxLength={4}
              value={dati.ordine}
              onChange={(e) => metti({ ordine: e.target.value })}
            />
          )}
        </Campo>
      </div>
      <GruppoCampi
        titolo="Che cosa fa"
        id="poteri-unita"
        errore={errori('ufficioProtocollo') ?? errori('uop') ?? errori('uu')}
      >
        {poteri.map((p) => (
          <label key={p.nome} className="spunta">
            <input
              type="checkbox"
              checked={dati[p.nome]}
              onChange={(e) => metti({ [p.nome]: e.target.checked })}
            />
            <span>{p.etichetta}</span>
          </label>
        ))}
      </GruppoCampi>
      <div className="griglia">
        {testi.map((t) => (
          <Campo key={t.nome} etichetta={t.etichetta} errore={errori(t.nome)}>
            {(a) => (
              <input
                {...a}
                type={t.tipo}
                maxLength={t.massimo}
                value={dati[t.nome]}
                onChange={(e) => metti({ [t.nome]: e.target.value })}
              />
            )}
          </Campo>
        ))}
        <Campo
          etichetta="Codice univoco in IndicePA"
          errore={errori('codiceUnivoco')}
          aiuto="Sei caratteri; è anche quello delle fatture."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={6}
              value={dati.codiceUnivoco}
              onChange={(e) => metti({ codiceUnivoco: e.target.value.toUpperCase() })}
            />
          )}
        </Campo>
      </div>
    </>
  );
}
