import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CampoCorrispondenti } from '../../corrispondenti/campo-corrispondenti.tsx';
import { CampoCategoria } from '../esclusioni/campo-categoria.tsx';
import type { Flusso } from '../tipi.ts';
import { CampiCollegamenti } from './campi-collegamenti.tsx';
import { CampiGiaRegistrato } from './campi-gia-registrato.tsx';
import { CampiOriginali } from './campi-originali.tsx';
import { CampiRiservatezza } from './campi-riservatezza.tsx';
import { CampoModulo } from './campo-modulo.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';

/** Fields that live here: an error on one of them opens the fold. */
export const campiDegliAltriDati = [
  'perConoscenza',
  'dataDocumento',
  'luogo',
  'rpa',
  'note',
  'allegatiDichiarati',
  'copiaDi',
  'collegamenti',
  'categoriaEsclusa',
  'motivoEsclusione',
  'giaRegistrato',
  'originali',
  'riservatezza',
  'datiParticolari',
  'datiGiudiziari',
  'garaFinoA',
] as const;

/** The optional data of art. 55 and the rarer cases. */
export function AltriDati({
  flusso,
  conCategoria = true,
}: {
  flusso: Flusso;
  /** Whether a document of an excluded kind is noted from here. */
  conCategoria?: boolean;
}): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const perConoscenza = useWatch({ control, name: 'perConoscenza' });
  const destinatari = useWatch({ control, name: 'destinatari' });
  const supporto = useWatch({ control, name: 'supporto' });
  const { repertorio } = useRegistro();
  return (
    <>
      <div className="griglia">
        <CampoModulo nome="dataDocumento" etichetta="Data del documento" tipo="date" />
        <CampoModulo
          nome="luogo"
          etichetta={flusso === 'U' ? 'Luogo di destinazione' : 'Luogo di provenienza'}
          massimo={300}
        />
        <CampoModulo nome="rpa" etichetta="Responsabile del procedimento" massimo={200} />
        <CampoModulo
          nome="allegatiDichiarati"
          etichetta="Allegati dichiarati nel documento"
          cifre
          massimo={4}
        />
        {!repertorio && flusso === 'E' && supporto === 'digitale' && (
          <div className="coppia">
            <CampoModulo nome="copiaDi.numero" etichetta="Copia del cartaceo n." cifre massimo={15} />
            <CampoModulo nome="copiaDi.anno" etichetta="del" cifre massimo={4} />
          </div>
        )}
      </div>
      {flusso === 'E' && (
        <CampoCorrispondenti
          id={idCampo('destinatari')}
          etichetta="Destinatari indicati nel documento"
          valori={destinatari}
          onCambia={(valori) => setValue('destinatari', valori, { shouldDirty: true })}
          errore={useErrore('destinatari')}
        />
      )}
      <CampoCorrispondenti
        id={idCampo('perConoscenza')}
        etichetta="Per conoscenza"
        valori={perConoscenza}
        onCambia={(valori) => setValue('perConoscenza', valori, { shouldDirty: true })}
        errore={useErrore('perConoscenza')}
        conCsv={flusso === 'U'}
      />
      {repertorio && supporto === 'analogico' && <CampiOriginali />}
      <CampiRiservatezza />
      <CampiGiaRegistrato />
      <CampiCollegamenti />
      {!repertorio && conCategoria && <CampoCategoria />}
      <CampoModulo nome="note" etichetta="Note" tipo="area" massimo={8000} />
    </>
  );
}
