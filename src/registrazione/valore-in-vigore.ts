import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { trovaCorrispondenti, type RigaRegistrazione } from './registrazione.queries.ts';
import type { CampoRettificabile } from './registrazione.schema.ts';
import { ultimaRettifica } from './rettifiche.ts';

const ruolo = { mittenti: 'mittente', destinatari: 'destinatario', perConoscenza: 'conoscenza' } as const;

/** The value in force of an immutable datum, in the shape a rettifica stores. */
export async function valoreInVigore(
  tx: Tx,
  r: RigaRegistrazione,
  campo: CampoRettificabile,
): Promise<unknown> {
  const rettifiche = await tx
    .selectFrom('rettifica')
    .selectAll()
    .where('registrazione_id', '=', r.id)
    .orderBy('edizione')
    .execute();
  switch (campo) {
    case 'oggetto':
      return r.oggetto_in_vigore;
    case 'protocolloMittente': {
      const originale = r.protocollo_mittente_numero
        ? {
            numero: r.protocollo_mittente_numero,
            ...(r.protocollo_mittente_data && { data: r.protocollo_mittente_data }),
          }
        : undefined;
      return ultimaRettifica<unknown>(rettifiche, campo, originale) ?? null;
    }
    case 'dataArrivo':
      return ultimaRettifica(rettifiche, campo, r.data_arrivo ? oraDiRoma(r.data_arrivo) : undefined) ?? null;
    case 'mittenti':
    case 'destinatari':
    case 'perConoscenza':
      return (await trovaCorrispondenti(tx, r.id, ruolo[campo], 0, 10_000)).map((c) => c.dati);
  }
}
