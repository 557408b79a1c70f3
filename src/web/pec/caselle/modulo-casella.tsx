import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import type { ConfigurazioneCasella, NuovaCasella } from '../tipi.ts';
import { salvaCasella } from './api.ts';
import { bozzaDi, versoCasella, type BozzaCasella } from './bozza-casella.ts';
import { CampiCollegamento } from './campi-collegamento.tsx';
import { CampiPolitica } from './campi-politica.tsx';
import { CampoTesto } from './campo-testo.tsx';

type Proprieta = { casella?: ConfigurazioneCasella; onFine: () => void };

/** A box: made, or changed. */
export function ModuloCasella({ casella, onFine }: Proprieta): ReactElement {
  const client = useQueryClient();
  const { data: unita } = useUnita();
  const [bozza, setBozza] = useState(() => bozzaDi(casella));
  const cambia = (parte: Partial<BozzaCasella>): void => setBozza({ ...bozza, ...parte });
  const invio = useInvio(
    (corpo: NuovaCasella, chiave) => salvaCasella(corpo, casella, chiave),
    async () => {
      annuncia('Salvata');
      onFine();
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const errori = erroriCampi(invio.error);
  const stato = { bozza, cambia, errori };
  const titolo = casella ? `Modifica ${casella.denominazione}` : 'Nuova casella';
  return (
    <form
      className="carta w-100"
      aria-label={titolo}
      noValidate
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (!invio.isPending) invio.mutate(versoCasella(bozza));
      }}
    >
      <h3>{titolo}</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      {!casella && (
        <Scelta
          legenda="Che casella è"
          valore={bozza.genere}
          onCambia={(genere) => cambia({ genere })}
          opzioni={[
            { valore: 'pec', etichetta: 'PEC' },
            { valore: 'ordinaria', etichetta: 'Posta ordinaria' },
          ]}
        />
      )}
      <div className="griglia">
        <CampoTesto
          stato={stato}
          nome="denominazione"
          campo="denominazione"
          etichetta="Nome"
          massimo={120}
          obbligatorio
        />
        <CampoTesto
          stato={stato}
          nome="codice"
          campo="codice"
          etichetta="Codice"
          massimo={20}
          obbligatorio
          aiuto="AOO, SUAP…"
        />
        <CampoTesto
          stato={stato}
          nome="indirizzo"
          campo="indirizzo"
          etichetta="Indirizzo"
          massimo={320}
          obbligatorio
        />
        <Campo
          etichetta="Ufficio che la lavora"
          obbligatorio
          errore={errori('unita')}
          aiuto={bozza.genere === 'pec' ? 'Le PEC sono dell’Ufficio Protocollo.' : undefined}
        >
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={bozza.unita}
              onChange={(e) => cambia({ unita: e.target.value })}
            >
              <option value="">Scegliere</option>
              {unita?.map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <Scelta
        legenda="Da dove si legge"
        valore={bozza.trasporto}
        onCambia={(trasporto) => cambia({ trasporto })}
        opzioni={[
          { valore: 'imap', etichetta: 'Server IMAP' },
          { valore: 'cartella', etichetta: 'Cartella di file' },
        ]}
      />
      <CampiCollegamento stato={stato} prima={casella} />
      <CampiPolitica stato={stato} />
      {bozza.genere === 'pec' && (
        <label className="spunta">
          <input
            type="checkbox"
            checked={bozza.principale}
            onChange={(e) => cambia({ principale: e.target.checked })}
          />
          <span>È quella istituzionale: da qui parte ciò che si spedisce</span>
        </label>
      )}
      <label className="spunta mb-3">
        <input
          type="checkbox"
          checked={bozza.attiva}
          onChange={(e) => cambia({ attiva: e.target.checked })}
        />
        <span>Attiva: la si legge</span>
      </label>
      <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
        Salva
      </Button>{' '}
      <Button type="button" color="primary" outline size="sm" onClick={onFine}>
        Lascia com’è
      </Button>
    </form>
  );
}
