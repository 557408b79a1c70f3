import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, scriviCursore, UUID } from '#platform/http';
import { condizioni } from './condizioni.ts';
import type { ElencoLog, PaginaLog, RigaLog } from './log.schema.ts';
import { operazioni } from './operazioni.ts';

type Riga = {
  id: string;
  istante: Date;
  /** With microseconds, as a cursor needs it. */
  posto: string;
  attore: string;
  unita: string | null;
  operazione: string;
  oggetto_tipo: string;
  oggetto_id: string | null;
  dettaglio: Record<string, unknown>;
  ip: string | null;
  richiesta: string | null;
  registrazione: { registro: string; anno: number; numero: number } | null;
  fascicolo: string | null;
  persona: string | null;
  pacchetto: string | null;
  modifiche: number;
};

/**
 * The operations that answer to a filter, newest first, a page by key: by person, document, office, family and period (RN-4.3h,
 * RN-11.4). Read-only: no role of the application can change a line.
 */
export async function cercaLog(tx: Tx, ctx: Contesto, filtro: PaginaLog): Promise<ElencoLog> {
  const limite = filtro.limit ?? 50;
  const dove = await condizioni(tx, ctx, filtro);
  const da = filtro.cursor ? leggiCursore(filtro.cursor, [ISTANTE, UUID]) : undefined;
  const dopo = da ? sql`AND (t.istante, t.id) < (${da[0]}::timestamptz, ${da[1]}::uuid)` : sql``;
  const { rows } = await sql<Riga>`
    SELECT t.id, t.istante, t.istante::text AS posto, t.attore, u.denominazione AS unita, t.operazione, t.oggetto_tipo, t.oggetto_id,
      t.dettaglio, t.ip, t.richiesta,
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('registro', g.codice, 'anno', r.anno, 'numero', r.numero) END AS registrazione,
      (SELECT count(*) FROM modifica m WHERE m.traccia_id = t.id) AS modifiche, f.codice AS fascicolo, p.cognome || ' ' || p.nome AS persona,
      k.identificativo AS pacchetto
    FROM (SELECT * FROM traccia t WHERE ${dove} ${dopo} ORDER BY t.istante DESC, t.id DESC LIMIT ${limite + 1}) t
      LEFT JOIN unita u ON u.id = t.unita_id
      LEFT JOIN registrazione r ON r.id = CASE WHEN t.oggetto_tipo = 'registrazione' THEN t.oggetto_id::uuid END
      LEFT JOIN registro g ON g.id = r.registro_id
      LEFT JOIN fascicolo f ON f.id = CASE WHEN t.oggetto_tipo = 'fascicolo' THEN t.oggetto_id::uuid END
      LEFT JOIN utente p ON p.id = CASE WHEN t.oggetto_tipo = 'utente' THEN t.oggetto_id::uuid END
      LEFT JOIN pacchetto k ON k.id = CASE WHEN t.oggetto_tipo = 'pacchetto' THEN t.oggetto_id::uuid END
    ORDER BY t.istante DESC, t.id DESC`.execute(tx);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(componi),
    ...(rows.length > limite && ultima && { cursor: scriviCursore([ultima.posto, ultima.id]) }),
  };
}

function componi(r: Riga): RigaLog {
  const nota = operazioni[r.operazione];
  return {
    id: r.id,
    istante: oraDiRoma(r.istante),
    attore: r.attore,
    operazione: r.operazione,
    testo: nota?.testo ?? r.operazione,
    oggetto: { tipo: r.oggetto_tipo, ...(r.oggetto_id !== null && { id: r.oggetto_id }), ...nomeOggetto(r) },
    dettaglio: r.dettaglio,
    modifiche: r.modifiche,
    ...(nota && { gruppo: nota.gruppo }),
    ...(r.unita !== null && { unita: r.unita }),
    ...(r.ip !== null && { ip: r.ip }),
    ...(r.richiesta !== null && { richiesta: r.richiesta }),
  };
}

function nomeOggetto(r: Riga): { nome?: string; collegamento?: string } {
  if (r.registrazione) {
    const { registro, anno, numero } = r.registrazione;
    const posto = registro === 'PG' ? '/registro' : `/repertori/${registro}`;
    return { nome: `${registro} ${numero}/${anno}`, collegamento: `${posto}/${anno}/${numero}` };
  }
  if (r.fascicolo !== null)
    return { nome: `fascicolo ${r.fascicolo}`, collegamento: `/fascicoli/${r.fascicolo}` };
  if (r.pacchetto !== null)
    return { nome: r.pacchetto, collegamento: `/conservazione/pacchetti/${r.oggetto_id ?? ''}` };
  return r.persona === null ? {} : { nome: r.persona };
}
