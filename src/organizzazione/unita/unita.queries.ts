import { sql, type Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import { DA_SEMPRE, diversi, type Campo, type Stato } from './stato.ts';
import { nonTrovata, sconosciuta } from './unita.errors.ts';
import type { PeriodoUnita } from './unita.schema.ts';

export type RigaStoria = Selectable<DB['unita_storia']>;

export async function oggiARoma(tx: Tx): Promise<string> {
  const { rows } = await sql<{ oggi: string }>`SELECT oggi_a_roma() AS oggi`.execute(tx);
  return rows[0]?.oggi ?? '';
}

/** @throws Rifiuto `unita.non-trovata` */
export async function trovaUnita(tx: Tx, codice: string): Promise<{ id: string; storia: RigaStoria[] }> {
  const unita = await tx.selectFrom('unita').select('id').where('codice', '=', codice).executeTakeFirst();
  if (!unita) throw nonTrovata(codice);
  const storia = await leggiStoria(tx, unita.id);
  if (storia.length === 0) throw nonTrovata(codice);
  return { id: unita.id, storia };
}

/** The history of a unit, from its first day. */
export async function leggiStoria(tx: Tx, id: string): Promise<RigaStoria[]> {
  return await tx.selectFrom('unita_storia').selectAll().where('unita_id', '=', id).orderBy('dal').execute();
}

/**
 * Identity of a unit named in a field.
 *
 * @throws Rifiuto `unita.sconosciuta`
 */
export async function unitaNominata(tx: Tx, codice: string, campo: string): Promise<string> {
  const unita = await tx.selectFrom('unita').select('id').where('codice', '=', codice).executeTakeFirst();
  if (!unita) throw sconosciuta(codice, campo);
  return unita.id;
}

/** Codes of all units there ever were, by identity. */
export async function codiciUnita(tx: Tx): Promise<Map<string, string>> {
  const righe = await tx.selectFrom('unita').select(['id', 'codice']).execute();
  return new Map(righe.map((r) => [r.id, r.codice]));
}

/** The row that holds on a day, if the unit was there. '-infinity' comes before any day, also as a text. */
export function rigaAl<R extends { dal: string }>(storia: readonly R[], giorno: string): R | undefined {
  return storia.findLast((r) => r.dal <= giorno);
}

const nomi: Record<Campo, string> = {
  denominazione: 'denominazione',
  tipo: 'tipo',
  padre_id: 'padre',
  uop: 'uop',
  uu: 'uu',
  ufficio_protocollo: 'ufficioProtocollo',
  ordine: 'ordine',
  indirizzo: 'indirizzo',
  email: 'email',
  pec: 'pec',
  telefono: 'telefono',
  codice_univoco: 'codiceUnivoco',
};

/** A row as the API says it. */
export function statoDaRiga(
  r: Stato & { attiva: boolean },
  codici: ReadonlyMap<string, string>,
): PeriodoUnita['stato'] {
  const padre = r.padre_id === null ? undefined : codici.get(r.padre_id);
  return {
    denominazione: r.denominazione,
    tipo: r.tipo as PeriodoUnita['stato']['tipo'],
    ...(padre !== undefined && { padre }),
    uop: r.uop,
    uu: r.uu,
    ufficioProtocollo: r.ufficio_protocollo,
    ordine: r.ordine,
    ...(r.indirizzo !== null && { indirizzo: r.indirizzo }),
    ...(r.email !== null && { email: r.email }),
    ...(r.pec !== null && { pec: r.pec }),
    ...(r.telefono !== null && { telefono: r.telefono }),
    ...(r.codice_univoco !== null && { codiceUnivoco: r.codice_univoco }),
    attiva: r.attiva,
  };
}

/** The history in stretches, the latest first; each ends the day before the next begins. */
export function periodi(
  storia: readonly RigaStoria[],
  codici: ReadonlyMap<string, string>,
  oggi: string,
): PeriodoUnita[] {
  return storia
    .map((r, i): PeriodoUnita => {
      const prima = storia[i - 1];
      const dopo = storia[i + 1];
      return {
        ...(r.dal !== DA_SEMPRE && { dal: r.dal }),
        ...(dopo && { al: giornoPrima(dopo.dal) }),
        stato: statoDaRiga(r, codici),
        cambia: prima
          ? [...diversi(prima, r).map((c) => nomi[c]), ...(prima.attiva === r.attiva ? [] : ['attiva'])]
          : [],
        futura: r.dal > oggi,
        atto: r.atto,
        scrittaDa: r.scritta_da,
        scrittaIl: r.scritta_il.toISOString(),
      };
    })
    .reverse();
}

/** @param giorno `2026-01-01` */
export function giornoPrima(giorno: string): string {
  return new Date(Date.parse(giorno) - 86_400_000).toISOString().slice(0, 10);
}
