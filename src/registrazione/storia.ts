import { sql } from 'kysely';
import { principaliDi, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { nomeCampo } from './nome-campo.ts';
import { trovaRegistrazione } from './registrazione.queries.ts';
import type { EventoStoria } from './registrazione.schema.ts';

type Riga = {
  istante: Date;
  tipo: string;
  attore: string;
  unita: string | null;
  campo: string | null;
  prima: unknown;
  dopo: unknown;
  motivazione: string | null;
  atto_numero: string | null;
  atto_data: string | null;
  posizione: number | null;
  impronta: string | null;
  nota: string | null;
};

function titolo(r: Riga): string {
  const campo = nomeCampo[r.campo ?? ''] ?? r.campo ?? '';
  switch (r.tipo) {
    case 'registrazione':
      return 'Registrata';
    case 'variazione':
      return `Modificato: ${campo}`;
    case 'rettifica':
      return `Rettificato: ${campo}`;
    case 'annullamento':
      return 'Annullata';
    case 'fascicolazione':
      return 'Inserita in un fascicolo';
    case 'spostamento':
      return 'Spostata in un altro fascicolo';
    case 'toglimento':
      return 'Tolta da un fascicolo';
    case 'richiesta':
      return r.nota === 'annullamento' ? 'Chiesto l’annullamento' : `Chiesta la rettifica: ${campo}`;
    case 'decisione':
      return r.nota === 'ritirata'
        ? 'Richiesta ritirata'
        : r.nota === 'respinta'
          ? 'Richiesta respinta'
          : 'Richiesta autorizzata';
    default:
      return `Collegata (${r.nota ?? ''})`;
  }
}

/**
 * Everything that happened to a registration, oldest first: who, for which unit, when, old and new value side by side, and
 * the leaf of the verifiable log that proves it (RN-57.2, RN-55.2).
 */
export async function storia(
  tx: Tx,
  ctx: Contesto,
  chiave: { registro: string; anno: number; numero: number },
): Promise<EventoStoria[]> {
  const { id } = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  const fascicolo = (f: string) => {
    const riga = sql.ref(f);
    return sql`CASE WHEN ${riga}.id IS NULL THEN NULL
      WHEN ${riga}.tutti_gli_uffici OR ${riga}.uffici_ammessi && ${principaliDi(ctx)}::uuid[]
      THEN jsonb_build_object('fascicolo', ${riga}.codice, 'denominazione', ${riga}.denominazione)
      ELSE jsonb_build_object('fascicolo', 'riservato') END`;
  };
  const { rows } = await sql<Riga>`
    WITH eventi AS (
      SELECT r.istante, 'registrazione' AS tipo, r.operatore AS attore, r.unita_id, NULL::text AS campo, NULL::jsonb AS prima,
        NULL::jsonb AS dopo, NULL::text AS motivazione, NULL::text AS atto_numero, NULL::date AS atto_data, NULL::text AS nota, 1 AS passo
      FROM registrazione r WHERE r.id = ${id}
      UNION ALL SELECT v.istante, 'variazione', v.operatore, v.unita_id, v.campo, v.prima, v.dopo, v.motivo, NULL, NULL, NULL, 4
      FROM variazione v WHERE v.registrazione_id = ${id}
      UNION ALL SELECT t.istante, 'rettifica', t.operatore, NULL, t.campo, t.prima, t.dopo, t.motivazione, NULL, NULL, NULL, 4
      FROM rettifica t WHERE t.registrazione_id = ${id}
      UNION ALL SELECT a.istante, 'annullamento', a.operatore, NULL, NULL, NULL, NULL, a.motivazione, a.atto_numero, a.atto_data, NULL, 4
      FROM annullamento a WHERE a.registrazione_id = ${id}
      -- Who authorises by asking leaves one event, the effect; a request of its own would say the same thing twice.
      UNION ALL SELECT q.richiesta_il, 'richiesta', q.richiesta_da_nome, q.unita_id, q.campo, NULL, q.valore, q.motivazione, q.atto_numero, q.atto_data, q.tipo, 2
      FROM richiesta q WHERE q.registrazione_id = ${id} AND NOT (q.stato = 'autorizzata' AND q.decisa_da_nome = q.richiesta_da_nome)
      UNION ALL SELECT q.decisa_il, 'decisione', q.decisa_da_nome, NULL, q.campo, NULL, NULL, q.motivo_decisione, q.atto_numero, q.atto_data, q.stato, 3
      FROM richiesta q WHERE q.registrazione_id = ${id} AND q.stato IN ('respinta', 'ritirata')
      UNION ALL SELECT c.creato_il, 'collegamento', c.creato_da, NULL, NULL, NULL,
        jsonb_build_object('tipo', c.tipo, 'anno', s.anno, 'numero', s.numero), NULL, NULL, NULL, c.tipo, 5
      FROM collegamento c JOIN scheda s ON s.registrazione_id = CASE WHEN c.registrazione_id = ${id} THEN c.altra_id ELSE c.registrazione_id END
      WHERE ${id} IN (c.registrazione_id, c.altra_id)
      -- From which fascicolo to which (RN-45.2); of one reserved to other offices not even the number (RN-44.1d).
      UNION ALL SELECT g.inserita_il, CASE WHEN g.spostata_da IS NULL THEN 'fascicolazione' ELSE 'spostamento' END, g.operatore, g.unita_id,
        NULL, ${fascicolo('pf')}, ${fascicolo('f')}, p.motivo, NULL, NULL, NULL, 6
      FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        LEFT JOIN fascicolazione p ON p.id = g.spostata_da LEFT JOIN fascicolo pf ON pf.id = p.fascicolo_id
      WHERE g.registrazione_id = ${id}
      UNION ALL SELECT g.tolta_il, 'toglimento', g.tolta_da, g.tolta_da_unita, NULL, ${fascicolo('f')}, NULL, g.motivo, NULL, NULL, NULL, 6
      FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
      WHERE g.registrazione_id = ${id} AND g.tolta_il IS NOT NULL AND NOT EXISTS (SELECT FROM fascicolazione n WHERE n.spostata_da = g.id)
    )
    SELECT e.istante, e.tipo, e.attore, u.denominazione AS unita, e.campo, e.prima, e.dopo, e.motivazione, e.atto_numero, e.atto_data,
      e.nota, f.posizione, encode(f.impronta, 'hex') AS impronta
    FROM eventi e LEFT JOIN unita u ON u.id = e.unita_id
      LEFT JOIN foglia f ON f.registrazione_id = ${id} AND f.tipo = e.tipo AND f.istante = e.istante
    ORDER BY e.istante, e.passo`.execute(tx);
  return rows.map((r) => ({
    istante: oraDiRoma(r.istante),
    tipo: r.tipo,
    titolo: titolo(r),
    attore: r.attore,
    unita: r.unita ?? undefined,
    campo: r.campo ?? undefined,
    prima: r.prima ?? undefined,
    dopo: r.dopo ?? undefined,
    motivazione: r.motivazione ?? undefined,
    atto: r.atto_numero && r.atto_data ? { numero: r.atto_numero, data: r.atto_data } : undefined,
    foglia: r.posizione && r.impronta ? { posizione: r.posizione, impronta: r.impronta } : undefined,
  }));
}
