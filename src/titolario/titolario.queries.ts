import { sql } from 'kysely';
import { dataItaliana } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

export type TitolarioCorrente = { id: string; versione: string; livelli: string[] };

/** Today at Rome, by the clock of the registers: `2026-11-21`. */
export async function oggi(tx: Tx): Promise<string> {
  const { rows } = await sql<{ oggi: string }>`SELECT oggi_a_roma() AS oggi`.execute(tx);
  return rows[0]?.oggi ?? '';
}

/**
 * The version in force on a day, or today.
 *
 * @throws Rifiuto `titolario.assente`
 */
export async function titolarioInUso(
  tx: Tx,
  giorno?: string,
  perClassificare = false,
): Promise<TitolarioCorrente> {
  const { rows } = await sql<TitolarioCorrente>`
    SELECT t.id, t.versione, t.livelli FROM titolario t
    WHERE t.id = titolario_al(${giorno ?? sql`oggi_a_roma()`})`.execute(tx);
  const [titolario] = rows;
  if (!titolario)
    throw new Rifiuto({
      codice: 'titolario.assente',
      // Asked for, it is not there; needed for a registration, it is the registration that cannot have a class.
      categoria: perClassificare ? 'nonValido' : 'nonTrovato',
      ...(perClassificare && { campo: 'classificazione' }),
      dettaglio: giorno
        ? `Nessun titolario era in uso il ${dataItaliana(giorno)}.`
        : 'Nessun titolario è in uso oggi.',
    });
  return titolario;
}

/** What the ente calls the three levels: its own words, else those of the version (CORI-3, AMB-23). */
export async function nomiLivelli(tx: Tx, livelli: string[]): Promise<string[]> {
  const riga = await tx.selectFrom('livelli_titolario').select('livelli').executeTakeFirst();
  if (riga) return riga.livelli;
  return [livelli[0] ?? 'titolo', livelli[1] ?? 'classe', livelli[2] ?? 'sottoclasse'];
}

const NON_USABILI: Record<string, (codice: string) => { codice: string; dettaglio: string }> = {
  chiusa: (codice) => ({
    codice: 'titolario.voce-chiusa',
    dettaglio: `La voce ${codice} è chiusa: non si usa più per classificare.`,
  }),
  'con-partizioni': (codice) => ({
    codice: 'titolario.voce-con-partizioni',
    dettaglio: `La voce ${codice} ha delle partizioni: si classifica in una di quelle.`,
  }),
};

/** The refusal for an entry one cannot classify under. */
export function voceNonUsabile(motivo: string, codice: string, campo = 'classificazione'): Rifiuto {
  const caso = NON_USABILI[motivo]?.(codice) ?? {
    codice: 'titolario.voce-non-usabile',
    dettaglio: `La voce ${codice} non si può usare per classificare.`,
  };
  return new Rifiuto({ ...caso, categoria: 'nonValido', campo });
}

/**
 * The entry with that code one can classify under, in the titolario in force on that day (today, if none is given), or
 * undefined when there is no such code.
 *
 * @throws Rifiuto `titolario.assente`; `titolario.voce-chiusa` (RN-42.7-3); `titolario.voce-con-partizioni` (RN-42.8-3)
 */
export async function trovaVoce(
  tx: Tx,
  codice: string,
  giorno?: string,
): Promise<{ id: string; codice: string; denominazione: string } | undefined> {
  const { id: titolarioId } = await titolarioInUso(tx, giorno, true);
  const { rows } = await sql<{ id: string; denominazione: string; motivo: string | null }>`
    SELECT v.id, v.denominazione, motivo_non_usabile(v) AS motivo FROM voce_titolario v
    WHERE v.titolario_id = ${titolarioId} AND v.codice = ${codice}`.execute(tx);
  const [voce] = rows;
  if (!voce) return undefined;
  if (voce.motivo !== null) throw voceNonUsabile(voce.motivo, codice);
  return { id: voce.id, codice, denominazione: voce.denominazione };
}

export type RigaVoce = {
  id: string;
  identita: string;
  padre_id: string | null;
  livello: number;
  codice: string | null;
  numero: number;
  denominazione: string;
  tipi: string[];
  nota: string | null;
  testo_originale: string | null;
  chiusa: boolean;
  introdotta_il: string | null;
  variata_il: string | null;
  chiusa_il: string | null;
};

/** Every entry of a version; those above come before those below, and brothers in their order, voci before partitions. */
export async function vociDi(tx: Tx, titolarioId: string): Promise<RigaVoce[]> {
  return await tx
    .selectFrom('voce_titolario')
    .select([
      'id',
      'identita',
      'padre_id',
      'livello',
      'codice',
      'numero',
      'denominazione',
      'tipi',
      'nota',
      'testo_originale',
      'chiusa',
      'introdotta_il',
      'variata_il',
      'chiusa_il',
    ])
    .where('titolario_id', '=', titolarioId)
    .orderBy('livello')
    .orderBy(sql`codice IS NOT NULL`)
    .orderBy('numero')
    .orderBy('id')
    .execute();
}

/** The same rows as one reads them, depth first, each with the names of what is above it. */
export function inOrdine(righe: readonly RigaVoce[]): (RigaVoce & { percorso: string })[] {
  const sotto = new Map<string | null, RigaVoce[]>();
  for (const riga of righe) {
    const fratelli = sotto.get(riga.padre_id);
    if (fratelli) fratelli.push(riga);
    else sotto.set(riga.padre_id, [riga]);
  }
  const tutte: (RigaVoce & { percorso: string })[] = [];
  const scendi = (padre: string | null, percorso: string): void => {
    for (const riga of sotto.get(padre) ?? []) {
      tutte.push({ ...riga, percorso });
      scendi(riga.id, percorso === '' ? riga.denominazione : `${percorso} › ${riga.denominazione}`);
    }
  };
  scendi(null, '');
  return tutte;
}
