import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { concedi, type NuovaAutorizzazione, type Profilo, type Utente } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampoMotivo } from '../campo-motivo.tsx';
import { CampiPoteri, type Poteri } from './campi-poteri.tsx';

type Proprieta = { utente: Utente; profili: [Profilo, ...Profilo[]]; onFatto: () => void };

/** Gives somebody a profile at an office; it holds from his next request on. */
export function NuovaAutorizzazioneModulo({ utente: u, profili, onFatto }: Proprieta): ReactElement {
  const { data: uffici } = useUnita();
  const [unita, setUnita] = useState('');
  const [poteri, setPoteri] = useState<Poteri>({
    profilo: profili[0],
    responsabileUnita: false,
    accesso: 'contenuto',
    dal: '',
    al: '',
  });
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: NuovaAutorizzazione, chiave) => concedi(u.id, corpo, chiave),
    async () => {
      annuncia('Autorizzazione concessa');
      onFatto();
      await client.invalidateQueries({ queryKey: ['utenti'] });
    },
  );
  const errori = erroriCampi(invio.error);
  const concediOra = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const { dal, al, profilo, responsabileUnita, accesso } = poteri;
    const dirige = profilo !== 'amministratore' && responsabileUnita;
    invio.mutate({
      unita,
      profilo,
      responsabileUnita: dirige,
      accesso,
      ...(dal && { dal }),
      ...(al && { al }),
      motivo: motivo.trim(),
    });
  };
  return (
    <form className="nuovo" onSubmit={concediOra} noValidate aria-label="Nuova autorizzazione">
      <h4>Nuova autorizzazione</h4>
      <ErroreModulo errore={invio.error} />
      <Campo etichetta="Ufficio" obbligatorio errore={errori('unita')}>
        {(a) => (
          <select
            {...a}
            className="form-select"
            autoFocus
            value={unita}
            onChange={(e) => setUnita(e.target.value)}
          >
            <option value="">Scegliere…</option>
            {uffici?.map((x) => (
              <option key={x.codice} value={x.codice}>
                {x.denominazione}
                {x.uop && ' (UOP: registra)'}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <CampiPoteri poteri={poteri} onCambia={setPoteri} profili={profili} conInizio errori={errori} />
      {!u.incaricato && poteri.profilo !== 'amministratore' && (
        <p className="campo__aiuto">
          Non è incaricato del trattamento dei dati: finché non lo è non apre né registra la corrispondenza,
          qualunque sia il profilo.
        </p>
      )}
      <CampoMotivo valore={motivo} onCambia={setMotivo} errore={errori('motivo')} />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={invio.isPending || !unita}>
          Concedi
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
