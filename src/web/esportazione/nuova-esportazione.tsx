import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { chiediEsportazione, esportazioniQuery } from './api.ts';

type Proprieta = { anni: number[]; giorni: number; occupato: boolean };

export function NuovaEsportazioneModulo({ anni, giorni, occupato }: Proprieta): ReactElement {
  const [anno, setAnno] = useState('');
  const [ancheChiavi, setAncheChiavi] = useState(false);
  const client = useQueryClient();
  const invio = useInvio(chiediEsportazione, async () => {
    annuncia('Esportazione chiesta');
    await client.invalidateQueries(esportazioniQuery);
  });
  return (
    <form
      className="carta"
      noValidate
      aria-labelledby="nuova-esportazione"
      onSubmit={(e) => {
        e.preventDefault();
        if (invio.isPending || occupato) return;
        invio.mutate({ ...(anno !== '' && { anno: Number(anno) }), ancheChiavi });
      }}
    >
      <h2 id="nuova-esportazione">Nuova esportazione</h2>
      <AvvisoErrore errore={invio.error} fuoco />
      <Campo
        etichetta="Che cosa"
        classe="campo--corto"
        errore={erroriCampi(invio.error)('anno')}
        aiuto="Solo quella di tutto si può reimportare in un’altra installazione."
      >
        {(a) => (
          <select {...a} className="form-select" value={anno} onChange={(e) => setAnno(e.target.value)}>
            <option value="">Tutto</option>
            {anni.map((x) => (
              <option key={x} value={x}>
                Solo il {x}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <label className="d-block">
        <input type="checkbox" checked={ancheChiavi} onChange={(e) => setAncheChiavi(e.target.checked)} /> Il
        verificatore la può leggere da questo server, con una chiave API
      </label>
      <p className="campo__aiuto">
        Contiene anche i documenti riservati. I file si tengono{' '}
        {giorni === 1 ? 'un giorno' : `${giorni} giorni`}, poi si eliminano da sé.
      </p>
      <div className="azioni">
        <Button type="submit" color="primary" disabled={invio.isPending || occupato}>
          Chiedi l’esportazione
        </Button>
      </div>
      {occupato && <p className="campo__aiuto">Se ne prepara una alla volta: quella in corso è qui sotto.</p>}
    </form>
  );
}
