import type { ReactElement } from 'react';
import { CampoCorrispondenti } from '../../corrispondenti/campo-corrispondenti.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { nomeFase } from '../nomi.ts';
import type { ModuloFascicolo } from './modulo.ts';
import { Righe } from './righe.tsx';

type Proprieta = {
  modulo: ModuloFascicolo;
  onCambia: (parte: Partial<ModuloFascicolo>) => void;
  errori: (campo: string) => string | undefined;
};

/** What the copertina does not need: holder, procedimento and its phases, participating administrations, structured data. */
export function CampiAltri({ modulo: m, onCambia, errori }: Proprieta): ReactElement {
  const p = m.procedimento;
  const procedimento = (parte: Partial<typeof p>): void => onCambia({ procedimento: { ...p, ...parte } });
  return (
    <>
      <div className="griglia">
        <Campo etichetta="Collocazione della parte di carta" errore={errori('luogo')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={500}
              placeholder="Armadio 3, ripiano 2"
              value={m.luogo}
              onChange={(e) => onCambia({ luogo: e.target.value })}
            />
          )}
        </Campo>
      </div>
      <CampoCorrispondenti
        id="f-intestatario"
        etichetta="Intestatario"
        aiuto="La persona o l’impresa di cui il fascicolo raccoglie i documenti."
        valori={m.intestatario ? [m.intestatario] : []}
        onCambia={(valori) => onCambia({ intestatario: valori.at(-1) })}
        errore={errori('intestatario')}
      />
      {m.tipo === 'procedimento' && (
        <GruppoCampi titolo="Procedimento" id="f-procedimento" errore={errori('procedimento')}>
          <div className="griglia">
            {(
              [
                ['denominazione', 'Denominazione del procedimento'],
                ['materia', 'Materia o struttura'],
                ['catalogo', 'Indirizzo nel catalogo dei procedimenti'],
              ] as const
            ).map(([nome, etichetta]) => (
              <Campo key={nome} etichetta={etichetta}>
                {(a) => (
                  <input
                    {...a}
                    type="text"
                    value={p[nome]}
                    onChange={(e) => procedimento({ [nome]: e.target.value })}
                  />
                )}
              </Campo>
            ))}
          </div>
          <Righe
            titolo="Fasi"
            aggiungi="Aggiungi una fase"
            righe={p.fasi}
            nuova={{ tipo: 'istruttoria', inizio: '', fine: '' }}
            onCambia={(fasi) => procedimento({ fasi })}
            campi={[
              { nome: 'tipo', etichetta: 'Fase', opzioni: Object.entries(nomeFase) },
              { nome: 'inizio', etichetta: 'Inizio', tipo: 'date' },
              { nome: 'fine', etichetta: 'Fine', tipo: 'date' },
            ]}
          />
        </GruppoCampi>
      )}
      <Righe
        titolo="Amministrazioni partecipanti"
        aggiungi="Aggiungi un’amministrazione"
        righe={m.amministrazioni}
        nuova={{ denominazione: '', codiceIpa: '' }}
        onCambia={(amministrazioni) => onCambia({ amministrazioni })}
        campi={[
          { nome: 'denominazione', etichetta: 'Denominazione' },
          { nome: 'codiceIpa', etichetta: 'Codice IPA' },
        ]}
      />
      <Righe
        titolo="Altri dati"
        aggiungi="Aggiungi un dato"
        righe={m.dati}
        nuova={{ nome: '', valore: '' }}
        onCambia={(dati) => onCambia({ dati })}
        campi={[
          { nome: 'nome', etichetta: 'Nome' },
          { nome: 'valore', etichetta: 'Valore' },
        ]}
      />
      <Campo etichetta="Note" errore={errori('note')}>
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={8000}
            value={m.note}
            onChange={(e) => onCambia({ note: e.target.value })}
          />
        )}
      </Campo>
      <p className="campo__aiuto">
        <Icona nome="info-circle" /> Questi dati non stanno sulla copertina e si possono aggiungere anche
        dopo.
      </p>
    </>
  );
}
