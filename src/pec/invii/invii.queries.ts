import { sql, type RawBuilder } from 'kysely';
import { inElenco, visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

export type RigaDestinatario = {
  id: string;
  indirizzo: string;
  nominativo: string;
  per_conoscenza: boolean;
  stato: string;
  certificato: boolean | null;
  accettato_il: string | null;
  preavviso_il: string | null;
  mancato_il: string | null;
  consegnato_il: string | null;
  errore: string | null;
  contrasto: boolean;
  rispedito_id: string | null;
};

export type RigaInvio = {
  id: string;
  genere: string;
  stato: string;
  esito: string;
  casella: string;
  casella_indirizzo: string;
  casella_genere: string;
  registrazione_id: string | null;
  registro: string | null;
  anno: number | null;
  numero: number | null;
  messaggio_id: string | null;
  oggetto: string;
  parte: number | null;
  parti: number | null;
  gruppo: string;
  message_id: string;
  tentativi: number;
  prossimo_il: Date;
  inviato_il: Date | null;
  motivo: string | null;
  chiesto_da: string;
  chiesto_il: Date;
  destinatari: RigaDestinatario[];
};

/** Of a sending that left, the worst that is known of its recipients, until all is well with each of them. */
const ESITO = sql<string>`CASE WHEN i.stato <> 'inviato' THEN i.stato
  WHEN EXISTS (SELECT FROM invio_destinatario d WHERE d.invio_id = i.id AND d.stato IN ('mancata-consegna', 'non-accettato'))
    THEN 'mancata-consegna'
  WHEN EXISTS (SELECT FROM invio_destinatario d WHERE d.invio_id = i.id AND d.stato = 'preavviso') THEN 'preavviso'
  WHEN EXISTS (SELECT FROM invio_destinatario d WHERE d.invio_id = i.id AND d.stato = 'inviato') THEN 'inviato'
  WHEN EXISTS (SELECT FROM invio_destinatario d WHERE d.invio_id = i.id AND d.stato IN ('accettato', 'esterno')) THEN 'accettato'
  ELSE 'consegnato' END`;

/**
 * Sendings, each with its recipients; those of a registration only to who sees it.
 *
 * @param dove condition on `i`, `c` (box), `s` (scheda), `g` (registro)
 */
export async function trovaInvii(
  tx: Tx,
  ctx: Contesto,
  dove: RawBuilder<unknown>,
  limite: number,
  esito?: string,
): Promise<RigaInvio[]> {
  const { rows } = await sql<RigaInvio>`
    SELECT i.*, (SELECT coalesce(jsonb_agg(to_jsonb(d) ORDER BY d.ordine), '[]') FROM invio_destinatario d WHERE d.invio_id = i.id)
      AS destinatari
    FROM (SELECT i.id, i.genere, i.stato, ${ESITO} AS esito, c.codice AS casella, c.indirizzo AS casella_indirizzo,
        c.genere AS casella_genere, i.registrazione_id, g.codice AS registro, s.anno, s.numero, i.messaggio_id,
        CASE WHEN s.registrazione_id IS NULL OR ${inElenco('s', 'oggetto')} = s.oggetto THEN i.oggetto
          ELSE ${inElenco('s', 'oggetto')} END AS oggetto,
        i.parte, i.parti, i.gruppo, i.message_id, i.tentativi, i.prossimo_il, i.inviato_il, i.motivo, i.chiesto_da, i.chiesto_il
      FROM invio i JOIN casella c ON c.id = i.casella_id LEFT JOIN scheda s ON s.registrazione_id = i.registrazione_id
        LEFT JOIN registro g ON g.id = s.registro_id
      WHERE (i.registrazione_id IS NULL OR ${visibile(ctx, 's')}) AND ${dove}) i
    WHERE ${esito === undefined ? sql`true` : sql`i.esito = ${esito}`}
    ORDER BY i.id DESC LIMIT ${limite}`.execute(tx);
  return rows;
}

export type RigaRicevuta = {
  id: string;
  messaggio_id: string;
  casella: string;
  tipo: string;
  istante: Date;
  arrivata_il: Date;
  invio_id: string | null;
  destinatario_id: string | null;
  consegna: string | null;
  identificativo: string | null;
  msgid: string | null;
  errore: string | null;
  errore_esteso: string | null;
  dati: { data?: { giorno: string; ora: string; zona: string } };
  firma: string;
  perche_sola: 'firma' | 'tipo-discorde' | 'invio-sconosciuto' | null;
  abbinata_da: string | null;
};

/** Receipts that satisfy a condition on `r`. */
export async function trovaRicevute(
  tx: Tx,
  dove: RawBuilder<unknown>,
  ordine: RawBuilder<unknown>,
  limite: number,
): Promise<RigaRicevuta[]> {
  const { rows } = await sql<RigaRicevuta>`
    SELECT r.*, c.codice AS casella FROM ricevuta r JOIN casella c ON c.id = r.casella_id
    WHERE ${dove} ORDER BY ${ordine} LIMIT ${limite}`.execute(tx);
  return rows;
}
