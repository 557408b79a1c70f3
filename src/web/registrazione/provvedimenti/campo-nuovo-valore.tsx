import type { ReactElement } from 'react';
import { CampoCorrispondenti } from '../../corrispondenti/campo-corrispondenti.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { nomeCampoRettificabile } from '../nomi.ts';
import type { CampoRettificabile } from '../tipi.ts';
import type { NuoviValori } from './valore-rettifica.ts';

type Proprieta = {
  campo: CampoRettificabile;
  valori: NuoviValori;
  onCambia: (valori: NuoviValori) => void;
  errore: string | undefined;
};

/** The field for the new value, of the kind of the datum. */
export function CampoNuovoValore({ campo, valori: v, onCambia, errore }: Proprieta): ReactElement {
  switch (campo) {
    case 'oggetto':
      return (
        <Campo etichetta="Nuovo oggetto" errore={errore}>
          {(a) => (
            <textarea
              {...a}
              rows={3}
              maxLength={8000}
              value={v.oggetto}
              onChange={(e) => onCambia({ ...v, oggetto: e.target.value })}
            />
          )}
        </Campo>
      );
    case 'mittenti':
    case 'destinatari':
    case 'perConoscenza':
      return (
        <CampoCorrispondenti
          key={campo}
          id={`rettifica-${campo}`}
          etichetta={`${nomeCampoRettificabile[campo]}: come devono risultare`}
          valori={v[campo]}
          onCambia={(valori) => onCambia({ ...v, [campo]: valori })}
          errore={errore}
        />
      );
    case 'protocolloMittente':
      return (
        <div className="coppia">
          <Campo etichetta="Nuovo protocollo del mittente" errore={errore}>
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={100}
                value={v.protocolloMittente.numero}
                onChange={(e) =>
                  onCambia({ ...v, protocolloMittente: { ...v.protocolloMittente, numero: e.target.value } })
                }
              />
            )}
          </Campo>
          <Campo etichetta="del">
            {(a) => (
              <input
                {...a}
                type="date"
                value={v.protocolloMittente.data}
                onChange={(e) =>
                  onCambia({ ...v, protocolloMittente: { ...v.protocolloMittente, data: e.target.value } })
                }
              />
            )}
          </Campo>
        </div>
      );
    case 'dataArrivo':
      return (
        <div className="coppia">
          <Campo etichetta="Nuova data di arrivo" errore={errore}>
            {(a) => (
              <input
                {...a}
                type="date"
                value={v.dataArrivo.giorno}
                onChange={(e) => onCambia({ ...v, dataArrivo: { ...v.dataArrivo, giorno: e.target.value } })}
              />
            )}
          </Campo>
          <Campo etichetta="alle ore">
            {(a) => (
              <input
                {...a}
                type="time"
                value={v.dataArrivo.ora}
                onChange={(e) => onCambia({ ...v, dataArrivo: { ...v.dataArrivo, ora: e.target.value } })}
              />
            )}
          </Campo>
        </div>
      );
  }
}
