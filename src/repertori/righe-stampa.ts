import { sql } from 'kysely';
import { RISERVATO } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';

/** A line of the printed repertorio: the three data of art. 47 c. 3, and what makes them readable. */
export type RigaRepertorio = {
  anno: number;
  numero: number;
  istante: Date;
  classificazione: string | null;
  oggetto: string;
  annullata: boolean;
};

/** Which entries: of one year, or (`anno` null) of all, where the numbering never restarts. Fixed before the first is read. */
export type TrattoRepertorio = { registroId: string; anno: number | null; primo: number; ultimo: number };

const PAGINA = 1000;

/** Entries of a printed volume: a PDF is drawn whole in memory, about 50 MB for this many. */
export const VOCI_PER_VOLUME = 2000;

export type Volume = { numero: number; quanti: number; tratto: TrattoRepertorio };

/** One volume of a long repertorio, as it was when registers were bound; undefined when there are not so many. */
export function volume(tratto: TrattoRepertorio, numero: number): Volume | undefined {
  const quanti = Math.max(1, Math.ceil((tratto.ultimo - tratto.primo + 1) / VOCI_PER_VOLUME));
  if (numero > quanti) return undefined;
  const primo = tratto.primo + (numero - 1) * VOCI_PER_VOLUME;
  const ultimo = Math.min(primo + VOCI_PER_VOLUME - 1, tratto.ultimo);
  return { numero, quanti, tratto: { ...tratto, primo, ultimo } };
}

/** The stretch of numbers to print: a year of a register, up to the last number it has now. */
export async function misuraTratto(
  db: Db,
  enteId: string,
  registroId: string,
  anno: number | null,
): Promise<TrattoRepertorio> {
  return await inLettura(db, enteId, async (tx) => {
    const { rows } = await sql<{ primo: number | null; ultimo: number | null }>`
      SELECT min(numero) AS primo, max(numero) AS ultimo FROM registrazione
      WHERE registro_id = ${registroId} AND (${anno}::smallint IS NULL OR anno = ${anno})`.execute(tx);
    return { registroId, anno, primo: rows[0]?.primo ?? 1, ultimo: rows[0]?.ultimo ?? 0 };
  });
}

/**
 * Reads the entries of a stretch in order of number, a thousand at a time, so that neither memory nor a transaction is held for
 * as long as somebody downloads. No entry ever disappears: a hole would be a fault of the register, and stops the print
 * (RN-47.3).
 */
export async function* righeRepertorio(
  db: Db,
  enteId: string,
  tratto: TrattoRepertorio,
): AsyncGenerator<RigaRepertorio> {
  let atteso = tratto.primo;
  while (atteso <= tratto.ultimo) {
    const da = atteso;
    const righe = await inLettura(db, enteId, async (tx) => {
      const { rows } = await sql<RigaRepertorio>`
        SELECT r.anno, r.numero, r.istante, v.codice AS classificazione,
          CASE WHEN s.protezione = 0 THEN s.oggetto ELSE ${RISERVATO} END AS oggetto, s.annullata
        FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
        WHERE r.registro_id = ${tratto.registroId} AND (${tratto.anno}::smallint IS NULL OR r.anno = ${tratto.anno})
          AND r.numero BETWEEN ${da} AND ${Math.min(da + PAGINA - 1, tratto.ultimo)}
        ORDER BY r.numero`.execute(tx);
      return rows;
    });
    if (righe.length === 0) throw new Error(`repertorio ${tratto.registroId}: manca il numero ${atteso}`);
    for (const riga of righe) {
      if (riga.numero !== atteso)
        throw new Error(`repertorio ${tratto.registroId}: manca il numero ${atteso}`);
      atteso++;
      yield riga;
    }
  }
}
