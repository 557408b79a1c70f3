import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { leggiCsv } from '#platform/csv';
import type { EsitoImportazioneProntuario } from './prontuario.schema.ts';

/** One entry of a prontuario that comes from outside; `ufficio` is the code of a unit, when the ente has it. */
export type VoceDaImportare = {
  testo: string;
  classificazione: string;
  ufficio?: string;
  tipo?: string;
  note?: string;
};

/**
 * Writes the entries whose code is usable in the titolario in use and that are not there yet; the unit only where the ente
 * has one with that code.
 *
 * @returns the rows that were not written because nothing in the titolario has their code
 */
export async function scriviProntuario(
  tx: Tx,
  enteId: string,
  voci: readonly VoceDaImportare[],
  origine: 'corredo' | 'importazione',
): Promise<EsitoImportazioneProntuario> {
  const { rows } = await sql<{ esito: 'aggiunta' | 'presente' | 'sconosciuta'; riga: string }>`
    WITH date AS (
      SELECT (r ->> 'testo') AS testo, (r ->> 'classificazione') AS codice, r ->> 'ufficio' AS ufficio, r ->> 'tipo' AS tipo,
        r ->> 'note' AS note, n FROM jsonb_array_elements(${JSON.stringify(voci)}::jsonb) WITH ORDINALITY x (r, n)
    ), abbinate AS (
      SELECT d.*, v.identita, u.id AS unita FROM date d
      LEFT JOIN voce_titolario v ON v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = d.codice
        AND motivo_non_usabile(v) IS NULL
      LEFT JOIN unita u ON u.codice = d.ufficio AND u.attiva
    ), scritte AS (
      INSERT INTO prontuario_voce (ente_id, testo, voce_identita, unita_id, tipo, note, origine)
      SELECT ${enteId}, btrim(testo), identita, unita, tipo, note, ${origine} FROM abbinate WHERE identita IS NOT NULL ORDER BY n
      ON CONFLICT DO NOTHING RETURNING ricerca, voce_identita
    )
    SELECT CASE WHEN a.identita IS NULL THEN 'sconosciuta'
      WHEN row_number() OVER (PARTITION BY a.identita, testo_indice(btrim(a.testo)) ORDER BY a.n) = 1 AND EXISTS (
        SELECT FROM scritte s WHERE s.voce_identita = a.identita AND s.ricerca = testo_indice(btrim(a.testo))) THEN 'aggiunta'
      ELSE 'presente' END AS esito, a.codice || ' ' || a.testo AS riga FROM abbinate a ORDER BY a.n`.execute(
    tx,
  );
  const quante = (esito: string): number => rows.filter((r) => r.esito === esito).length;
  return {
    aggiunte: quante('aggiunta'),
    giaPresenti: quante('presente'),
    sconosciuti: rows.filter((r) => r.esito === 'sconosciuta').map((r) => r.riga),
  };
}

/** The prontuario a new ente begins with. */
export async function importaProntuario(
  tx: Tx,
  enteId: string,
  dati: { voci: VoceDaImportare[] },
): Promise<void> {
  const { sconosciuti } = await scriviProntuario(tx, enteId, dati.voci, 'corredo');
  if (sconosciuti.length > 0)
    throw new Error(`Il prontuario di corredo ha codici che il titolario non ha: ${sconosciuti.join(', ')}`);
}

/**
 * Adds the entries of a CSV.
 *
 * @throws Rifiuto `importazione.illeggibile`, `importazione.colonna-mancante`
 */
export async function importaProntuarioCsv(
  tx: Tx,
  ctx: Contesto,
  contenuto: string,
): Promise<EsitoImportazioneProntuario> {
  const righe = leggiCsv(
    contenuto,
    {
      voce: ['testo', 'vocedindice', 'parola', 'parole'],
      classificazione: ['codice', 'classe'],
      ufficio: ['unita', 'codiceunita'],
      tipo: ['tipodifascicolo', 'tipofascicolo', 'aggregazione'],
      note: ['nota'],
    },
    ['voce', 'classificazione'],
  );
  const illeggibili: string[] = [];
  const voci = righe.flatMap(({ linea, celle }): VoceDaImportare[] => {
    if (celle.voce.length < 2 || celle.voce.length > 200 || celle.classificazione === '') {
      illeggibili.push(`riga ${linea}`);
      return [];
    }
    return [
      {
        testo: celle.voce,
        classificazione: celle.classificazione.toUpperCase(),
        ...(celle.ufficio && { ufficio: celle.ufficio }),
        ...(celle.tipo && { tipo: celle.tipo }),
        ...(celle.note && { note: celle.note }),
      },
    ];
  });
  const esito = await scriviProntuario(tx, ctx.ente.id, voci, 'importazione');
  const risultato = { ...esito, sconosciuti: [...illeggibili, ...esito.sconosciuti] };
  await traccia(tx, ctx, 'prontuario.importato', { tipo: 'prontuario' }, risultato);
  return risultato;
}
