import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { personeQuery } from '../../organizzazione/api.ts';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { nominaSostituto, type Ambito } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampoPersona } from '../campo-persona.tsx';
import { CampiAmbiti } from './campi-ambiti.tsx';
import { CampiPeriodo } from './campi-periodo.tsx';

/** Names who acts for one in one of one's offices, for a period and for some things. */
export function NuovaSostituzioneModulo({ onFatto }: { onFatto: () => void }): ReactElement {
  const { utente, incarico, incarichi } = useSessione();
  const miei = incarichi.filter((i) => i.profilo !== 'amministratore');
  const { data: persone } = useQuery(personeQuery);
  const [quale, setQuale] = useState(miei.find((i) => i.id === incarico?.id)?.id ?? miei[0]?.id ?? '');
  const [sostituto, setSostituto] = useState('');
  const [ambiti, setAmbiti] = useState<Ambito[]>(['assegnazioni']);
  const [periodo, setPeriodo] = useState(() => {
    const oggi = giornoEOraDi(new Date()).giorno;
    return { dal: oggi, al: oggi };
  });
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(nominaSostituto, async () => {
    annuncia('Sostituto nominato');
    onFatto();
    await client.invalidateQueries({ queryKey: ['sostituzioni'] });
  });
  const errori = erroriCampi(invio.error);
  return (
    <form
      className="nuovo"
      noValidate
      aria-label="Nuovo sostituto"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (invio.isPending) return;
        invio.mutate({
          sostituto,
          incarico: quale,
          ambiti,
          ...periodo,
          ...(motivo.trim() && { motivo: motivo.trim() }),
        });
      }}
    >
      <h3>Nuovo sostituto</h3>
      <ErroreModulo errore={invio.error} />
      <CampoPersona
        etichetta="Chi"
        obbligatorio
        persone={persone?.items
          .filter((p) => p.id !== utente.id)
          .map((p) => ({ ...p, nota: p.unita.join(', ') }))}
        scelta={sostituto}
        onScegli={setSostituto}
        errore={errori('sostituto')}
      />
      {miei.length > 1 && (
        <Campo etichetta="In quale ufficio" errore={errori('incarico')}>
          {(a) => (
            <select {...a} className="form-select" value={quale} onChange={(e) => setQuale(e.target.value)}>
              {miei.map((i) => (
                <option key={i.id} value={i.id}>
                  {i.unita.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
      )}
      <CampiPeriodo {...periodo} onCambia={setPeriodo} errori={errori} />
      <CampiAmbiti id="sostituzione-ambiti" scelti={ambiti} onCambia={setAmbiti} errore={errori('ambiti')} />
      <Campo etichetta="Atto, se c’è" errore={errori('motivo')}>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={300}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
      <div className="azioni">
        <Button
          type="submit"
          color="primary"
          size="sm"
          disabled={invio.isPending || !sostituto || ambiti.length === 0}
        >
          Nomina
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
