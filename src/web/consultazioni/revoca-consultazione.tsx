import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { CONSULTAZIONI, revocaConsultazione, type Consultazione } from './api.ts';

/** Why a consultation ends before its day. */
export function RevocaConsultazione({ c }: { c: Consultazione }): ReactElement {
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const revoca = useMutation({
    mutationFn: () => revocaConsultazione(c.id, motivo.trim()),
    onSuccess: async () => {
      annuncia('Consultazione revocata');
      await client.invalidateQueries({ queryKey: CONSULTAZIONI });
    },
  });
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!revoca.isPending && motivo.trim()) revoca.mutate();
  };
  return (
    <form className="decisione" onSubmit={invia} noValidate aria-label="Revoca">
      <AvvisoErrore errore={revoca.error} fuoco />
      <Campo etichetta="Perché la consultazione finisce" obbligatorio>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={2000}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
      <Button type="submit" color="danger" size="sm" disabled={revoca.isPending || motivo.trim() === ''}>
        Revoca la consultazione
      </Button>
    </form>
  );
}
