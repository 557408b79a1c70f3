import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { RicercaATendina } from '../platform/ui/ricerca-a-tendina.tsx';
import { destinatariQuery } from './api.ts';
import type { NuovaAssegnazione } from './tipi.ts';

type Proprieta = {
  id: string;
  scelte: NuovaAssegnazione[];
  onScelte: (scelte: NuovaAssegnazione[]) => void;
  /** Whether one of them may be for competenza: in Registra that one has a field of its own. */
  competenza: boolean;
  errore?: string | undefined;
};

/** Offices, and persons of them, a document goes to: found by typing, then per competenza or per conoscenza. */
export function CampoAssegnazioni({ id, scelte, onScelte, competenza, errore }: Proprieta): ReactElement {
  const { data, error } = useQuery(destinatariQuery);
  const [testo, setTesto] = useState('');
  const cercato = testo.trim().toLocaleLowerCase('it');
  const tutti = (data ?? []).flatMap((u) => [
    { unita: u.codice, persona: undefined, nome: u.denominazione, sotto: u.area },
    ...(cercato.length < 2
      ? []
      : u.persone.map((p) => ({ unita: u.codice, persona: p.id, nome: p.nome, sotto: u.denominazione }))),
  ]);
  const presi = new Set(scelte.map((s) => `${s.unita} ${s.persona ?? ''}`));
  const voci = tutti
    .filter(
      (d) => !presi.has(`${d.unita} ${d.persona ?? ''}`) && d.nome.toLocaleLowerCase('it').includes(cercato),
    )
    .slice(0, 20)
    .map((d) => ({
      chiave: `${d.unita} ${d.persona ?? ''}`,
      contenuto: (
        <>
          {d.nome} {d.sotto && <small className="tendina__tipo">{d.sotto}</small>}
        </>
      ),
      scegli: () => {
        const titolo =
          competenza && !scelte.some((s) => s.titolo === 'competenza') ? 'competenza' : 'conoscenza';
        onScelte([...scelte, { unita: d.unita, titolo, ...(d.persona && { persona: d.persona }) }]);
        setTesto('');
      },
    }));
  const nomeDi = (s: NuovaAssegnazione): string => {
    const u = data?.find((x) => x.codice === s.unita);
    const persona = u?.persone.find((p) => p.id === s.persona)?.nome;
    return persona ? `${persona} (${u?.denominazione ?? s.unita})` : (u?.denominazione ?? s.unita);
  };
  const cambia = (i: number, dati: Partial<NuovaAssegnazione>): void =>
    onScelte(scelte.map((s, j) => (j === i ? { ...s, ...dati } : s)));
  return (
    <div className="campo-assegnazioni">
      <AvvisoErrore errore={error} />
      <Campo
        id={id}
        etichetta={competenza ? 'Uffici e persone' : 'Altri uffici e persone, per conoscenza'}
        errore={errore}
      >
        {(attributi) => (
          <RicercaATendina
            attributi={attributi}
            testo={testo}
            onTesto={setTesto}
            voci={voci}
            attesa={data === undefined}
            seVuoto="Nessun ufficio né persona con questo nome"
            placeholder="Nome dell’ufficio o della persona"
          />
        )}
      </Campo>
      {scelte.length > 0 && (
        <ul className="assegnazioni-scelte">
          {scelte.map((s, i) => (
            <li key={`${s.unita} ${s.persona ?? ''}`}>
              <span className="assegnazioni-scelte__nome">{nomeDi(s)}</span>
              {competenza && (
                <select
                  className="form-select"
                  aria-label={`Titolo per ${nomeDi(s)}`}
                  value={s.titolo}
                  onChange={(e) => {
                    const titolo = e.target.value === 'competenza' ? 'competenza' : 'conoscenza';
                    // One office is competent: the other one gives way.
                    onScelte(
                      scelte.map((x, j) =>
                        j === i
                          ? { ...x, titolo }
                          : titolo === 'competenza'
                            ? { ...x, titolo: 'conoscenza' as const }
                            : x,
                      ),
                    );
                  }}
                >
                  <option value="competenza">per competenza</option>
                  <option value="conoscenza">per conoscenza</option>
                </select>
              )}
              {competenza && (
                <>
                  <input
                    className="form-control"
                    aria-label={`Nota per ${nomeDi(s)}`}
                    placeholder="Nota"
                    maxLength={2000}
                    value={s.nota ?? ''}
                    onChange={(e) => cambia(i, { nota: e.target.value })}
                  />
                  <input
                    className="form-control"
                    type="date"
                    aria-label={`Scadenza per ${nomeDi(s)}`}
                    value={s.scadenza ?? ''}
                    onChange={(e) => cambia(i, { scadenza: e.target.value })}
                  />
                </>
              )}
              <button
                type="button"
                className="bottone-icona"
                aria-label={`Togli ${nomeDi(s)}`}
                onClick={() => onScelte(scelte.filter((_, j) => j !== i))}
              >
                <Icona nome="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
