import type { ReactElement } from 'react';
import { contrassegni, nominativo, nomeTipo } from './nominativo.ts';
import type { VoceRubrica } from './tipi.ts';

export function VoceInLettura({ voce }: { voce: VoceRubrica }): ReactElement {
  return (
    <section className="carta" aria-label={nominativo(voce)}>
      <h2>{nominativo(voce)}</h2>
      <p>{nomeTipo[voce.tipo]}</p>
      <p>{contrassegni(voce)}</p>
      {voce.telefono && <p>Tel. {voce.telefono}</p>}
      {voce.note && <p>{voce.note}</p>}
    </section>
  );
}
