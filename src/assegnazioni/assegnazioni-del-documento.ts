import { sql } from 'kysely';
import { vedeSoloLaSuaUnita, type Contesto } from '#autorizzazioni';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { agisceComeUop, delMioUfficio, unitaGuidate } from './accesso.ts';
import { trovaAssegnabile, trovaAssegnazioni } from './assegnazioni.queries.ts';
import type { AssegnazioniDelDocumento } from './assegnazioni.schema.ts';
import { istanteCorrente } from './comando.ts';
import { mostra } from './mostra.ts';
import { passiDelDocumento } from './passi-del-documento.ts';

const GIORNO = 86_400_000;

/**
 * Who has a document, since when, and all that happened to it; the terms, that run from the day of registration whatever the
 * reassignments (RN-33.5).
 *
 * @throws Rifiuto `registrazione.non-trovata`, also for an office that has nothing to do with it
 */
export async function assegnazioniDelDocumento(
  tx: Tx,
  ctx: Contesto,
  chiave: { registro: string; anno: number; numero: number },
): Promise<AssegnazioniDelDocumento> {
  const documento = await trovaAssegnabile(tx, chiave);
  const guidate = await unitaGuidate(tx, ctx);
  if (!documento || (vedeSoloLaSuaUnita(ctx) && !(await interessa(tx, ctx, documento.id, guidate))))
    throw new Rifiuto({
      codice: 'registrazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La registrazione non c’è, o non è visibile al profilo.',
    });
  const righe = await trovaAssegnazioni(tx, sql`a.registrazione_id = ${documento.id}`);
  const dal = giornoDiRoma(documento.istante);
  const oggi = giornoDiRoma(await istanteCorrente(tx));
  return {
    items: righe.map((a) => mostra(ctx, a, guidate)),
    passi: await passiDelDocumento(tx, documento.id),
    termini: {
      decorrenza: oraDiRoma(documento.istante),
      giorni: Math.round((Date.parse(oggi) - Date.parse(dal)) / GIORNO),
    },
    puoAssegnare: !documento.annullata && agisceComeUop(ctx, documento.unita_id),
  };
}

/** What is open for the office, or was closed by it: not what went back or was taken back (RN-33.4). */
async function interessa(tx: Tx, ctx: Contesto, id: string, guidate: ReadonlySet<string>): Promise<boolean> {
  const { rows } = await sql<{ si: boolean }>`
    SELECT EXISTS (SELECT FROM assegnazione a WHERE a.registrazione_id = ${id} AND a.stato IN ('smistata', 'in-carico', 'archiviata')
      AND ${delMioUfficio(ctx, guidate)}) AS si`.execute(tx);
  return rows[0]?.si ?? false;
}
