import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Scelta } from '../platform/ui/scelta.tsx';
import { istituisci, repertoriQuery } from './api.ts';
import { CampiRepertorio, type DatiRepertorio } from './campi-repertorio.tsx';
import { nomeNumerazione } from './nomi.ts';
import type { NuovoRepertorio, Repertorio } from './tipi.ts';

const vuoti: DatiRepertorio = { denominazione: '', descrizione: '', classificazione: '', uffici: [] };

/** A register of the ente's own beside those of the manual: an act of the RSP (RN-9.2). */
export function PaginaNuovoRepertorio(): ReactElement {
  const [codice, setCodice] = useState('');
  const [numerazione, setNumerazione] = useState<Repertorio['numerazione']>('annuale');
  const [valori, setValori] = useState(vuoti);
  const client = useQueryClient();
  const vai = useNavigate();
  const invio = useInvio(istituisci, async (r) => {
    annuncia('Repertorio istituito');
    await client.invalidateQueries(repertoriQuery);
    await vai({ to: '/repertori/$registro', params: { registro: r.codice }, search: {} });
  });
  const errori = erroriCampi(invio.error);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const corpo: NuovoRepertorio = {
      codice,
      numerazione,
      denominazione: valori.denominazione,
      ...(valori.descrizione.trim() && { descrizione: valori.descrizione.trim() }),
      ...(valori.classificazione && { classificazione: valori.classificazione }),
      ...(valori.uffici.length > 0 && { uffici: valori.uffici }),
    };
    invio.mutate(corpo);
  };
  return (
    <Pagina
      titolo="Nuovo repertorio"
      occhiello="Codice e numerazione non si cambiano più: il codice compare in ogni segnatura."
      classe="pagina--stretta"
    >
      <AvvisoErrore errore={invio.error} fuoco />
      <form onSubmit={invia} noValidate>
        <Campo
          etichetta="Codice"
          obbligatorio
          errore={errori('codice')}
          aiuto="Da 1 a 16 fra lettere, cifre, punto e trattino basso. Per esempio PASSI_CARRABILI."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={16}
              autoComplete="off"
              value={codice}
              onChange={(e) => setCodice(e.target.value.toUpperCase())}
            />
          )}
        </Campo>
        <Scelta
          legenda="Numerazione"
          valore={numerazione}
          onCambia={setNumerazione}
          opzioni={(['annuale', 'continua'] as const).map((valore) => ({
            valore,
            etichetta: nomeNumerazione[valore],
          }))}
        />
        <p className="campo__aiuto">Annuale: riparte da 1 ogni anno. Continua: non riparte mai.</p>
        <CampiRepertorio valori={valori} onCambia={setValori} errori={errori} />
        <div className="azioni">
          <Button type="submit" color="primary" disabled={invio.isPending}>
            Istituisci il repertorio
          </Button>
          <Link to="/repertori" className="btn btn-outline-primary">
            Torna ai repertori
          </Link>
        </div>
      </form>
    </Pagina>
  );
}
