import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ErroreApi } from '../platform/http/errore.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { registrazioneQuery, type Riferimento } from './api.ts';
import { nomeDi } from './indirizzi.ts';
import { MotivoLettura } from './riservatezza/motivo-lettura.tsx';
import type { Registrazione } from './tipi.ts';

type Proprieta = { riferimento: Riferimento; children: (registrazione: Registrazione) => ReactElement };

/** The screen of the registration an address names, or why it cannot be shown. */
export function RegistrazioneCercata({ riferimento, children }: Proprieta): ReactElement {
  const { data, error, isPending } = useQuery(registrazioneQuery(riferimento));
  const daMotivare = error instanceof ErroreApi && error.codice === 'documento.motivo-richiesto';
  if (data && !daMotivare) return children(data);
  return (
    <Pagina titolo={`Registrazione ${nomeDi({ ...riferimento, numero: Number(riferimento.numero) })}`}>
      {isPending && <Attesa />}
      {daMotivare ? (
        <MotivoLettura riferimento={riferimento} />
      ) : error instanceof ErroreApi && error.stato === 404 ? (
        <Vuoto icona="search" titolo={error.message}>
          <p>Se c’è ma non la si vede, si può chiedere di consultarla.</p>
          <Link
            className="btn btn-outline-primary btn-sm"
            to="/consultazioni"
            search={{
              registro: riferimento.registro,
              anno: String(riferimento.anno),
              numero: String(Number(riferimento.numero)),
            }}
          >
            Chiedi di consultarla
          </Link>
        </Vuoto>
      ) : (
        <AvvisoErrore errore={error} />
      )}
    </Pagina>
  );
}
