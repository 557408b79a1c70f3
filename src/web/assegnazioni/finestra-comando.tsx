import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { destinatariQuery } from './api.ts';
import { nomeAzione } from './nomi.ts';
import type { Assegnazione } from './tipi.ts';
import { useComando } from './use-comandi.ts';

export type AzioneConDomanda = 'rinvia' | 'revoca' | 'subassegna' | 'modifica' | 'autorizza-ritiro';
type Proprieta = { assegnazione: Assegnazione; azione: AzioneConDomanda; onChiudi: () => void };

const percorso = {
  rinvia: 'rinvio',
  revoca: 'revoca',
  subassegna: 'subassegnazione',
  modifica: 'modifica',
  'autorizza-ritiro': 'autorizzazione-ritiro',
};
const fatto = {
  rinvia: 'Rinviato alla UOP',
  revoca: 'Assegnazione revocata',
  subassegna: 'Dato alle persone scelte',
  modifica: 'Assegnazione modificata',
  'autorizza-ritiro': 'Ritiro autorizzato',
};

/** What a command needs to know: why, to whom, by when. */
export function FinestraComando({ assegnazione: a, azione, onChiudi }: Proprieta): ReactElement {
  const comando = useComando(onChiudi);
  const [motivo, setMotivo] = useState('');
  const [busta, setBusta] = useState(false);
  const [persone, setPersone] = useState<string[]>([]);
  const [scadenza, setScadenza] = useState(a.scadenza ?? '');
  const [nota, setNota] = useState(azione === 'modifica' ? (a.nota ?? '') : '');
  const errori = erroriCampi(comando.error);
  const conMotivo = azione === 'rinvia' || azione === 'revoca' || azione === 'autorizza-ritiro';
  const manca = conMotivo ? motivo.trim() === '' : azione === 'subassegna' && persone.length === 0;
  const corpo = (): object => {
    if (azione === 'modifica')
      return { versione: a.versione, scadenza: scadenza || null, nota: nota.trim() || null };
    if (azione === 'subassegna')
      return {
        versione: a.versione,
        persone,
        ...(scadenza && { scadenza }),
        ...(nota.trim() && { nota: nota.trim() }),
      };
    return { versione: a.versione, motivo: motivo.trim(), ...(busta && { bustaChiusa: true }) };
  };
  return (
    <Finestra titolo={nomeAzione[azione]} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (comando.isPending || manca) return;
          comando.mutate({ id: a.id, comando: percorso[azione], corpo: corpo(), detto: fatto[azione] });
        }}
      >
        <p className="finestra__cosa">
          {a.documento.numero}/{a.documento.anno} «{a.documento.oggetto}»
        </p>
        <AvvisoErrore errore={comando.error} fuoco />
        {azione === 'subassegna' && (
          <Persone ufficio={a.unita.codice} scelte={persone} onScelte={setPersone} />
        )}
        {conMotivo && (
          <Campo etichetta="Perché" obbligatorio errore={errori('motivo')}>
            {(c) => (
              <textarea
                {...c}
                rows={3}
                maxLength={2000}
                value={motivo}
                onChange={(e) => setMotivo(e.target.value)}
              />
            )}
          </Campo>
        )}
        {azione === 'rinvia' && a.documento.supporto === 'analogico' && (
          <label className="spunta">
            <input type="checkbox" checked={busta} onChange={(e) => setBusta(e.target.checked)} />
            <span>Busta riservata o personale, recapitata per errore e non aperta</span>
          </label>
        )}
        {(azione === 'subassegna' || azione === 'modifica') && (
          <>
            <Campo etichetta="Entro il" errore={errori('scadenza')}>
              {(c) => (
                <input {...c} type="date" value={scadenza} onChange={(e) => setScadenza(e.target.value)} />
              )}
            </Campo>
            <Campo etichetta="Nota" errore={errori('nota')}>
              {(c) => (
                <textarea
                  {...c}
                  rows={2}
                  maxLength={2000}
                  value={nota}
                  onChange={(e) => setNota(e.target.value)}
                />
              )}
            </Campo>
          </>
        )}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={comando.isPending || manca}>
            {nomeAzione[azione]}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}

function Persone({
  ufficio,
  scelte,
  onScelte,
}: {
  ufficio: string;
  scelte: string[];
  onScelte: (scelte: string[]) => void;
}): ReactElement {
  const { data, error } = useQuery(destinatariQuery);
  const persone = data?.find((u) => u.codice === ufficio)?.persone ?? [];
  return (
    <fieldset className="persone-ufficio">
      <legend>A chi dell’ufficio</legend>
      <AvvisoErrore errore={error} />
      {data && persone.length === 0 && (
        <p className="campo__aiuto">Nell’ufficio non c’è nessun’altra persona.</p>
      )}
      {persone.map((p) => (
        <label key={p.id} className="spunta">
          <input
            type="checkbox"
            checked={scelte.includes(p.id)}
            onChange={(e) =>
              onScelte(e.target.checked ? [...scelte, p.id] : scelte.filter((x) => x !== p.id))
            }
          />
          <span>{p.nome}</span>
        </label>
      ))}
    </fieldset>
  );
}
