import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { usePostaMia } from '../pec/use-posta-mia.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { arrivatiDaQuery, caselleDimostrativeQuery } from './api.ts';
import { Arrivo } from './arrivo.tsx';
import { CheCosaTorna } from './che-cosa-torna.tsx';
import { ModuloLettera } from './modulo-lettera.tsx';
import { useLettera, type Scritta } from './use-lettera.ts';

const INDIRIZZO = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Whoever tries the programme writes to the office as a citizen would, and sees what comes of it on both sides. */
export function PaginaDimostrazione(): ReactElement {
  const { ente } = useSessione();
  const caselle = useQuery({ ...caselleDimostrativeQuery, enabled: ente.dimostrativo });
  return (
    <Pagina titolo="Scrivi all’ente dimostrativo" classe="lettera">
      <AvvisoErrore errore={caselle.error} />
      {!ente.dimostrativo && (
        <Vuoto icona="mail" titolo="Solo in un ente dimostrativo">
          <p>Questo è un ente vero: la posta gli arriva dalle sue caselle.</p>
        </Vuoto>
      )}
      {ente.dimostrativo && caselle.isPending && <Attesa />}
      {caselle.data?.length === 0 && (
        <Vuoto icona="mail" titolo="Nessuna casella in cui recapitare">
          <p>
            Serve una casella attiva che si legge da una cartella di file: la aggiunge chi amministra il
            sistema.
          </p>
        </Vuoto>
      )}
      {caselle.data && caselle.data.length > 0 && <Prova caselle={caselle.data} />}
    </Pagina>
  );
}

function Prova({ caselle }: { caselle: readonly { indirizzo: string }[] }): ReactElement {
  const client = useQueryClient();
  const mia = usePostaMia();
  const [scritta, setScritta] = useState<{ quale: Scritta; prima: ReadonlySet<string>; quando: number }>();
  const lettera = useLettera((quale) => {
    const gia = client.getQueryData(arrivatiDaQuery(quale.da).queryKey) ?? [];
    setScritta({ quale, prima: new Set(gia.map((m) => m.id)), quando: Date.now() });
  });
  const da = useRitardato(lettera.testi.da.trim(), 500);
  // Known before it is sent, so that the new one is told from those already there.
  useQuery({ ...arrivatiDaQuery(da), enabled: mia && INDIRIZZO.test(da) });
  return (
    <>
      <p className="lettera__che">
        Qui si prova la posta in arrivo: si scrive una PEC come farebbe un cittadino, e la si vede arrivare al
        protocollo. Non esce nulla da questo computer.
      </p>
      <div className="lettera__colonne">
        <ModuloLettera lettera={lettera} caselle={caselle} />
        <div>
          {scritta && <Arrivo scritta={scritta.quale} prima={scritta.prima} quando={scritta.quando} />}
          {INDIRIZZO.test(da) && <CheCosaTorna indirizzo={da} />}
        </div>
      </div>
    </>
  );
}
