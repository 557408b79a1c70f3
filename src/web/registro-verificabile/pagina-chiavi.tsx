import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Copia } from '../platform/ui/copia.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { chiaviFirmaQuery, sostituisciChiave, type ChiaveDiFirma } from './api.ts';

/** The keys that sign the registers: public halves and digests, to be kept elsewhere too. */
export function PaginaChiavi(): ReactElement {
  const { data, error, isPending } = useQuery(chiaviFirmaQuery);
  const puo = usePermesso('registro.chiavi');
  const [chiede, setChiede] = useState(false);
  const client = useQueryClient();
  const sostituisci = useMutation({
    mutationFn: sostituisciChiave,
    onSuccess: async () => {
      setChiede(false);
      annuncia('Chiave sostituita');
      await client.invalidateQueries(chiaviFirmaQuery);
    },
  });
  return (
    <Pagina
      titolo="Chiavi di firma"
      occhiello={<Link to="/stato-registro">Stato del registro</Link>}
      azioni={
        puo &&
        data !== undefined &&
        data.items.length > 0 && (
          <Button type="button" color="primary" outline size="sm" onClick={() => setChiede(true)}>
            Sostituisci la chiave
          </Button>
        )
      }
    >
      <p>
        Con queste chiavi l’ente firma le teste dei suoi registri. L’impronta di quella in uso va conservata
        anche altrove, sulla carta o presso il conservatore: chi verifica parte da lì.
      </p>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data?.items.length === 0 && (
        <Vuoto icona="key" titolo="La prima chiave nasce con la prima testa firmata" />
      )}
      <ul className="voci-piane">
        {data?.items.map((k) => (
          <Voce key={k.progressivo} chiave={k} />
        ))}
      </ul>
      {chiede && (
        <Finestra titolo="Sostituire la chiave di firma?" onChiudi={() => setChiede(false)}>
          <p>
            La chiave di ora firma la nuova e poi non firma più. Ogni registro annuncia la nuova prima della
            sua prossima testa. Si fa quando si teme che qualcuno l’abbia vista, o alle scadenze che l’ente si
            è dato.
          </p>
          <AvvisoErrore errore={sostituisci.error} />
          <Button
            type="button"
            color="primary"
            disabled={sostituisci.isPending}
            onClick={() => sostituisci.mutate()}
          >
            Sostituisci
          </Button>
        </Finestra>
      )}
    </Pagina>
  );
}

function Voce({ chiave: k }: { chiave: ChiaveDiFirma }): ReactElement {
  return (
    <li className={k.ritirataIl ? 'spenta' : undefined}>
      <div>
        <strong>
          Chiave {k.progressivo}
          {k.ritirataIl ? '' : ', in uso'}
        </strong>
        <p>
          <code className="registro-stato__impronta">{k.impronta}</code>
        </p>
        <p className="campo__aiuto">
          Creata il {dataOra(k.creataIl)}
          {k.ritirataIl && `, sostituita il ${dataOra(k.ritirataIl)}`} ·{' '}
          {k.teste === 1 ? 'una testa firmata' : `${k.teste.toLocaleString('it-IT')} teste firmate`}
        </p>
      </div>
      <Copia testo={k.impronta} nome={`l’impronta della chiave ${k.progressivo}`} />
    </li>
  );
}
