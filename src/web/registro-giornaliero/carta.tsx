import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import type { VoceEstratto } from './tipi.ts';

export type Esito = { esito: 'accettata' | 'rifiutata'; motivo: string };

type Proprieta = {
  carta: VoceEstratto['carta'][number];
  numero: string;
  detto: Esito | undefined;
  modificabile: boolean;
  onEsito: (esito: Esito) => void;
};

/** A document on paper: collected, or refused saying why (RN-35.1e). */
export function Carta({ carta, numero, detto, modificabile, onEsito }: Proprieta): ReactElement {
  if (carta.esito !== undefined || !modificabile)
    return (
      <p>
        Documento di carta, {carta.ufficio}:{' '}
        {carta.esito === 'accettata'
          ? 'ritirato'
          : carta.esito === 'rifiutata'
            ? `rifiutato (${carta.motivo ?? ''})`
            : 'attende'}
      </p>
    );
  const motivo = detto?.motivo ?? '';
  const scelta = (esito: Esito['esito'], nome: string): ReactElement => (
    <label className="form-check-inline">
      <input
        type="radio"
        name={carta.assegnazione}
        checked={detto?.esito === esito}
        onChange={() => onEsito({ esito, motivo })}
      />{' '}
      {nome}
    </label>
  );
  return (
    <GruppoCampi titolo={`Documento di carta ${numero}, ${carta.ufficio}`}>
      {scelta('accettata', 'Si ritira')}
      {scelta('rifiutata', 'Si rifiuta')}
      {detto?.esito === 'rifiutata' && (
        <Campo etichetta="Perché si rifiuta" obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              value={motivo}
              maxLength={1000}
              onChange={(ev) => onEsito({ esito: 'rifiutata', motivo: ev.target.value })}
            />
          )}
        </Campo>
      )}
    </GruppoCampi>
  );
}
