import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { personeQuery } from '../../organizzazione/api.ts';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { segnaAssenza, type Ambito } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampoPersona } from '../campo-persona.tsx';
import { CampiAmbiti } from './campi-ambiti.tsx';
import { CampiPeriodo } from './campi-periodo.tsx';

/** Says when one is away, not why; if one wants, who acts meanwhile in all one's offices. */
export function NuovaAssenzaModulo({ onFatto }: { onFatto: () => void }): ReactElement {
  const io = useSessione().utente.id;
  const { data: persone } = useQuery(personeQuery);
  const [periodo, setPeriodo] = useState(() => {
    const oggi = giornoEOraDi(new Date()).giorno;
    return { dal: oggi, al: oggi };
  });
  const [nomina, setNomina] = useState(false);
  const [sostituto, setSostituto] = useState('');
  const [ambiti, setAmbiti] = useState<Ambito[]>(['assegnazioni']);
  const client = useQueryClient();
  const invio = useInvio(segnaAssenza, async () => {
    annuncia('Assenza segnata');
    onFatto();
    await client.invalidateQueries({ queryKey: ['sostituzioni'] });
  });
  const errori = erroriCampi(invio.error);
  return (
    <form
      className="nuovo"
      noValidate
      aria-label="Nuova assenza"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (!invio.isPending) invio.mutate({ ...periodo, ...(nomina && { sostituto, ambiti }) });
      }}
    >
      <h3>Nuova assenza</h3>
      <ErroreModulo errore={invio.error} />
      <CampiPeriodo {...periodo} onCambia={setPeriodo} errori={errori} />
      <p className="campo__aiuto">Il motivo non si scrive.</p>
      <label className="spunta">
        <input type="checkbox" checked={nomina} onChange={(e) => setNomina(e.target.checked)} />
        <span>Qualcuno mi sostituisce in tutti i miei uffici</span>
      </label>
      {nomina && (
        <>
          <CampoPersona
            etichetta="Chi mi sostituisce"
            obbligatorio
            persone={persone?.items
              .filter((p) => p.id !== io)
              .map((p) => ({ ...p, nota: p.unita.join(', ') }))}
            scelta={sostituto}
            onScegli={setSostituto}
            errore={errori('sostituto')}
          />
          <CampiAmbiti id="assenza-ambiti" scelti={ambiti} onCambia={setAmbiti} errore={errori('ambiti')} />
        </>
      )}
      <div className="azioni">
        <Button
          type="submit"
          color="primary"
          size="sm"
          disabled={invio.isPending || (nomina && (!sostituto || ambiti.length === 0))}
        >
          Segna l’assenza
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
