import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { nomeCampo } from '#registrazione';
import type { Modifica } from './giornata.ts';

export const TIPO = { annullamento: 'Annullata', rettifica: 'Rettificato', variazione: 'Modificato' };

export const quando = (istante: Date): string =>
  `${dataItaliana(giornoDiRoma(istante))} ${oraDiRoma(istante).slice(11, 19)}`;
const valori = (v: readonly string[]): string => (v.length > 0 ? v.join('; ') : '—');

/** A change in one line: what, when, by whom, before, after and why. */
export function inBreve(m: Modifica): string {
  const campo = nomeCampo[m.campo ?? ''] ?? m.campo ?? '';
  if (m.tipo === 'annullamento')
    return `ANNULLATA il ${quando(m.istante)} da ${m.operatore}: ${m.motivo ?? ''} (provvedimento ${m.atto?.numero ?? ''} del ${dataItaliana(m.atto?.data ?? '')})`;
  return `${TIPO[m.tipo]} ${campo} il ${quando(m.istante)} da ${m.operatore}: da «${valori(m.prima)}» a «${valori(m.dopo)}»${m.motivo === undefined ? '' : `. Motivo: ${m.motivo}`}`;
}
