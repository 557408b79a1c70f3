import type { ReactElement, ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Campo } from '../../platform/ui/campo.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** Fields of the form that hold one text. */
type NomeTesto =
  | 'mezzo'
  | 'numeroRaccomandata'
  | 'protocolloMittente.numero'
  | 'protocolloMittente.data'
  | 'arrivo.giorno'
  | 'arrivo.ora'
  | 'garaFinoA.giorno'
  | 'garaFinoA.ora'
  | 'dataDocumento'
  | 'luogo'
  | 'unitaCompetente'
  | 'rpa'
  | 'note'
  | 'allegatiDichiarati'
  | 'copiaDi.anno'
  | 'copiaDi.numero'
  | 'categoriaEsclusa'
  | 'motivoEsclusione';

type Proprieta = {
  nome: NomeTesto;
  etichetta: string;
  tipo?: 'text' | 'date' | 'time' | 'area';
  cifre?: boolean;
  massimo?: number;
  aiuto?: ReactNode;
  classe?: string;
  /** `option`s: the field is then a choice. */
  opzioni?: ReactNode;
};

/** One text, date or choice of the form, with the error the server gave it. */
export function CampoModulo(p: Proprieta): ReactElement {
  const { register } = useFormContext<Modulo>();
  const primo = p.nome.split('.')[0] ?? p.nome;
  // A group of two fields has one error: it stands on the first.
  const capofila = !p.nome.includes('.') || /\.(numero|giorno|anno)$/.test(p.nome);
  const errore = useErrore(primo);
  return (
    <Campo
      id={capofila ? idCampo(primo) : idCampo(p.nome.replace('.', '-'))}
      etichetta={p.etichetta}
      errore={capofila ? errore : undefined}
      aiuto={p.aiuto}
      classe={p.classe ?? ''}
    >
      {(a) =>
        p.opzioni !== undefined ? (
          <select {...a} className="form-select" {...register(p.nome)}>
            {p.opzioni}
          </select>
        ) : p.tipo === 'area' ? (
          <textarea {...a} rows={3} maxLength={p.massimo} {...register(p.nome)} />
        ) : (
          <input
            {...a}
            type={p.tipo ?? 'text'}
            inputMode={p.cifre ? 'numeric' : undefined}
            autoComplete="off"
            maxLength={p.tipo ? undefined : p.massimo}
            {...register(p.nome)}
          />
        )
      }
    </Campo>
  );
}
