import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { CONSERVAZIONE, decidi } from './api.ts';
import { CampoMotivo } from './campo-motivo.tsx';
import { STATI } from './stato.tsx';
import type { Pacchetto } from './tipi.ts';

/** What can be done with a package: confirmed or refused by who may, tried again. */
export function AzioniPacchetto({ p }: { p: Pacchetto }): ReactElement | null {
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const vai = useNavigate();
  const azione = useMutation({
    mutationFn: (via: 'conferma' | 'rifiuto' | 'riprova') => decidi(p.id, via, motivo.trim()),
    onSuccess: async (dopo) => {
      annuncia(`Pacchetto: ${STATI[dopo.stato][0].toLowerCase()}`);
      setMotivo('');
      await client.invalidateQueries({ queryKey: CONSERVAZIONE });
      if (dopo.id !== p.id) await vai({ to: '/conservazione/pacchetti/$id', params: { id: dopo.id } });
    },
  });
  const errori = erroriCampi(azione.error);
  const decide = p.puoDecidere && (p.stato === 'inviato' || p.stato === 'preso-in-carico');
  const riprova =
    p.puoVersare && p.passaggio === undefined && (p.stato === 'prodotto' || p.stato === 'rifiutato');
  if (!decide && !riprova) return null;
  return (
    <section className="carta" aria-labelledby="decidi">
      <h2 id="decidi">Che cosa si fa</h2>
      <AvvisoErrore errore={azione.error} fuoco />
      {decide && (
        <CampoMotivo
          etichetta="Motivo"
          errore={errori('motivo') ?? errori('nota')}
          aiuto="Obbligatorio per rifiutare."
          valore={motivo}
          onScrive={setMotivo}
        />
      )}
      <div className="azioni">
        {decide && (
          <>
            <Button
              type="button"
              color="primary"
              disabled={azione.isPending}
              onClick={() => azione.mutate('conferma')}
            >
              Conferma che è conservato
            </Button>
            <Button
              type="button"
              color="danger"
              outline
              disabled={azione.isPending}
              onClick={() => azione.mutate('rifiuto')}
            >
              Rifiuta
            </Button>
          </>
        )}
        {riprova && (
          <Button
            type="button"
            color="primary"
            disabled={azione.isPending}
            onClick={() => azione.mutate('riprova')}
          >
            {p.stato === 'prodotto' ? 'Invia adesso' : 'Versa di nuovo'}
          </Button>
        )}
      </div>
    </section>
  );
}
