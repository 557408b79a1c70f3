import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../../platform/http/chiedi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { percorsoDi, registrazioneQuery, storiaQuery } from '../api.ts';
import { nomeCollegamento } from '../nomi.ts';
import type { Registrazione, TipoCollegamento } from '../tipi.ts';

type Corpo = { tipo: TipoCollegamento; anno: number; numero: number };
const tipi = Object.keys(nomeCollegamento).filter((t) => t !== 'copia-di-cartaceo') as TipoCollegamento[];

export function NuovoCollegamento({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const [aperto, setAperto] = useState(false);
  const [tipo, setTipo] = useState<TipoCollegamento>('risposta');
  const [verso, setVerso] = useState('');
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: Corpo, chiave) => chiedi('POST', `${percorsoDi(r)}/collegamenti`, { corpo, chiave }),
    async () => {
      setAperto(false);
      setVerso('');
      await client.invalidateQueries(registrazioneQuery(r));
      await client.invalidateQueries(storiaQuery(r));
    },
  );
  const [, numero, anno] = /^\s*0*(\d{1,15})\s*\/\s*(\d{4})\s*$/.exec(verso) ?? [];
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (numero && anno && !invio.isPending)
      invio.mutate({ tipo, anno: Number(anno), numero: Number(numero) });
  };
  if (!aperto)
    return (
      <button type="button" className="bottone-testo" onClick={() => setAperto(true)}>
        Collega a un’altra registrazione
      </button>
    );
  return (
    <form className="collegamento-nuovo" onSubmit={invia}>
      <Campo etichetta="Tipo">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={tipo}
            onChange={(e) => setTipo(e.target.value as TipoCollegamento)}
          >
            {tipi.map((t) => (
              <option key={t} value={t}>
                {nomeCollegamento[t]}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <Campo etichetta="Numero/anno" errore={invio.error?.message}>
        {(a) => (
          <input
            {...a}
            type="text"
            placeholder="345/2026"
            value={verso}
            onChange={(e) => setVerso(e.target.value)}
          />
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" color="primary" size="xs" disabled={!numero || invio.isPending}>
          Collega (non si potrà togliere)
        </Button>
        <Button type="button" color="primary" outline size="xs" onClick={() => setAperto(false)}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
