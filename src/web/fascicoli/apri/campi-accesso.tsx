import type { ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { nomeRiservatezza } from '../nomi.ts';
import type { Riservatezza } from '../tipi.ts';
import type { ModuloFascicolo } from './modulo.ts';

type Proprieta = {
  modulo: ModuloFascicolo;
  onCambia: (parte: Partial<ModuloFascicolo>) => void;
  errori: (campo: string) => string | undefined;
};

/** Who may see it: always said, also when it is everybody (RN-44.1d, AMB-08). What is reserved is not for all offices. */
export function CampiAccesso({ modulo: m, onCambia, errori }: Proprieta): ReactElement {
  const { data: unita } = useUnita();
  const riservato = m.riservatezza !== 'nessuno';
  const alterna = (codice: string, si: boolean): void =>
    onCambia({ uffici: si ? [...m.uffici, codice] : m.uffici.filter((u) => u !== codice) });
  return (
    <>
      <Scelta<Riservatezza>
        legenda="Livello di riservatezza (obbligatorio)"
        valore={m.riservatezza}
        onCambia={(riservatezza) =>
          onCambia({ riservatezza, tutti: riservatezza === 'nessuno' ? m.tutti : false })
        }
        opzioni={(Object.keys(nomeRiservatezza) as Riservatezza[]).map((valore) => ({
          valore,
          etichetta: nomeRiservatezza[valore],
        }))}
      />
      {errori('riservatezza') && <p className="campo__errore">{errori('riservatezza')}</p>}
      <Scelta
        legenda="Uffici che vi possono accedere (obbligatorio)"
        valore={m.tutti ? 'tutti' : 'alcuni'}
        onCambia={(chi) => onCambia({ tutti: chi === 'tutti' })}
        disabilitata={riservato}
        opzioni={[
          { valore: 'tutti', etichetta: 'Tutti' },
          { valore: 'alcuni', etichetta: 'Solo alcuni' },
        ]}
      />
      {riservato && <p className="campo__aiuto">Un fascicolo riservato si apre solo agli uffici indicati.</p>}
      {!m.tutti && (
        <GruppoCampi titolo="Quali uffici" id="f-uffici" errore={errori('uffici')}>
          <div className="spunte">
            {unita?.map((u) => (
              <label key={u.codice} className="spunta">
                <input
                  type="checkbox"
                  checked={m.uffici.includes(u.codice)}
                  onChange={(e) => alterna(u.codice, e.target.checked)}
                />
                <span>{u.denominazione}</span>
              </label>
            ))}
          </div>
        </GruppoCampi>
      )}
    </>
  );
}
