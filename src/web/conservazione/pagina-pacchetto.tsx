import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { CONSERVAZIONE, decidi, esibizione, fileDi, pacchettoQuery } from './api.ts';
import { Stato, STATI, TIPI } from './stato.tsx';
import type { Pacchetto } from './tipi.ts';

/** A package: where it has been, what is in it, and what can be done with it. */
export function PaginaPacchetto(): ReactElement {
  const { id } = useParams({ from: '/conservazione/pacchetti/$id' });
  const { data: p, error, isPending } = useQuery(pacchettoQuery(id));
  return (
    <Pagina
      titolo={p?.titolo ?? 'Pacchetto'}
      occhiello={
        <>
          <Link to="/conservazione">Conservazione</Link>
          {p && ` · ${TIPI[p.tipo]} · ${p.identificativo}`}
        </>
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {p && <Contenuto p={p} />}
    </Pagina>
  );
}

function Contenuto({ p }: { p: Pacchetto }): ReactElement {
  return (
    <>
      <p>
        <Stato stato={p.stato} inRitardo={p.inRitardo} /> {p.motivo}
      </p>
      <ul>
        <li>
          <a href={fileDi(p.id, 'indice')}>Indice del pacchetto (UNI 11386)</a>
        </li>
        {p.haRapporto && (
          <li>
            <a href={fileDi(p.id, 'rapporto')}>Rapporto di versamento</a>
          </li>
        )}
      </ul>
      <Azioni p={p} />
      <File p={p} />
      <section aria-labelledby="storia">
        <h2 id="storia">Storia</h2>
        <ol className="schede">
          {p.storia.map((e) => (
            <li key={`${e.istante}-${e.evento}`} className="scheda">
              {dataOra(e.istante)} · {EVENTI[e.evento] ?? e.evento}, {e.attore}
              {e.motivo !== undefined && <p className="scheda__dati">{e.motivo}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const EVENTI: Record<string, string> = {
  ...Object.fromEntries(Object.entries(STATI).map(([stato, [nome]]) => [stato, nome])),
  'in-partenza': 'Consegna cominciata',
  'non-riuscito': 'Da guardare',
  'riprova-chiesta': 'Chiesto di riprovare',
  rapporto: 'Rapporto di versamento letto',
};

function Azioni({ p }: { p: Pacchetto }): ReactElement | null {
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const vai = useNavigate();
  const azione = useMutation({
    mutationFn: (via: 'conferma' | 'rifiuto' | 'riprova') => decidi(p.id, via, motivo.trim()),
    onSuccess: async (dopo) => {
      annuncia(`Pacchetto: ${STATI[dopo.stato][0].toLowerCase()}`);
      setMotivo('');
      await client.invalidateQueries({ queryKey: CONSERVAZIONE });
      if (dopo.id !== p.id) await vai({ to: '/conservazione/pacchetti/$id', params: { id: dopo.id } });
    },
  });
  const errori = erroriCampi(azione.error);
  const decide = p.puoDecidere && (p.stato === 'inviato' || p.stato === 'preso-in-carico');
  const riprova = p.puoVersare && (p.stato === 'prodotto' || p.stato === 'rifiutato');
  if (!decide && !riprova) return null;
  return (
    <section className="carta" aria-labelledby="decidi">
      <h2 id="decidi">Che cosa si fa</h2>
      <AvvisoErrore errore={azione.error} fuoco />
      {decide && (
        <Campo
          etichetta="Motivo"
          errore={errori('motivo') ?? errori('nota')}
          aiuto="Obbligatorio per rifiutare."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
      )}
      <div className="azioni">
        {decide && (
          <>
            <Button
              type="button"
              color="primary"
              disabled={azione.isPending}
              onClick={() => azione.mutate('conferma')}
            >
              Conferma che è conservato
            </Button>
            <Button
              type="button"
              color="danger"
              outline
              disabled={azione.isPending}
              onClick={() => azione.mutate('rifiuto')}
            >
              Rifiuta
            </Button>
          </>
        )}
        {riprova && (
          <Button
            type="button"
            color="primary"
            disabled={azione.isPending}
            onClick={() => azione.mutate('riprova')}
          >
            {p.stato === 'prodotto' ? 'Invia adesso' : 'Versa di nuovo'}
          </Button>
        )}
      </div>
    </section>
  );
}

function File({ p }: { p: Pacchetto }): ReactElement {
  const [motivo, setMotivo] = useState('');
  const esibibili = p.stato === 'conservato';
  const perche = motivo.trim();
  return (
    <section aria-labelledby="file">
      <h2 id="file">File ({p.fileInTutto})</h2>
      {esibibili && (
        <Campo
          etichetta="Perché si esibisce"
          aiuto="Con il motivo si può scaricare ciascun documento, con la prova che è integro. Il motivo resta scritto."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
      )}
      <ul className="schede" aria-label="File del pacchetto">
        {p.file.map((f) => (
          <li key={f.ordine} className="scheda">
            {f.nomeFile}
            <p className="scheda__dati" style={{ overflowWrap: 'anywhere' }}>
              {f.ruolo} · {f.formato} · {f.dimensione.toLocaleString('it-IT')} byte · SHA-256 {f.impronta}
            </p>
            {esibibili && f.ruolo !== 'metadati' && perche.length >= 5 && (
              <a href={esibizione(p.id, f.ordine, perche)}>Esibisci {f.nomeFile}</a>
            )}
          </li>
        ))}
      </ul>
      {p.fileInTutto > p.file.length && <p>Gli altri sono nell’indice del pacchetto.</p>}
    </section>
  );
}
