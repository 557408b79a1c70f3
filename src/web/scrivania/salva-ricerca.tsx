import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { salva } from './api.ts';
import type { NuovoContatore } from './tipi.ts';

/** A search of the register, kept as a counter of one's desk. */
export function SalvaRicerca({ filtri }: { filtri: NuovoContatore['filtri'] }): ReactElement {
  const client = useQueryClient();
  const [aperta, setAperta] = useState(false);
  const [nome, setNome] = useState('');
  const invio = useInvio(salva, async () => {
    annuncia('La ricerca è sulla scrivania');
    setAperta(false);
    setNome('');
    await client.invalidateQueries({ queryKey: ['scrivania', 'contatori'] });
  });
  return (
    <>
      <Button color="primary" outline size="xs" onClick={() => setAperta(true)}>
        Tieni sulla scrivania
      </Button>
      {aperta && (
        <Finestra titolo="Tieni questa ricerca sulla scrivania" onChiudi={() => setAperta(false)}>
          <form
            onSubmit={(e: FormEvent) => {
              e.preventDefault();
              if (nome.trim() && !invio.isPending) invio.mutate({ nome: nome.trim(), filtri });
            }}
          >
            <AvvisoErrore errore={invio.error} />
            <Campo etichetta="Nome" obbligatorio errore={erroriCampi(invio.error)('nome')}>
              {(c) => (
                <input
                  {...c}
                  type="text"
                  maxLength={60}
                  value={nome}
                  onChange={(e) => setNome(e.target.value)}
                />
              )}
            </Campo>
            <Button type="submit" color="primary" size="sm" disabled={!nome.trim() || invio.isPending}>
              Tieni
            </Button>
          </form>
        </Finestra>
      )}
    </>
  );
}
