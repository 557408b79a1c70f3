import Value from 'typebox/value';
import { Type } from 'typebox';
import { Corrispondente, nominativo, verificaCorrispondente } from '#corrispondenti';
import { oraDiRoma } from '#platform/clock';
import type { Nominato } from './bozza.ts';
import { nonValido } from './registrazione.errors.ts';
import type { CampoRettificabile } from './registrazione.schema.ts';

const ElencoCorrispondenti = Type.Array(Corrispondente, { minItems: 1, maxItems: 10000 });
const ElencoFacoltativo = Type.Array(Corrispondente, { maxItems: 10000 });
const ProtocolloMittente = Type.Union([
  Type.Null(),
  Type.Object(
    {
      numero: Type.String({ minLength: 1, maxLength: 100 }),
      data: Type.Optional(Type.String({ format: 'date' })),
    },
    { additionalProperties: false },
  ),
]);

/** Value of a rettifica, checked and in the shape it is stored: text, list of named correspondents, object, instant or null. */
export type ValoreRettifica = string | Nominato[] | { numero: string; data?: string } | null;

function elencoNominati(schema: typeof ElencoCorrispondenti, valore: unknown): Nominato[] {
  if (!Value.Check(schema, valore)) {
    throw nonValido(
      'valore-non-valido',
      'valore',
      'Serve un elenco di corrispondenti, ciascuno con tipo e nome o denominazione.',
    );
  }
  return valore.map((c, i) => {
    verificaCorrispondente(c, `valore.${i}`);
    return { ...c, nominativo: nominativo(c) };
  });
}

/**
 * Checks the new value of an immutable datum as strictly as when it was registered (RN-54.1c, RN-54.1d).
 *
 * @throws Rifiuto naming the field, also when the datum does not belong to the flusso
 */
export function leggiValoreRettifica(
  campo: CampoRettificabile,
  flusso: string,
  valore: unknown,
): ValoreRettifica {
  const soloArrivo = campo === 'mittenti' || campo === 'protocolloMittente' || campo === 'dataArrivo';
  if (soloArrivo && flusso !== 'E')
    throw nonValido('campo-non-pertinente', 'campo', 'Questo dato riguarda solo i documenti in arrivo.');
  switch (campo) {
    case 'oggetto':
      if (typeof valore !== 'string' || valore.trim() === '' || valore.length > 8000) {
        throw nonValido(
          'valore-non-valido',
          'valore',
          'L’oggetto è obbligatorio, al massimo 8000 caratteri.',
        );
      }
      return valore;
    case 'mittenti':
      return elencoNominati(ElencoCorrispondenti, valore);
    case 'destinatari':
      return elencoNominati(flusso === 'E' ? ElencoFacoltativo : ElencoCorrispondenti, valore);
    case 'perConoscenza':
      return elencoNominati(ElencoFacoltativo, valore);
    case 'protocolloMittente':
      if (!Value.Check(ProtocolloMittente, valore))
        throw nonValido(
          'valore-non-valido',
          'valore',
          'Servono numero e, se c’è, data (AAAA-MM-GG) del protocollo del mittente.',
        );
      return valore;
    case 'dataArrivo': {
      if (valore === null) return null;
      const istante = typeof valore === 'string' ? new Date(valore) : new Date(NaN);
      if (Number.isNaN(istante.getTime()))
        throw nonValido('valore-non-valido', 'valore', 'Servono data e ora di arrivo con il fuso.');
      return oraDiRoma(istante);
    }
  }
}
