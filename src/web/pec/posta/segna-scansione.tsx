import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { segna } from '../api.ts';
import type { Messaggio, Parte } from '../tipi.ts';

const SOTTOSCRITTO = 'bes-13';

/** Whether a file without a digital signature is the scan of an original signed by hand (BES-13): only who looks at it can say. */
export function SegnaScansione({
  messaggio: m,
  parte: p,
}: {
  messaggio: Messaggio;
  parte: Parte;
}): ReactElement | null {
  const client = useQueryClient();
  const puo = usePermesso('pec.registra');
  const segno = useMutation({
    mutationFn: (si: boolean) =>
      segna(m.id, {
        percorsi: si ? [...m.scansioni, p.percorso] : m.scansioni.filter((altra) => altra !== p.percorso),
      }),
    onSuccess: async () => {
      annuncia('Annotato');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  });
  const segnata = m.scansioni.includes(p.percorso);
  const senzaFirma = m.esiti.some(
    (e) => e.codice === SOTTOSCRITTO && e.allegato === p.percorso && e.esito === 'non-conforme',
  );
  if (!puo || m.conclusoIl !== undefined || !(segnata || senzaFirma)) return null;
  return (
    <>
      <label className="spunta">
        <input
          type="checkbox"
          checked={segnata}
          disabled={segno.isPending}
          onChange={(e) => segno.mutate(e.target.checked)}
        />
        <span>
          Scansione di originale sottoscritto<span className="visually-hidden">: {p.nome}</span>
        </span>
      </label>
      <AvvisoErrore errore={segno.error} />
    </>
  );
}
