import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { destinatariQuery } from '../assegnazioni/api.ts';
import { giornoEOraDi } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { useMezzi } from '../registrazione/api.ts';
import { CampoClassificazione } from '../titolario/campo-classificazione.tsx';
import { aggiungiRegola, regoleQuery, riscriviRegola, togliRegola } from './api.ts';
import { bozzaDi, regolaDa, type BozzaRegola } from './bozza-regola.ts';
import { CampoMittente } from './campo-mittente.tsx';
import { CampoUffici } from './campo-uffici.tsx';
import { PannelloProva } from './pannello-prova.tsx';
import type { NuovaRegola, RegolaSmistamento } from './tipi.ts';

type Proprieta = { regola?: RegolaSmistamento; onChiudi: () => void };
type CampoTesto = 'nome' | 'casella' | 'tutte' | 'almenoUna' | 'nessuna' | 'nota';

/** A rule, new or being rewritten, with its trial below: one sees what it would have done before it is kept. */
export function ModuloRegola({ regola, onChiudi }: Proprieta): ReactElement {
  const [b, setB] = useState(() => bozzaDi(regola, giornoEOraDi(new Date()).giorno));
  const cambia = (dati: Partial<BozzaRegola>): void => setB({ ...b, ...dati });
  const { data: uffici = [] } = useQuery(destinatariQuery);
  const { data: mezzi } = useMezzi();
  const client = useQueryClient();
  const finisci = async (messaggio: string): Promise<void> => {
    annuncia(messaggio);
    onChiudi();
    await client.invalidateQueries(regoleQuery);
  };
  const invio = useInvio(
    (corpo: NuovaRegola, chiave) =>
      regola
        ? riscriviRegola(regola.id, { ...corpo, versione: regola.versione })
        : aggiungiRegola(corpo, chiave),
    () => finisci('Regola salvata'),
  );
  const togli = useMutation({ mutationFn: togliRegola, onSuccess: () => finisci('Regola tolta') });
  const errori = erroriCampi(invio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate(regolaDa(b));
  };
  const testo = (
    campo: CampoTesto,
    etichetta: string,
    altro: { errore?: string; aiuto?: string; massimo?: number } = {},
  ) => (
    <Campo
      etichetta={etichetta}
      errore={altro.errore ?? errori(campo)}
      {...(altro.aiuto !== undefined && { aiuto: altro.aiuto })}
      obbligatorio={campo === 'nome'}
    >
      {(a) => (
        <input
          {...a}
          type="text"
          autoComplete="off"
          maxLength={altro.massimo ?? 1000}
          value={b[campo]}
          onChange={(e) => cambia({ [campo]: e.target.value })}
        />
      )}
    </Campo>
  );
  const conErrore = (nome: string) => ({ ...(errori(nome) !== undefined && { errore: errori(nome) ?? '' }) });
  return (
    <>
      <form className="carta" onSubmit={salva} noValidate aria-labelledby="titolo-regola">
        <h2 id="titolo-regola">{regola ? `Regola «${regola.nome}»` : 'Nuova regola'}</h2>
        <AvvisoErrore errore={invio.error ?? togli.error} fuoco />
        {testo('nome', 'Nome', { massimo: 120, aiuto: 'Chi registra lo legge accanto alla proposta.' })}
        <GruppoCampi titolo="Quando si applica">
          <p className="campo__aiuto">Devono valere tutte le condizioni scritte; quelle vuote non contano.</p>
          <div className="griglia">
            <CampoClassificazione
              valore={b.classificazione}
              onCambia={(classificazione) => cambia({ classificazione })}
              errore={errori('classificazione')}
              aiuto="Vale anche per le voci sottostanti."
            />
            <CampoMittente valore={b} onCambia={cambia} errore={errori('mittente') ?? errori('rubrica')} />
            <Campo etichetta="Mezzo" errore={errori('mezzo')}>
              {(a) => (
                <select
                  {...a}
                  className="form-select"
                  value={b.mezzo}
                  onChange={(e) => cambia({ mezzo: e.target.value })}
                >
                  <option value="">Qualsiasi</option>
                  {mezzi
                    ?.filter((m) => m.flussi.includes('E'))
                    .map((m) => (
                      <option key={m.codice} value={m.codice}>
                        {m.denominazione}
                      </option>
                    ))}
                </select>
              )}
            </Campo>
            {testo('casella', 'Casella su cui arriva', {
              massimo: 320,
              aiuto:
                'I documenti già registrati non la dicono: nella prova questa condizione non è mai vera.',
            })}
          </div>
          <div className="griglia">
            {testo('tutte', 'Nell’oggetto: tutte queste parole', {
              ...conErrore('parole.tutte'),
              aiuto: 'Separate da virgole; accenti, maiuscole e desinenze non contano.',
            })}
            {testo('almenoUna', 'Nell’oggetto: almeno una di queste', {
              ...conErrore('parole.almenoUna'),
              aiuto: 'Anche più parole insieme: «permesso di costruire, SCIA».',
            })}
            {testo('nessuna', 'Nell’oggetto: nessuna di queste', conErrore('parole.nessuna'))}
          </div>
        </GruppoCampi>
        <GruppoCampi titolo="A chi va">
          <div className="griglia">
            <Campo etichetta="Ufficio competente" errore={errori('competenza')}>
              {(a) => (
                <select
                  {...a}
                  className="form-select"
                  value={b.competenza}
                  onChange={(e) =>
                    cambia({
                      competenza: e.target.value,
                      conoscenza: b.conoscenza.filter((c) => c !== e.target.value),
                    })
                  }
                >
                  <option value="">Nessuno: solo per conoscenza</option>
                  {uffici.map((u) => (
                    <option key={u.codice} value={u.codice}>
                      {u.denominazione}
                    </option>
                  ))}
                </select>
              )}
            </Campo>
            <CampoUffici
              uffici={uffici.filter((u) => u.codice !== b.competenza)}
              scelti={b.conoscenza}
              onScelti={(conoscenza) => cambia({ conoscenza })}
              errore={errori('conoscenza')}
            />
          </div>
        </GruppoCampi>
        <div className="griglia">
          <Campo etichetta="Vale dal" errore={errori('dal')}>
            {(a) => (
              <input {...a} type="date" value={b.dal} onChange={(e) => cambia({ dal: e.target.value })} />
            )}
          </Campo>
          <Campo etichetta="Vale fino al (vuoto: senza fine)" errore={errori('al')}>
            {(a) => (
              <input {...a} type="date" value={b.al} onChange={(e) => cambia({ al: e.target.value })} />
            )}
          </Campo>
          {testo('nota', 'Nota')}
        </div>
        <div className="form-check">
          <input
            id="regola-attiva"
            type="checkbox"
            checked={b.attiva}
            onChange={(e) => cambia({ attiva: e.target.checked })}
          />
          <label htmlFor="regola-attiva">Attiva</label>
        </div>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending || b.nome.trim() === ''}>
            Salva la regola
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Chiudi senza salvare
          </Button>
          {regola && (
            <Button
              type="button"
              color="danger"
              outline
              size="sm"
              disabled={togli.isPending}
              onClick={() => togli.mutate(regola.id)}
            >
              Togli la regola
            </Button>
          )}
        </div>
      </form>
      <PannelloProva regola={() => ({ ...regolaDa(b), nome: b.nome.trim() || 'Nuova regola' })} />
    </>
  );
}
