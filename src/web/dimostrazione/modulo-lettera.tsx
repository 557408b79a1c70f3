import { Button } from 'design-react-kit';
import { useRef, type ReactElement } from 'react';
import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import { ZonaCarico } from '../documenti/zona-carico.tsx';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { ALLEGATI_MASSIMI, BYTE_MASSIMI } from './allegati-lettera.ts';
import type { Lettera } from './use-lettera.ts';

type Proprieta = { lettera: Lettera; caselle: readonly { indirizzo: string }[] };

/** A PEC as a citizen would write it. */
export function ModuloLettera({ lettera: l, caselle }: Proprieta): ReactElement {
  const bottone = useRef<HTMLButtonElement>(null);
  const errori = erroriCampi(l.invio.error);
  const manda = (): void => {
    if (!l.invio.isPending) l.invio.mutate();
  };
  useTasti('Lettera', [{ tasto: 'Ctrl+Enter', nome: 'Spedisce', azione: manda }]);
  return (
    <form
      className="carta"
      aria-label="Lettera del cittadino"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        manda();
      }}
    >
      <div className="lettera__testa">
        <h2>La lettera</h2>
        <button type="button" className="bottone-testo" onClick={l.esempio}>
          Compila con un esempio
        </button>
      </div>
      <AvvisoErrore errore={l.invio.error} fuoco>
        <p className="mb-0">Non è partita: quanto scritto è ancora qui.</p>
      </AvvisoErrore>
      <div className="griglia">
        <Campo
          etichetta="Da"
          obbligatorio
          errore={errori('da')}
          aiuto="La PEC di chi scrive: una qualunque, inventata."
        >
          {(a) => (
            <input
              {...a}
              type="email"
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              value={l.testi.da}
              onChange={(e) => l.scrivi({ da: e.target.value })}
            />
          )}
        </Campo>
        <Campo etichetta="A" errore={errori('a')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={l.testi.a || caselle[0]?.indirizzo}
              onChange={(e) => l.scrivi({ a: e.target.value })}
            >
              {caselle.map((c) => (
                <option key={c.indirizzo}>{c.indirizzo}</option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <Campo etichetta="Oggetto" errore={errori('oggetto')}>
        {(a) => (
          <input
            {...a}
            type="text"
            autoComplete="off"
            maxLength={500}
            value={l.testi.oggetto}
            onChange={(e) => l.scrivi({ oggetto: e.target.value })}
          />
        )}
      </Campo>
      <Campo etichetta="Testo" errore={errori('testo')} aiuto="Al più 20.000 caratteri.">
        {(a) => (
          <textarea
            {...a}
            rows={8}
            maxLength={20_000}
            value={l.testi.testo}
            onChange={(e) => l.scrivi({ testo: e.target.value })}
          />
        )}
      </Campo>
      <fieldset className="lettera__allegati">
        <legend className="campo__etichetta">Allegati</legend>
        <ul className="file-elenco">
          {l.file.map((f) => (
            <li key={`${f.name} ${f.size} ${f.lastModified}`} className="file">
              <div className="file__testa">
                <Icona nome="file" classe="file__icona" />
                <div className="file__nomi">
                  <span className="file__nome">{f.name}</span>
                  <span className="file__dati">{dimensioneLeggibile(f.size)}</span>
                </div>
                <span className="file__azioni">
                  <button type="button" className="bottone-testo" onClick={() => l.togli(f)}>
                    Togli<span className="visually-hidden"> {f.name}</span>
                  </button>
                </span>
              </div>
            </li>
          ))}
        </ul>
        <ZonaCarico
          piccola={l.file.length > 0}
          bottone={bottone}
          onFile={l.allega}
          descritta="limiti-allegati"
        />
        <p className="campo__aiuto" id="limiti-allegati">
          Al più {ALLEGATI_MASSIMI} file, di {dimensioneLeggibile(BYTE_MASSIMI)} l’uno. Si possono trascinare.
        </p>
        <div role="status">
          {l.scartati.map((perche) => (
            <p key={perche} className="campo__errore">
              {perche}
            </p>
          ))}
          {errori('allegati') !== undefined && <p className="campo__errore">{errori('allegati')}</p>}
        </div>
      </fieldset>
      <div className="azioni">
        <Button type="submit" color="primary" disabled={l.invio.isPending}>
          {l.invio.isPending ? 'Spedizione in corso…' : 'Spedisci la PEC'} <kbd>Ctrl + Invio</kbd>
        </Button>
      </div>
    </form>
  );
}
