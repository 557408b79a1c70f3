import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { nomeRapporto } from '../nomi.ts';
import type { DatiUtente } from './modulo.ts';

type Proprieta = {
  dati: DatiUtente;
  onCambia: (dati: DatiUtente) => void;
  errori: (campo: string) => string | undefined;
  nuovo?: boolean;
};

/** Who somebody is, and his appointment to process personal data. */
export function CampiUtente({ dati: d, onCambia, errori, nuovo = false }: Proprieta): ReactElement {
  const cambia = (parte: Partial<DatiUtente>): void => onCambia({ ...d, ...parte });
  const suUnCampo = errori('incaricato.atto') ?? errori('incaricato.dal');
  return (
    <>
      <div className="griglia">
        <Campo etichetta="Cognome" obbligatorio errore={errori('cognome')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={100}
              value={d.cognome}
              onChange={(e) => cambia({ cognome: e.target.value })}
            />
          )}
        </Campo>
        <Campo etichetta="Nome" obbligatorio errore={errori('nome')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={100}
              value={d.nome}
              onChange={(e) => cambia({ nome: e.target.value })}
            />
          )}
        </Campo>
        <Campo
          etichetta="Codice fiscale"
          obbligatorio={nuovo}
          errore={errori('codiceFiscale')}
          aiuto="Una persona ha un solo utente attivo."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={16}
              spellCheck={false}
              autoComplete="off"
              value={d.codiceFiscale}
              onChange={(e) => cambia({ codiceFiscale: e.target.value })}
            />
          )}
        </Campo>
        <Campo
          etichetta="E-mail"
          errore={errori('email')}
          aiuto="Serve per riavere una password dimenticata."
        >
          {(a) => (
            <input
              {...a}
              type="email"
              maxLength={254}
              autoComplete="off"
              value={d.email}
              onChange={(e) => cambia({ email: e.target.value })}
            />
          )}
        </Campo>
        <Campo etichetta="Rapporto con l’ente" errore={errori('rapporto')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={d.rapporto}
              onChange={(e) => cambia({ rapporto: e.target.value as DatiUtente['rapporto'] })}
            >
              {Object.entries(nomeRapporto).map(([valore, nome]) => (
                <option key={valore} value={valore}>
                  {nome}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <GruppoCampi
        titolo="Trattamento dei dati personali"
        id="incaricato"
        errore={suUnCampo ? undefined : errori('incaricato')}
        aiuto="Chi non è incaricato entra, ma non apre né registra la corrispondenza."
      >
        <label className="spunta">
          <input
            type="checkbox"
            checked={d.incaricato}
            onChange={(e) => cambia({ incaricato: e.target.checked })}
          />
          <span>È incaricato del trattamento</span>
        </label>
        {d.incaricato && (
          <>
            <div className="griglia">
              <Campo etichetta="Atto di nomina" obbligatorio errore={errori('incaricato.atto')}>
                {(a) => (
                  <input
                    {...a}
                    type="text"
                    maxLength={300}
                    placeholder="Decreto n. 4 del 2/3/2026"
                    value={d.incaricatoAtto}
                    onChange={(e) => cambia({ incaricatoAtto: e.target.value })}
                  />
                )}
              </Campo>
              <Campo etichetta="Dal" obbligatorio errore={errori('incaricato.dal')}>
                {(a) => (
                  <input
                    {...a}
                    type="date"
                    value={d.incaricatoDal}
                    onChange={(e) => cambia({ incaricatoDal: e.target.value })}
                  />
                )}
              </Campo>
            </div>
            <label className="spunta">
              <input
                type="checkbox"
                checked={d.datiParticolari}
                onChange={(e) => cambia({ datiParticolari: e.target.checked })}
              />
              <span>Anche dati particolari («sensibili»): la password scade ogni tre mesi</span>
            </label>
            <label className="spunta">
              <input
                type="checkbox"
                checked={d.datiGiudiziari}
                onChange={(e) => cambia({ datiGiudiziari: e.target.checked })}
              />
              <span>Anche dati giudiziari: la password scade ogni tre mesi</span>
            </label>
          </>
        )}
      </GruppoCampi>
    </>
  );
}
