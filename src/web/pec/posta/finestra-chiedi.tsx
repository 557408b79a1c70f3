import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { ErroreApi } from '../../platform/http/errore.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { chiediAlMittente } from '../api.ts';
import { motiviRichiesta } from '../nomi.ts';
import type { Messaggio, MotivoRichiesta, RichiestaAlMittente } from '../tipi.ts';
import type { Fatto } from './finestra-atto.tsx';
import { TestoDaInviare } from './testo-da-inviare.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };
const MOTIVI = Object.keys(motiviRichiesta) as MotivoRichiesta[];

/** What came broken, or did not come, is asked of the sender; the message stays where it is (BES-10, BES-19). */
export function FinestraChiedi({ messaggio: m, onFatto, onChiudi }: Proprieta): ReactElement {
  const client = useQueryClient();
  const [motivo, setMotivo] = useState<MotivoRichiesta>(m.richiesteProposte[0] ?? 'nuovo-invio');
  const [testo, setTesto] = useState<string>();
  const invio = useInvio(
    (corpo: RichiestaAlMittente, chiave) => chiediAlMittente(m.id, corpo, chiave),
    async () => {
      onChiudi();
      onFatto('Chiesto al mittente');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const pronto = testo !== undefined && testo.trim() !== '' && !invio.isPending;
  const chiedi = (ancora: boolean): void => {
    if (pronto) invio.mutate({ motivo, testo, ...(ancora && { ancora }) });
  };
  const gia = invio.error instanceof ErroreApi && invio.error.codice === 'pec.gia-chiesto';
  return (
    <Finestra titolo="Chiedere al mittente?" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          chiedi(false);
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco>
          {gia && (
            <Button type="button" color="primary" size="xs" onClick={() => chiedi(true)}>
              Chiedi di nuovo
            </Button>
          )}
        </AvvisoErrore>
        <fieldset>
          <legend className="campo__etichetta">Che cosa</legend>
          {MOTIVI.map((quale) => (
            <label key={quale} className="spunta">
              <input
                type="radio"
                name="motivo"
                checked={quale === motivo}
                onChange={() => {
                  setMotivo(quale);
                  setTesto(undefined);
                }}
              />
              <span>{motiviRichiesta[quale]}</span>
            </label>
          ))}
        </fieldset>
        <TestoDaInviare
          key={motivo}
          messaggio={m.id}
          cosa="richiesta"
          motivo={motivo}
          testo={testo}
          onTesto={setTesto}
        />
        <p className="piede__monito">Parte subito un messaggio; di questo si deciderà dopo.</p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto}>
            Spedisci la richiesta
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
