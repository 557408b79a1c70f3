import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { qrPath } from '#platform/pdf';
import { testaFirmata } from './componi-prova.ts';
import type { StatoRegistro } from './registro-verificabile.schema.ts';
import { ultimaTesta } from './teste.queries.ts';
import { testoFirmato } from './testo-testa.ts';
import { ultimaVerifica } from './verifiche.ts';

type Qr = Awaited<ReturnType<typeof qrPath>>;

// The page is asked again every few seconds; a head changes once a night.
const disegnati = new Map<string, { testo: string; qr: Qr }>();

async function qrDi(registroId: string, testo: string): Promise<Qr> {
  const gia = disegnati.get(registroId);
  if (gia?.testo === testo) return gia.qr;
  const qr = await qrPath(testo);
  disegnati.set(registroId, { testo, qr });
  return qr;
}

type Riga = {
  id: string;
  codice: string;
  denominazione: string;
  tipo: string;
  foglie: number;
  numeri: StatoRegistro['numeri'] | null;
};

/** Each registro that has a log: numbers of its last year (of all, where they never restart), last head, last verification. */
export async function statoRegistri(tx: Tx): Promise<StatoRegistro[]> {
  const { rows } = await sql<Riga>`
    SELECT r.id, r.codice, r.denominazione, r.tipo, s.ultima_foglia AS foglie, n.numeri
    FROM registro r JOIN registro_stato s ON s.registro_id = r.id
      LEFT JOIN LATERAL (
        SELECT jsonb_build_object('anno', c.anno, 'primo', min(x.numero), 'ultimo', max(x.numero), 'quanti', count(*),
          'vuoti', max(x.numero) - count(DISTINCT x.numero), 'ripetuti', count(*) - count(DISTINCT x.numero)) AS numeri
        FROM (SELECT anno FROM contatore WHERE registro_id = r.id ORDER BY anno DESC LIMIT 1) c
          JOIN registrazione x ON x.registro_id = r.id AND (c.anno = 0 OR x.anno = c.anno) GROUP BY c.anno) n ON true
    WHERE r.tipo <> 'fascicoli' AND (r.tipo = 'protocollo' OR s.ultima_foglia > 0)
    ORDER BY r.tipo <> 'protocollo', r.denominazione`.execute(tx);
  const stati: StatoRegistro[] = [];
  for (const { id, numeri, ...r } of rows) {
    const testa = await ultimaTesta(tx, id);
    const verifica = await ultimaVerifica(tx, id);
    stati.push({
      ...r,
      ...(numeri && { numeri }),
      ...(testa && { testa: await testaFirmata(tx, id, testa), qr: await qrDi(id, testoFirmato(testa)) }),
      ...(verifica && { verifica }),
    });
  }
  return stati;
}
