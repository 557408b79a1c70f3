import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { Anteprima } from '../../documenti/anteprima.tsx';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { registrazioneQuery } from '../../registrazione/api.ts';
import type { Mancanza } from '../api.ts';
import { FinestraFascicola } from '../fascicola/finestra-fascicola.tsx';
import { LinkRegistrazione } from '../link-registrazione.tsx';
import { FinestraRichiedi } from '../richieste/finestra-richiedi.tsx';
import { Candidati } from './candidati.tsx';
import { Classifica } from './classifica.tsx';
import { chiaveDi, type Voce } from './voce.ts';

/** What a document lacks, at hand: its class, its fascicolo, or a question to the office that knows. */
export function Sistema({ voce: v, mancano }: { voce: Voce; mancano: Mancanza }): ReactElement {
  const classifica = usePermesso('registrazione.modifica');
  const fascicola = usePermesso('fascicolo.gestisce');
  // Filing follows classification (art. 40).
  const pronto = v.classificazione !== undefined;
  const protocollo = useSessione().incarico?.unita.ufficioProtocollo ?? false;
  const [aperta, setAperta] = useState<'fascicola' | 'richiedi'>();
  const [verso, setVerso] = useState<string>();
  const lenta = useRitardato(v, 200);
  const { data, error } = useQuery(registrazioneQuery(lenta));
  // While one moves on, what has been read is still of the document before: nothing of it is written on this one.
  const scheda = chiaveDi(lenta) === chiaveDi(v) ? data : undefined;
  useTasti('Documento', [
    {
      tasto: 'c',
      nome: 'Classifica',
      azione: () => document.getElementById('sistema-classe')?.focus(),
      attivo: classifica,
    },
    { tasto: 'f', nome: 'Fascicola in…', azione: () => setAperta('fascicola'), attivo: fascicola && pronto },
    {
      tasto: 'r',
      nome: 'Chiede all’ufficio in quale fascicolo va',
      azione: () => setAperta('richiedi'),
      attivo: protocollo && pronto && !v.richiestaAperta,
    },
  ]);
  const principale = scheda?.documentoPrincipale;
  return (
    <div className="mostrato">
      <div className="mostrato__testa">
        <p className="mostrato__nome">
          <LinkRegistrazione registrazione={v} /> {v.oggetto}
        </p>
        {classifica && scheda && (
          <Classifica
            key={`${chiaveDi(v)}/${scheda.versione}`}
            scheda={scheda}
            voce={v}
            fuocoDopo={mancano === 'classificazione'}
          />
        )}
        <div className="azioni">
          {fascicola && pronto && (
            <>
              <button type="button" className="btn btn-primary btn-xs" onClick={() => setAperta('fascicola')}>
                <Icona nome="folder" classe="icona--chiara" /> Fascicola in… <kbd>F</kbd>
              </button>
              <Link
                className="btn btn-outline-primary btn-xs"
                to="/fascicoli/nuovo"
                search={{ da: `${v.registro}/${v.anno}/${Number(v.numero)}` }}
              >
                <Icona nome="plus" /> Apri fascicolo
              </Link>
            </>
          )}
          {protocollo && pronto && !v.richiestaAperta && (
            <button
              type="button"
              className="btn btn-outline-primary btn-xs"
              onClick={() => setAperta('richiedi')}
            >
              <Icona nome="help-circle" /> Chiedi all’ufficio <kbd>R</kbd>
            </button>
          )}
        </div>
        <AvvisoErrore errore={error} />
        {fascicola && pronto && (
          <Candidati
            registrazione={lenta}
            onScegli={(numero) => {
              setVerso(numero);
              setAperta('fascicola');
            }}
          />
        )}
      </div>
      {!scheda && !error && <Attesa />}
      {principale?.id ? (
        <Anteprima
          key={principale.id}
          documento={{
            id: principale.id,
            nomeFile: principale.nomeFile ?? '',
            formato: principale.formato ?? '',
          }}
        />
      ) : (
        scheda && <Vuoto icona="box" titolo="Documento di carta" />
      )}
      {aperta === 'fascicola' && (
        <FinestraFascicola
          documento={{
            titolo: `${v.numero}/${v.anno} «${v.oggetto}»`,
            registrazione: v,
            ...(v.classificazione !== undefined && { classificazione: v.classificazione }),
          }}
          {...(verso !== undefined && { verso })}
          onChiudi={() => {
            setVerso(undefined);
            setAperta(undefined);
          }}
        />
      )}
      {aperta === 'richiedi' && <FinestraRichiedi documento={v} onChiudi={() => setAperta(undefined)} />}
    </div>
  );
}
