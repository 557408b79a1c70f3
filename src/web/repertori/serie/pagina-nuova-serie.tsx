import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { creaSerie, elencoSerieQuery } from './api.ts';
import { CampiSerie, datiDi, versoNuova } from './campi-serie.tsx';

export function PaginaNuovaSerie(): ReactElement {
  const [valori, setValori] = useState(() => datiDi());
  const client = useQueryClient();
  const vai = useNavigate();
  const invio = useInvio(creaSerie, async (s) => {
    annuncia('Serie istituita');
    await client.invalidateQueries(elencoSerieQuery);
    await vai({ to: '/serie/$id', params: { id: s.id } });
  });
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate(versoNuova(valori));
  };
  return (
    <Pagina titolo="Nuova serie" classe="pagina--stretta">
      <AvvisoErrore errore={invio.error} fuoco />
      <form onSubmit={invia} noValidate>
        <CampiSerie valori={valori} onCambia={setValori} errori={erroriCampi(invio.error)} />
        <div className="azioni">
          <Button type="submit" color="primary" disabled={invio.isPending}>
            Istituisci la serie
          </Button>
          <Link to="/serie" className="btn btn-outline-primary">
            Torna alle serie
          </Link>
        </div>
      </form>
    </Pagina>
  );
}
