import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CampoModulo } from '../registra/campo-modulo.tsx';
import type { Modulo } from '../registra/modulo.ts';
import { categorieQuery, type CategoriaEsclusa } from './api.ts';

/** Kind of document: what is excluded from registration by law or by the ente's manual (art. 38). */
export function CampoCategoria(): ReactElement {
  const { control } = useFormContext<Modulo>();
  const codice = useWatch({ control, name: 'categoriaEsclusa' });
  const mezzo = useWatch({ control, name: 'mezzo' });
  const { data } = useQuery(categorieQuery);
  const scelta = data?.items.find((c) => c.codice === codice);
  return (
    <>
      <CampoModulo
        nome="categoriaEsclusa"
        etichetta="Genere del documento"
        opzioni={
          <>
            <option value="">Da registrare</option>
            <Gruppo nome="Escluso per legge" voci={data?.items.filter((c) => c.ambito === 'legge')} />
            <Gruppo
              nome="Escluso dal manuale dell’ente"
              voci={data?.items.filter((c) => c.ambito !== 'legge')}
            />
          </>
        }
        {...(scelta && { aiuto: spiega(scelta, mezzo) })}
      />
      {scelta?.residuale && mezzo !== 'raccomandata' && (
        <CampoModulo
          nome="motivoEsclusione"
          etichetta="Motivo dell’esclusione (obbligatorio)"
          massimo={1000}
        />
      )}
    </>
  );
}

function spiega(c: CategoriaEsclusa, mezzo: string): string {
  if (mezzo === 'raccomandata') return 'Arrivato per raccomandata: si registra comunque.';
  return [`Non si registra (${c.origine}).`, c.condizione].filter(Boolean).join(' ');
}

function Gruppo({ nome, voci }: { nome: string; voci: CategoriaEsclusa[] | undefined }): ReactElement | null {
  if (!voci?.length) return null;
  return (
    <optgroup label={nome}>
      {voci.map((c) => (
        <option key={c.codice} value={c.codice}>
          {c.denominazione}
        </option>
      ))}
    </optgroup>
  );
}
