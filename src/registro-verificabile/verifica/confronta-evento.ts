import type { Contenuto } from './confronta-registrazione.ts';
import { uguali } from './confronta.ts';
import type { EventoLetto } from './righe.ts';

type Variazione = { campo: string; prima?: unknown; dopo?: unknown; motivo?: string };

/** The rows of a leaf's event, as far as they are there: each leaf takes its own, also of two events in one millisecond. */
export function confrontaEvento(
  c: Contenuto,
  eventi: readonly EventoLetto[],
  segnala: (campo: string) => void,
): number {
  const suoi = eventi.filter((e) => e.tipo === c.tipo && e.istante.toISOString() === c.istante);
  if (c.tipo === 'variazione') {
    const variazioni = (c.variazioni ?? []) as Variazione[];
    for (const v of variazioni)
      if (
        !suoi.some(
          (e) =>
            e.campo === v.campo &&
            uguali(e.prima, v.prima) &&
            uguali(e.dopo, v.dopo) &&
            uguali(e.motivo, v.motivo) &&
            e.operatore === c.operatore,
        )
      )
        segnala(v.campo);
    return variazioni.length;
  }
  const trovato = suoi.some(
    (e) =>
      e.operatore === c.operatore &&
      e.motivo === c.motivazione &&
      uguali(e.richiesta_da, c.richiestaDa) &&
      (c.tipo === 'annullamento'
        ? uguali({ numero: e.atto_numero, data: e.atto_data }, c.atto)
        : e.campo === c.campo && uguali(e.prima, c.prima) && uguali(e.dopo, c.dopo)),
  );
  if (!trovato) segnala(typeof c.campo === 'string' ? c.campo : 'annullamento');
  return 1;
}
