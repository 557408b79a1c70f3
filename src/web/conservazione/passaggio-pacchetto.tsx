import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { accerta, CONSERVAZIONE } from './api.ts';
import { CampoMotivo } from './campo-motivo.tsx';
import { STATI } from './stato.tsx';
import type { Pacchetto } from './tipi.ts';

/** Of a package made for a conservatore since replaced: what becomes of it, and what only the responsabile can say. */
export function PassaggioPacchetto({ p }: { p: Pacchetto }): ReactElement | null {
  if (p.passaggio === undefined) return null;
  return (
    <section className="carta" aria-labelledby="passaggio">
      <h2 id="passaggio">Il conservatore è cambiato</h2>
      {p.passaggio === 'da-passare' ? (
        <p>
          A {p.conservatore}, che non è più il conservatore, questo pacchetto non è mai arrivato: è ritirato
          da sé entro un quarto d’ora, e per il nuovo conservatore se ne prepara un altro.
        </p>
      ) : (
        <>
          <p>
            Una consegna a {p.conservatore}, che non è più il conservatore, era cominciata e non si sa se è
            arrivata. Il programma glielo chiede, se può. Se non risponde, il responsabile della conservazione
            lo domanda a {p.conservatore} e lo scrive qui: se il pacchetto è arrivato resta suo e si aspetta
            il rapporto; se non è arrivato è ritirato, e per il nuovo conservatore se ne prepara un altro.
          </p>
          {p.puoDecidere && <Accertamento p={p} />}
        </>
      )}
    </section>
  );
}

function Accertamento({ p }: { p: Pacchetto }): ReactElement {
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const azione = useMutation({
    mutationFn: (arrivato: boolean) => accerta(p.id, arrivato, motivo.trim()),
    onSuccess: async (dopo) => {
      annuncia(`Pacchetto: ${STATI[dopo.stato][0].toLowerCase()}`);
      await client.invalidateQueries({ queryKey: CONSERVAZIONE });
    },
  });
  return (
    <>
      <AvvisoErrore errore={azione.error} fuoco />
      <CampoMotivo
        etichetta="Come lo si è accertato"
        errore={erroriCampi(azione.error)('motivo')}
        aiuto="Per esempio: risposta di posta certificata, con la data."
        valore={motivo}
        onScrive={setMotivo}
      />
      <div className="azioni">
        <Button
          type="button"
          color="primary"
          outline
          disabled={azione.isPending}
          onClick={() => azione.mutate(true)}
        >
          È arrivato
        </Button>
        <Button
          type="button"
          color="primary"
          outline
          disabled={azione.isPending}
          onClick={() => azione.mutate(false)}
        >
          Non è arrivato
        </Button>
      </div>
    </>
  );
}
