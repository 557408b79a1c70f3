import type { ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { nomeTipoCriterio } from '../nomi.ts';
import type { NuovaSerie, Serie, TipoCriterio } from '../tipi.ts';

export type DatiSerie = {
  denominazione: string;
  criterio: string;
  tipoCriterio: TipoCriterio;
  attivita: string;
  ufficio: string;
  estremoIniziale: string;
  estremoFinale: string;
  note: string;
};

export function datiDi(s?: Serie): DatiSerie {
  return {
    denominazione: s?.denominazione ?? '',
    criterio: s?.criterio ?? '',
    tipoCriterio: s?.tipoCriterio ?? 'forma',
    attivita: s?.attivita ?? '',
    ufficio: s?.ufficio?.codice ?? '',
    estremoIniziale: s?.estremoIniziale ?? '',
    estremoFinale: s?.estremoFinale ?? '',
    note: s?.note ?? '',
  };
}

/** As a new series is sent: what is empty is left out. */
export function versoNuova(d: DatiSerie): NuovaSerie {
  const { denominazione, criterio, tipoCriterio, ...facoltativi } = d;
  const pieni = Object.entries(facoltativi).filter(([, valore]) => valore.trim() !== '');
  return { denominazione, criterio, tipoCriterio, ...Object.fromEntries(pieni) };
}

type Proprieta = {
  valori: DatiSerie;
  onCambia: (valori: DatiSerie) => void;
  errori: (campo: string) => string | undefined;
};

/** A series: its name and, compulsory, the criterion (RN-47.2). */
export function CampiSerie({ valori: v, onCambia, errori }: Proprieta): ReactElement {
  const { data: unita } = useUnita();
  const riga = (
    nome: Exclude<keyof DatiSerie, 'tipoCriterio' | 'ufficio'>,
    etichetta: string,
    altro: { tipo?: 'text' | 'date'; massimo?: number; obbligatorio?: boolean } = {},
  ): ReactElement => (
    <Campo etichetta={etichetta} obbligatorio={altro.obbligatorio ?? false} errore={errori(nome)}>
      {(a) => (
        <input
          {...a}
          type={altro.tipo ?? 'text'}
          maxLength={altro.massimo ?? 300}
          value={v[nome]}
          onChange={(e) => onCambia({ ...v, [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  return (
    <>
      {riga('denominazione', 'Denominazione', { obbligatorio: true })}
      <div className="griglia">
        <Campo etichetta="Che cosa accomuna le unità" obbligatorio errore={errori('tipoCriterio')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={v.tipoCriterio}
              onChange={(e) => onCambia({ ...v, tipoCriterio: e.target.value as TipoCriterio })}
            >
              {Object.entries(nomeTipoCriterio).map(([codice, nome]) => (
                <option key={codice} value={codice}>
                  {nome}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Ufficio responsabile" errore={errori('ufficio')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={v.ufficio}
              onChange={(e) => onCambia({ ...v, ufficio: e.target.value })}
            >
              <option value="">—</option>
              {unita?.map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <Campo
        etichetta="Criterio"
        obbligatorio
        errore={errori('criterio')}
        aiuto="Con quale criterio fascicoli e registri vi sono riuniti e ordinati."
      >
        {(a) => (
          <textarea
            {...a}
            rows={3}
            maxLength={2000}
            value={v.criterio}
            onChange={(e) => onCambia({ ...v, criterio: e.target.value })}
          />
        )}
      </Campo>
      <div className="griglia">
        {riga('attivita', 'Attività che la produce')}
        {riga('estremoIniziale', 'Dal', { tipo: 'date' })}
        {riga('estremoFinale', 'Al', { tipo: 'date' })}
      </div>
      {riga('note', 'Note', { massimo: 4000 })}
    </>
  );
}
