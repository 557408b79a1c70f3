import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { data } from '../../platform/date/roma.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { registrazioneQuery } from '../../registrazione/api.ts';
import { PROTOCOLLO } from '../../registrazione/indirizzi.ts';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** The message joins a registration that is there already: which one is shown before it is done. */
export function FinestraAllega(p: Proprieta): ReactElement {
  const [registro, setRegistro] = useState(PROTOCOLLO);
  const [numero, setNumero] = useState('');
  const [anno, setAnno] = useState(String(new Date().getFullYear()));
  const [motivo, setMotivo] = useState('');
  const cercata = useRitardato(JSON.stringify([registro, anno, numero]), 300);
  const completa =
    /^[A-Za-z0-9_.-]{1,16}$/.test(registro) && /^\d{4}$/.test(anno) && /^0*[1-9]\d{0,14}$/.test(numero);
  const { data: trovata, error } = useQuery({
    ...registrazioneQuery({ registro, anno, numero }),
    enabled: completa && cercata === JSON.stringify([registro, anno, numero]),
    retry: false,
  });
  const campo = (valore: string, cambia: (v: string) => void, massimo: number) => ({
    type: 'text',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    maxLength: massimo,
    value: valore,
    onChange: (e: { target: { value: string } }) => cambia(e.target.value.trim()),
  });
  return (
    <FinestraAtto
      {...p}
      titolo="Allega a una registrazione"
      atto="allegazione"
      corpo={{
        registro,
        anno: Number(anno),
        numero: Number(numero),
        ...(motivo.trim() && { motivo: motivo.trim() }),
      }}
      bottone="Allega"
      monito="Non si torna indietro: il messaggio resta unito a quella registrazione."
      pronto={completa && trovata !== undefined}
      fatto={`Allegato al n. ${Number(numero)}/${anno}`}
    >
      <div className="pec-quale">
        <Campo etichetta="Numero" obbligatorio>
          {(a) => <input {...a} {...campo(numero, setNumero, 15)} />}
        </Campo>
        <Campo etichetta="Anno" obbligatorio>
          {(a) => <input {...a} {...campo(anno, setAnno, 4)} />}
        </Campo>
        <Campo etichetta="Registro" obbligatorio>
          {(a) => <input {...a} {...campo(registro, setRegistro, 16)} inputMode="text" />}
        </Campo>
      </div>
      <div role="status" className="pec-trovata">
        {completa && trovata && (
          <p>
            <strong>
              {trovata.registro} {Number(trovata.numero)}/{trovata.anno}
            </strong>{' '}
            del {data(trovata.dataRegistrazione)}: «{trovata.oggetto}»
          </p>
        )}
        {completa && error && <p className="campo__errore">{error.message}</p>}
      </div>
      <Campo etichetta="Che cosa porta (facoltativo)">
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={2000}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
    </FinestraAtto>
  );
}
