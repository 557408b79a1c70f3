import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { trovaVoce } from '../titolario.queries.ts';
import type { VoceProntuario } from './prontuario.schema.ts';

type Riga = {
  id: string;
  testo: string;
  codice: string | null;
  denominazione: string | null;
  percorso: string | null;
  ufficio: string | null;
  ufficio_denominazione: string | null;
  tipo: string | null;
  note: string | null;
  origine: VoceProntuario['origine'];
  versione: number;
};

/** Entries (alias `x`) with what they lead to in the titolario in use today, where one can still classify under it; of a
 * closed office, the one that does its work. */
export const DA_PRONTUARIO: RawBuilder<unknown> = sql`
  prontuario_voce x
  LEFT JOIN voce_titolario v ON v.identita = x.voce_identita AND v.titolario_id = titolario_al(oggi_a_roma())
    AND motivo_non_usabile(v) IS NULL
  LEFT JOIN voce_titolario p ON p.id = v.padre_id
  LEFT JOIN voce_titolario n ON n.id = p.padre_id
  LEFT JOIN unita suo ON suo.id = x.unita_id
  LEFT JOIN unita u ON u.id = CASE WHEN suo.attiva THEN suo.id ELSE successore_di(suo.id) END`;

export const COLONNE_PRONTUARIO: RawBuilder<unknown> = sql`
  x.id, x.testo, v.codice, v.denominazione, concat_ws(' › ', n.denominazione, p.denominazione) AS percorso, u.codice AS ufficio,
  u.denominazione AS ufficio_denominazione, x.tipo, x.note, x.origine, x.versione`;

export function voceDaRiga(r: Riga): VoceProntuario {
  return {
    id: r.id,
    testo: r.testo,
    ...(r.codice !== null && {
      classificazione: {
        codice: r.codice,
        denominazione: r.denominazione ?? '',
        percorso: r.percorso ?? '',
      },
    }),
    ...(r.ufficio !== null && {
      ufficio: { codice: r.ufficio, denominazione: r.ufficio_denominazione ?? '' },
    }),
    ...(r.tipo !== null && { tipo: r.tipo }),
    ...(r.note !== null && { note: r.note }),
    origine: r.origine,
    versione: r.versione,
  };
}

/** @throws Rifiuto `prontuario.non-trovata` */
export async function leggiVoceProntuario(tx: Tx, id: string): Promise<VoceProntuario> {
  const { rows } =
    await sql<Riga>`SELECT ${COLONNE_PRONTUARIO} FROM ${DA_PRONTUARIO} WHERE x.id = ${id}`.execute(tx);
  const [riga] = rows;
  if (!riga)
    throw new Rifiuto({
      codice: 'prontuario.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La voce del prontuario non esiste.',
    });
  return voceDaRiga(riga);
}

export type { Riga as RigaProntuario };

/**
 * Identity of the entry with that code, usable today.
 *
 * @throws Rifiuto `titolario.voce-sconosciuta`, and those of `trovaVoce`
 */
export async function identitaDi(tx: Tx, codice: string): Promise<string> {
  const voce = await trovaVoce(tx, codice);
  if (!voce)
    throw new Rifiuto({
      codice: 'titolario.voce-sconosciuta',
      categoria: 'nonValido',
      dettaglio: `La voce «${codice}» non è nel titolario in uso.`,
      campo: 'classificazione',
    });
  const { identita } = await tx
    .selectFrom('voce_titolario')
    .select('identita')
    .where('id', '=', voce.id)
    .executeTakeFirstOrThrow();
  return identita;
}

/** @throws Rifiuto `prontuario.ufficio-sconosciuto` */
export async function unitaDi(tx: Tx, codice: string): Promise<string> {
  const unita = await tx
    .selectFrom('unita')
    .select('id')
    .where('codice', '=', codice)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!unita)
    throw new Rifiuto({
      codice: 'prontuario.ufficio-sconosciuto',
      categoria: 'nonValido',
      dettaglio: `L’unità «${codice}» non esiste o non è attiva.`,
      campo: 'ufficio',
    });
  return unita.id;
}
