import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useId, useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { nomineQuery, ritiraNomina, type Nomina, type Ruolo } from './api.ts';
import { FinestraFine } from './finestra-fine.tsx';

type Proprieta = { ruolo: Ruolo; nome: string; spiega: string; nomine: readonly Nomina[] };

/** An office: who is in it, who comes next, who was in it. */
export function Ufficio({ ruolo, nome, spiega, nomine }: Proprieta): ReactElement {
  const id = useId();
  const cessate = nomine.filter((n) => n.stato === 'cessata');
  const vive = nomine.filter((n) => n.stato !== 'cessata').reverse();
  return (
    <section aria-labelledby={id} className="carta">
      <h3 id={id}>{nome}</h3>
      <p className="campo__aiuto">{spiega}</p>
      {!vive.some((n) => n.stato === 'in-carica') && <p>Nessuno è in carica oggi.</p>}
      {vive.length > 0 && (
        <ul className="voci-piane">
          {vive.map((n) => (
            <Voce key={n.id} nomina={n} finibile={ruolo !== 'rsp'} />
          ))}
        </ul>
      )}
      {cessate.length > 0 && (
        <details>
          <summary>Chi lo è stato ({cessate.length})</summary>
          <ul className="voci-descrittive">
            {cessate.map((n) => (
              <li key={n.id}>
                {n.utente.cognome} {n.utente.nome}
                <small>
                  dal {data(n.dal)} al {data(n.al ?? '')} · {n.atto}
                  {n.attoFine && ` · cessata: ${n.attoFine}`}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Voce({ nomina: n, finibile }: { nomina: Nomina; finibile: boolean }): ReactElement {
  const gestisce = usePermesso('organizzazione.gestisce');
  const [finisce, setFinisce] = useState(false);
  const client = useQueryClient();
  const ritiro = useMutation({
    mutationFn: ritiraNomina,
    onSuccess: async () => {
      annuncia('Nomina ritirata');
      await client.invalidateQueries(nomineQuery);
    },
  });
  const futura = n.stato === 'futura';
  return (
    <li>
      <div>
        <strong>
          {n.utente.cognome} {n.utente.nome}
        </strong>
        <span className={futura ? 'marca' : 'marca marca--viva'}>
          {futura ? 'dovrà cominciare' : 'in carica'}
        </span>
        <p>
          Dal {data(n.dal)}
          {n.al && ` al ${data(n.al)}`}, {n.atto}
        </p>
        <p className="campo__aiuto">
          Registrata da {n.scrittaDa} il {data(n.scrittaIl)}
        </p>
        <AvvisoErrore errore={ritiro.error} fuoco />
      </div>
      {gestisce && futura && (
        <button
          type="button"
          className="bottone-testo bottone-testo--pericolo"
          disabled={ritiro.isPending}
          onClick={() => ritiro.mutate(n.id)}
        >
          Ritira<span className="visually-hidden"> la nomina di {n.utente.cognome}</span>
        </button>
      )}
      {gestisce && !futura && finibile && (
        <Button type="button" color="primary" outline size="xs" onClick={() => setFinisce(true)}>
          Fai cessare<span className="visually-hidden"> la nomina di {n.utente.cognome}</span>…
        </Button>
      )}
      {finisce && <FinestraFine nomina={n} onChiudi={() => setFinisce(false)} />}
    </li>
  );
}
