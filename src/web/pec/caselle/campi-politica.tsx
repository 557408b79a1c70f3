import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Politica } from '../tipi.ts';
import type { StatoBozza } from './campo-testo.tsx';

/** What is done by itself of a box: server copies, ordinary mail, ricevuta. */
export function CampiPolitica({ stato: { bozza, cambia, errori } }: { stato: StatoBozza }): ReactElement {
  const p = bozza.politica;
  const scrivi = (parte: Partial<Politica>): void => cambia({ politica: { ...p, ...parte } });
  return (
    <fieldset className="gruppo">
      <legend className="gruppo__titolo">Che cosa si fa da sé</legend>
      <div className="griglia">
        <Campo etichetta="Copia sul server, dopo averla conservata">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={p.copiaSulServer ?? 'lascia'}
              onChange={(e) => scrivi({ copiaSulServer: e.target.value as Politica['copiaSulServer'] })}
            >
              <option value="lascia">Resta dov’è</option>
              <option value="sposta">Si sposta in un’altra cartella</option>
              <option value="cancella">Si cancella</option>
            </select>
          )}
        </Campo>
        {(p.copiaSulServer ?? 'lascia') !== 'lascia' && (
          <Campo etichetta="Non prima di giorni">
            {(a) => (
              <input
                {...a}
                type="number"
                min={0}
                max={3650}
                value={p.giorniSulServer ?? 30}
                onChange={(e) => scrivi({ giorniSulServer: Number(e.target.value) })}
              />
            )}
          </Campo>
        )}
      </div>
      {bozza.genere === 'pec' && <CampiPostaOrdinaria politica={p} scrivi={scrivi} errori={errori} />}
      <label className="spunta mb-3">
        <input
          type="checkbox"
          checked={p.ricevutaProtocollazione ?? true}
          onChange={(e) => scrivi({ ricevutaProtocollazione: e.target.checked })}
        />
        <span>Dopo la registrazione parte la ricevuta di protocollazione</span>
      </label>
    </fieldset>
  );
}

/** What a certified box does with ordinary mail (PISA-6, BES-9). */
function CampiPostaOrdinaria({
  politica: p,
  scrivi,
  errori,
}: {
  politica: Partial<Politica>;
  scrivi: (parte: Partial<Politica>) => void;
  errori: StatoBozza['errori'];
}): ReactElement {
  return (
    <>
      <div className="griglia">
        <Campo etichetta="Posta ordinaria che arriva qui">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={p.postaOrdinaria ?? 'esamina'}
              onChange={(e) => scrivi({ postaOrdinaria: e.target.value as Politica['postaOrdinaria'] })}
            >
              <option value="esamina">Si esamina come il resto</option>
              <option value="accantona">Si accantona</option>
            </select>
          )}
        </Campo>
        <Campo
          etichetta="Indirizzo ordinario del protocollo"
          aiuto="Lo si dice a chi scrive da posta ordinaria."
          errore={errori('politica.indirizzoOrdinario')}
        >
          {(a) => (
            <input
              {...a}
              type="email"
              maxLength={320}
              value={p.indirizzoOrdinario ?? ''}
              onChange={(e) => scrivi({ indirizzoOrdinario: e.target.value })}
            />
          )}
        </Campo>
      </div>
      <label className="spunta">
        <input
          type="checkbox"
          checked={p.avvisoPostaOrdinaria ?? false}
          onChange={(e) => scrivi({ avvisoPostaOrdinaria: e.target.checked })}
        />
        <span>A chi scrive da posta ordinaria si risponde con l’indirizzo a cui scrivere</span>
      </label>
      {p.avvisoPostaOrdinaria === true && (
        <Campo
          etichetta="Che cosa gli si risponde"
          aiuto="Se manca, vale un testo già pronto. Al posto di {indirizzo} va quello ordinario del protocollo, di {ente} il nome dell’ente."
          errore={errori('politica.testoAvviso')}
        >
          {(a) => (
            <textarea
              {...a}
              rows={7}
              maxLength={4000}
              value={p.testoAvviso ?? ''}
              onChange={(e) => scrivi({ testoAvviso: e.target.value })}
            />
          )}
        </Campo>
      )}
    </>
  );
}
