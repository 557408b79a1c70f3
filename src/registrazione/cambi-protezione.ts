import { vedeTutto, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { nonIncaricato } from './regole/protezione.ts';
import { nonAmmesso, nonValido } from './registrazione.errors.ts';
import type { RigaRegistrazione } from './registrazione.queries.ts';
import { Riservatezza, type ModificaFacoltativi } from './registrazione.schema.ts';

/** One datum that changes: its value before and after, the columns that hold it. */
export type Cambio = {
  campo: string;
  prima: unknown;
  dopo: unknown;
  colonne: Record<string, string | boolean | null>;
  motivo?: string;
};

const LIVELLI = Riservatezza.anyOf.map((l) => l.const);
const MOTIVO_MINIMO = 10;

/**
 * Changes of how a document is protected (RN-A.9, RN-A.10). Whoever may change its data may protect it more; to protect it less
 * is for the RSP, who sees the whole register, and the heads of offices, and wants a reason that stays.
 *
 * @throws Rifiuto `registrazione.protezione-non-riducibile`, `registrazione.motivo-mancante`, `registrazione.dati-non-incaricato`,
 *   `registrazione.gara-passata`
 */
export function cambiProtezione(
  ctx: Contesto,
  adesso: Date,
  r: RigaRegistrazione,
  m: ModificaFacoltativi,
): Cambio[] {
  const cambi: Cambio[] = [];
  let riduce = false;
  if (m.riservatezza !== undefined && m.riservatezza !== r.riservatezza) {
    riduce ||= LIVELLI.indexOf(m.riservatezza) < LIVELLI.indexOf(r.riservatezza as Riservatezza);
    cambi.push({
      campo: 'riservatezza',
      prima: r.riservatezza,
      dopo: m.riservatezza,
      colonne: { riservatezza: m.riservatezza },
    });
  }
  for (const [campo, colonna, quali, incaricato] of [
    ['datiParticolari', 'dati_particolari', 'particolari', ctx.datiParticolari],
    ['datiGiudiziari', 'dati_giudiziari', 'giudiziari', ctx.datiGiudiziari],
  ] as const) {
    const dopo = m[campo];
    if (dopo === undefined || dopo === r[colonna]) continue;
    if (dopo && ctx.soggetto.tipo === 'utente' && !incaricato) throw nonIncaricato(quali);
    riduce ||= !dopo;
    cambi.push({ campo, prima: r[colonna], dopo, colonne: { [colonna]: dopo } });
  }
  if (m.garaFinoA !== undefined) {
    const dopo = m.garaFinoA === null ? null : new Date(m.garaFinoA);
    if (dopo?.getTime() !== r.gara_fino_a?.getTime()) {
      if (dopo !== null && dopo <= adesso)
        throw nonValido('gara-passata', 'garaFinoA', 'L’apertura delle offerte è già passata.');
      riduce ||= r.gara_in_corso && r.gara_fino_a !== null && (dopo === null || dopo < r.gara_fino_a);
      cambi.push({
        campo: 'garaFinoA',
        prima: r.gara_fino_a && oraDiRoma(r.gara_fino_a),
        dopo: dopo && oraDiRoma(dopo),
        colonne: { gara_fino_a: dopo?.toISOString() ?? null },
      });
    }
  }
  if (!riduce) return cambi;
  if (!ctx.responsabileUnita && !(vedeTutto(ctx) && ctx.profilo !== 'operatore'))
    throw nonAmmesso(
      'protezione-non-riducibile',
      'Una protezione la toglie o la riduce il responsabile del protocollo, o il responsabile dell’ufficio.',
    );
  const motivo = m.motivoRiservatezza?.trim() ?? '';
  if (motivo.length < MOTIVO_MINIMO)
    throw nonValido(
      'motivo-mancante',
      'motivoRiservatezza',
      `Chi riduce una protezione dice perché (almeno ${MOTIVO_MINIMO} caratteri): resta nella storia.`,
    );
  return cambi.map((c) => ({ ...c, motivo }));
}
