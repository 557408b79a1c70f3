import { sql } from 'kysely';
import { visibile, type Contesto } from '#autorizzazioni';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { agisceComeUop, unitaGuidate } from './accesso.ts';
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
  if (!documento || !(await vede(tx, ctx, documento.id)))
    throw new Rifiuto({
      codice: 'registrazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La registrazione non c’è, o non è visibile al profilo.',
    });
  const guidate = await unitaGuidate(tx, ctx);
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

async function vede(tx: Tx, ctx: Contesto, id: string): Promise<boolean> {
  const { rows } = await sql<{ si: boolean }>`
    SELECT EXISTS (SELECT FROM scheda s WHERE s.registrazione_id = ${id} AND ${visibile(ctx, 's')}) AS si`.execute(
    tx,
  );
  return rows[0]?.si ?? false;
}
