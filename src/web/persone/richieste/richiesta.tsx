import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { ritira, type DecisioneRichiesta, type Richiesta } from '../api.ts';
import { descriviPoteri, periodo } from '../nomi.ts';
import { DecisioneModulo } from './decisione.tsx';

const tipi: Record<Richiesta['tipo'], string> = {
  nuova: 'Nuova autorizzazione',
  modifica: 'Modifica',
  revoca: 'Revoca',
};
const esiti = {
  accolta: { nome: 'Accolta', colore: 'success' },
  respinta: { nome: 'Respinta', colore: 'danger' },
  ritirata: { nome: 'Ritirata', colore: 'secondary' },
} as const;

/** One request: for whom, what, why; then its outcome, or what can be done with it. */
export function RichiestaVista({
  richiesta: r,
  decide,
}: {
  richiesta: Richiesta;
  decide: boolean;
}): ReactElement {
  const [esito, setEsito] = useState<DecisioneRichiesta['esito']>();
  const vedeUtenti = usePermesso('utente.consulta');
  const client = useQueryClient();
  const ritiro = useMutation({
    mutationFn: () => ritira(r.id),
    onSuccess: async () => {
      annuncia('Richiesta ritirata');
      await client.invalidateQueries({ queryKey: ['richieste-autorizzazione'] });
    },
  });
  const chi = `${r.utente.cognome} ${r.utente.nome}`;
  const attende = r.stato === 'in-attesa';
  return (
    <li className={`richiesta ${attende ? '' : 'richiesta--decisa'}`}>
      <h2 className="richiesta__titolo">
        {tipi[r.tipo]}:{' '}
        {vedeUtenti ? (
          <Link to="/amministrazione/utenti/$id" params={{ id: r.utente.id }}>
            {chi}
          </Link>
        ) : (
          chi
        )}
      </h2>
      <p>
        <strong>{r.unita.denominazione}</strong>: {descriviPoteri(r)}
        {r.tipo === 'nuova' && `, ${periodo(r.dal, r.al)}`}
        {r.tipo === 'modifica' && (r.al ? `, ${periodo(r.dal, r.al)}` : ', fino a revoca')}
      </p>
      <p>
        <strong>Perché:</strong> {r.motivo}
      </p>
      {attende && !r.utente.incaricato && r.tipo !== 'revoca' && (
        <p>
          <span className="marca marca--attenzione persona__marca">
            non è incaricato del trattamento: finché non lo è non apre la corrispondenza
          </span>
        </p>
      )}
      <p className="richiesta__chi">
        Chiesta da {r.chiestaDa}, {r.chiestaPer}, il {dataOra(r.chiestaIl)}
      </p>
      {r.stato !== 'in-attesa' && (
        <div className="decisione">
          <p>
            <Badge color={esiti[r.stato].colore}>{esiti[r.stato].nome}</Badge> {r.decisione}
          </p>
          {r.decisaDa && r.decisaIl && (
            <p className="richiesta__chi">
              {r.decisaDa}, {dataOra(r.decisaIl)}
            </p>
          )}
        </div>
      )}
      <AvvisoErrore errore={ritiro.error} fuoco />
      {attende && !esito && (decide || r.mia) && (
        <div className="azioni">
          {decide && (
            <>
              <Button type="button" color="primary" size="sm" onClick={() => setEsito('accolta')}>
                Accogli<span className="visually-hidden"> la richiesta per {chi}</span>…
              </Button>
              <Button type="button" color="danger" outline size="sm" onClick={() => setEsito('respinta')}>
                Respingi<span className="visually-hidden"> la richiesta per {chi}</span>…
              </Button>
            </>
          )}
          {r.mia && (
            <Button
              type="button"
              color="primary"
              outline
              size="sm"
              disabled={ritiro.isPending}
              onClick={() => ritiro.mutate()}
            >
              Ritira<span className="visually-hidden"> la richiesta per {chi}</span>
            </Button>
          )}
        </div>
      )}
      {esito && <DecisioneModulo richiesta={r} esito={esito} onLascia={() => setEsito(undefined)} />}
    </li>
  );
}
