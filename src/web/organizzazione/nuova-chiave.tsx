import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi, istanteDiRoma } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { nomiAmbiti } from './ambiti.ts';
import { chiaviQuery, creaChiave, useUnita, type ChiaveCreata } from './api.ts';

const unAnno = (): string => giornoEOraDi(new Date(Date.now() + 365 * 86_400_000)).giorno;

export function NuovaChiaveModulo({ onCreata }: { onCreata: (chiave: ChiaveCreata) => void }): ReactElement {
  const [nome, setNome] = useState('');
  const [ambiti, setAmbiti] = useState<string[]>([]);
  const [scade, setScade] = useState(unAnno);
  const [unita, setUnita] = useState('');
  const { data: uffici } = useUnita();
  const client = useQueryClient();
  const invio = useInvio(creaChiave, async (creata) => {
    setNome('');
    setAmbiti([]);
    onCreata(creata);
    await client.invalidateQueries(chiaviQuery);
  });
  const errori = erroriCampi(invio.error);
  const crea = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    invio.mutate({
      nome,
      ambiti,
      scadeIl: istanteDiRoma(scade, '23:59') ?? scade,
      ...(unita && { unita }),
    });
  };
  return (
    <form className="carta" onSubmit={crea} noValidate aria-label="Nuova chiave">
      <h3>Nuova chiave</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        <Campo
          etichetta="Nome"
          errore={errori('nome')}
          aiuto="A che cosa serve: si leggerà in ogni cosa che fa."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={100}
              value={nome}
              onChange={(e) => setNome(e.target.value)}
            />
          )}
        </Campo>
        <Campo etichetta="Vale fino al" errore={errori('scadeIl')} aiuto="Al più due anni.">
          {(a) => <input {...a} type="date" value={scade} onChange={(e) => setScade(e.target.value)} />}
        </Campo>
        <Campo
          etichetta="Agisce per l’ufficio"
          errore={errori('unita')}
          aiuto="Per registrare occorre un’unità di protocollo."
        >
          {(a) => (
            <select {...a} className="form-select" value={unita} onChange={(e) => setUnita(e.target.value)}>
              <option value="">—</option>
              {uffici?.map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                  {u.uop && ' (UOP)'}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <GruppoCampi titolo="Può" errore={errori('ambiti')}>
        {Object.entries(nomiAmbiti).map(([ambito, detto]) => (
          <label key={ambito} className="spunta">
            <input
              type="checkbox"
              checked={ambiti.includes(ambito)}
              onChange={(e) =>
                setAmbiti(e.target.checked ? [...ambiti, ambito] : ambiti.filter((x) => x !== ambito))
              }
            />
            <span>
              {detto} <code>{ambito}</code>
            </span>
          </label>
        ))}
      </GruppoCampi>
      <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
        Crea la chiave
      </Button>
    </form>
  );
}
