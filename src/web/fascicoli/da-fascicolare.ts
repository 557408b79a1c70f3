import type { DaFascicolare } from './fascicola/trascina.ts';
import type { Fascicolazione } from './tipi.ts';

/** `0000345/2026 «Istanza di …»`, or the name of what has no number. */
export function titoloDi(f: Fascicolazione): string {
  return f.registrazione
    ? `${f.registrazione.numero}/${f.registrazione.anno} «${f.denominazione}»`
    : `«${f.denominazione}»`;
}

/** A document of a folder, as something that can go into another. */
export function daFascicolare(f: Fascicolazione): DaFascicolare {
  return {
    titolo: titoloDi(f),
    ...(f.registrazione && {
      registrazione: {
        registro: f.registrazione.registro,
        anno: f.registrazione.anno,
        numero: f.registrazione.numero,
      },
      ...(f.registrazione.classificazione !== undefined && {
        classificazione: f.registrazione.classificazione,
      }),
    }),
    posto: { fascicolazione: f.id, fascicolo: f.fascicolo, puoSpostare: f.puoSpostare },
  };
}
