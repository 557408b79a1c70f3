import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { casellaMia, decideDelMessaggio, trasmessoAMe } from '../caselle/caselle-mie.ts';
import type { MessaggioLetto } from '../messaggio/messaggio.ts';
import type { Citato, Relazione } from '../regole/relazione.ts';
import type { Esito, StatoMessaggio } from './messaggi.schema.ts';

/** What the reader found, as it is kept: the text is read again from the bytes when somebody opens the message. */
export type Lettura = Omit<MessaggioLetto, 'testo' | 'html' | 'data' | 'consegnatoIl'> & {
  data?: string;
  consegnatoIl?: string;
  esiti: Esito[];
  leggibilita: { esito: 'positiva' | 'negativa'; motivi: string[] };
  relazione?: Relazione;
  citati?: Citato[];
};

export type RigaMessaggio = {
  id: string;
  casella_id: string;
  casella: string;
  indirizzo: string;
  genere: 'pec' | 'ordinaria';
  unita_id: string;
  stato: StatoMessaggio;
  tipo: MessaggioLetto['tipo'] | null;
  mittente: string | null;
  mittente_nome: string | null;
  oggetto: string | null;
  arrivato_il: Date;
  posto: string;
  consegnato_il: Date | null;
  conservato_il: Date;
  dimensione: number;
  impronta: string;
  eml_id: string;
  automatico: boolean;
  firma: string | null;
  message_id: string | null;
  identificativo: string | null;
  lettura: Lettura | null;
  parte: number | null;
  parti: number | null;
  gruppo: string | null;
  presenti: number[] | null;
  conosciuto: boolean;
  /** Whether whoever asks works its box, reads it, decides of it. */
  casella_mia: boolean;
  leggibile: boolean;
  mio: boolean;
  trasmesso_il: Date | null;
  doppione: string | null;
  verifica: 'positiva' | 'negativa' | 'ammesso' | null;
  registro: string | null;
  anno: number | null;
  numero: number | null;
  registrazione_id: string | null;
  motivo: string | null;
  concluso_il: Date | null;
  concluso_da: string | null;
  piu_istanze: boolean;
  scansioni: string[];
  /** RN-79.6: last day for telling the sender; and today, as the database counts it. */
  comunicare_entro: string | null;
  oggi: string;
  comunicato_il: Date | null;
  comunicazione: { registro: string; anno: number; numero: number } | null;
  risponde_a_id: string | null;
};

/** Messages with what is said of each beside its own data, and what whoever asks may do with it. */
export async function trovaMessaggi(
  tx: Tx,
  ctx: Contesto,
  dove: RawBuilder<unknown>,
  coda: RawBuilder<unknown> = sql``,
): Promise<RigaMessaggio[]> {
  const { rows } = await sql<RigaMessaggio>`
    SELECT m.id, m.casella_id, c.codice AS casella, c.indirizzo, c.genere, c.unita_id, m.stato, m.tipo, m.mittente, m.mittente_nome,
      m.oggetto, m.arrivato_il, m.arrivato_il::text AS posto, m.consegnato_il, m.conservato_il, m.dimensione, m.impronta, m.eml_id,
      m.automatico, m.firma, m.message_id, m.identificativo, m.lettura, m.parte, m.parti, m.gruppo, m.verifica, m.registrazione_id,
      m.motivo, m.concluso_il, m.concluso_da, g.codice AS registro, r.anno, r.numero,
      CASE WHEN m.gruppo IS NOT NULL THEN ARRAY(SELECT DISTINCT x.parte FROM messaggio x
        WHERE x.ente_id = m.ente_id AND x.casella_id = m.casella_id AND x.gruppo = m.gruppo ORDER BY x.parte) END AS presenti,
      m.mittente_noto AS conosciuto, m.trasmesso_il, ${casellaMia(ctx, 'c')} AS casella_mia,
      ${casellaMia(ctx, 'c')} OR ${trasmessoAMe(ctx, 'm')} AS leggibile, ${decideDelMessaggio(ctx, 'm', 'c')} AS mio,
      m.mittente_noto AS conosciuto, m.piu_istanze, m.scansioni, m.comunicare_entro::text, oggi_a_roma()::text AS oggi, m.comunicato_il,
      CASE WHEN rk.id IS NOT NULL THEN jsonb_build_object('registro', gk.codice, 'anno', rk.anno, 'numero', rk.numero) END AS comunicazione,
      m.risponde_a_id,
      (SELECT x.id FROM messaggio x WHERE x.ente_id = m.ente_id AND x.message_id = m.message_id AND x.id < m.id
        AND x.tipo = m.tipo ORDER BY x.id LIMIT 1) AS doppione
    FROM messaggio m JOIN casella c ON c.id = m.casella_id
      LEFT JOIN registrazione r ON r.id = m.registrazione_id LEFT JOIN registro g ON g.id = r.registro_id
      LEFT JOIN registrazione rk ON rk.id = m.comunicazione_id LEFT JOIN registro gk ON gk.id = rk.registro_id
    WHERE ${dove} ${coda}`.execute(tx);
  return rows;
}
