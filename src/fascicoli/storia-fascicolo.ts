import { sql } from 'kysely';
import { inElenco, NON_VISIBILE, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, scriviCursore, UUID } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { consultabile } from './accesso.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type { StoriaFascicolo } from './fascicoli.schema.ts';

type Riga = {
  id: string;
  istante: Date;
  posto: string;
  tipo: string;
  attore: string;
  unita: string | null;
  campo: string | null;
  prima: unknown;
  dopo: unknown;
  motivo: string | null;
  registro: string | null;
  anno: number | null;
  numero: number | null;
  denominazione: string | null;
};

const TITOLI: Record<string, string> = {
  apertura: 'Aperto',
  chiusura: 'Chiuso',
  riapertura: 'Riaperto',
  sottofascicolo: 'Aperta una parte',
  inserimento: 'Inserito un documento',
  'spostamento-a': 'Arrivato un documento da un altro fascicolo',
  'spostamento-da': 'Spostato un documento in un altro fascicolo',
  toglimento: 'Tolto un documento',
};

const CAMPI: Record<string, string> = {
  denominazione: 'la denominazione',
  oggetto: 'l’oggetto',
  riservatezza: 'il livello di riservatezza',
  uffici: 'gli uffici che vi possono accedere',
  rpa: 'il responsabile del procedimento',
  luogo: 'il luogo',
  note: 'le note',
  intestatario: 'l’intestatario',
  amministrazioniPartecipanti: 'le amministrazioni partecipanti',
  procedimento: 'i dati del procedimento',
  dati: 'i dati',
};

/**
 * What happened to a fascicolo, newest first: opening, changes with the value before and after, closing and reopening, documents
 * that came, went or were moved, each with operator, date and hour (RN-45.2).
 */
export async function storiaFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  pagina: { cursor?: string; limit?: number },
): Promise<StoriaFascicolo> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const limite = pagina.limit ?? 100;
  const da = pagina.cursor ? leggiCursore(pagina.cursor, [ISTANTE, UUID]) : undefined;
  const [istante, id] = [da?.[0] ?? 'infinity', da?.[1] ?? null];
  const { rows } = await sql<Riga>`
    WITH eventi AS (
      (SELECT e.id, e.istante, e.tipo, e.operatore AS attore, e.unita_id, e.campo, e.prima, e.dopo, e.motivo,
         NULL::uuid AS registrazione_id, NULL::text AS denominazione
       FROM fascicolo_evento e WHERE e.fascicolo_id = ${f.id})
      UNION ALL
      (SELECT g.id, g.inserita_il, CASE WHEN g.spostata_da IS NULL THEN 'inserimento' ELSE 'spostamento-a' END, g.operatore, g.unita_id, NULL,
         CASE WHEN g.spostata_da IS NOT NULL THEN jsonb_build_object('fascicolo', p.codice) END, NULL, da.motivo, g.registrazione_id, g.denominazione
       FROM fascicolazione g LEFT JOIN fascicolazione da ON da.id = g.spostata_da LEFT JOIN fascicolo p ON p.id = da.fascicolo_id
       WHERE g.fascicolo_id = ${f.id} AND g.inserita_il <= ${istante}::timestamptz)
      UNION ALL
      (SELECT g.id, g.tolta_il, CASE WHEN n.id IS NULL THEN 'toglimento' ELSE 'spostamento-da' END, g.tolta_da, g.tolta_da_unita, NULL, NULL,
         CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('fascicolo', a.codice) END, g.motivo, g.registrazione_id, g.denominazione
       FROM fascicolazione g LEFT JOIN fascicolazione n ON n.spostata_da = g.id LEFT JOIN fascicolo a ON a.id = n.fascicolo_id
       WHERE g.fascicolo_id = ${f.id} AND g.tolta_il IS NOT NULL)
    )
    SELECT e.id, e.istante, e.istante::text AS posto, e.tipo, e.attore, u.denominazione AS unita, e.campo, e.prima, e.dopo, e.motivo,
      r.codice AS registro, s.anno, s.numero, coalesce(e.denominazione, CASE WHEN ${consultabile(ctx)} THEN ${inElenco('s', 'oggetto')} ELSE ${NON_VISIBILE} END) AS denominazione
    FROM (SELECT * FROM eventi WHERE (istante, id) < (${istante}::timestamptz, coalesce(${id}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        ORDER BY istante DESC, id DESC LIMIT ${limite + 1}) e
      LEFT JOIN unita u ON u.id = e.unita_id
      LEFT JOIN scheda s ON s.registrazione_id = e.registrazione_id
      LEFT JOIN registro r ON r.id = s.registro_id
    ORDER BY e.istante DESC, e.id DESC`.execute(tx);
  const eventi = rows.slice(0, limite);
  const ultimo = eventi.at(-1);
  return {
    items: eventi.map((r) => ({
      istante: oraDiRoma(r.istante),
      tipo: r.tipo,
      titolo: TITOLI[r.tipo] ?? `Modificato: ${CAMPI[r.campo ?? ''] ?? r.campo ?? ''}`,
      attore: r.attore,
      unita: r.unita ?? undefined,
      campo: r.campo ?? undefined,
      prima: r.prima ?? undefined,
      dopo: r.dopo ?? undefined,
      motivo: r.motivo ?? undefined,
      documento:
        r.numero === null || r.registro === null
          ? (r.denominazione ?? undefined)
          : `${r.registro} ${numeroASetteCifre(r.numero)}/${r.anno ?? ''} ${r.denominazione ?? ''}`,
    })),
    cursor: rows.length > limite && ultimo ? scriviCursore([ultimo.posto, ultimo.id]) : undefined,
  };
}
