import type { UnitaChiuse } from '../../../organizzazione/unita/unita.schema.ts';

export type Proseguito = {
  /** Office to put in the form: the same while it is open, the one that does its work, or none. */
  codice: string | undefined;
  /** What to say of it, when it is not the one asked for. */
  avviso?: string;
};

/** The competent office of an old registration or of a template, today: a closed one gives way to its successor. */
export function ufficioProseguito(codice: string | undefined, chiuse: UnitaChiuse['items']): Proseguito {
  const chiusa = chiuse.find((u) => u.codice === codice);
  if (!chiusa) return { codice };
  const { denominazione, successore } = chiusa;
  return successore
    ? {
        codice: successore.codice,
        avviso: `«${denominazione}» non c’è più: al suo posto è proposto «${successore.denominazione}».`,
      }
    : {
        codice: undefined,
        avviso: `«${denominazione}» non c’è più e nessuno ne continua il lavoro: scegliere un altro ufficio competente.`,
      };
}
