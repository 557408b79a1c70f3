import { sql } from 'kysely';
import canonicalize from 'canonicalize';
import type { Tx } from '#platform/db';
import { improntaFoglia } from '#numerazione';

/** What the check found: how much it looked at and everything that does not hold. Empty `difetti`: the register is whole. */
export type EsitoVerifica = { registrazioni: number; foglie: number; difetti: string[] };

type FogliaLetta = {
  posizione: number;
  tipo: string;
  istante: Date;
  contenuto: string;
  impronta: string;
  riga: Record<string, unknown> | null;
};

/**
 * Checks a register from its rows alone: numbers of each year (of all years, where the numbering is continuous) are 1..n in order of instant, counters agree; log positions are
 * 1..n, every leaf's digest is that of its text, its text is canonical, and what it says of a registration is what the row says.
 * Reads everything, a thousand leaves at a time; run it in a read-only transaction.
 */
export async function verificaRegistro(tx: Tx, registroId: string): Promise<EsitoVerifica> {
  const difetti: string[] = [];
  const registrazioni = await verificaNumeri(tx, registroId, difetti);
  const foglie = await verificaFoglie(tx, registroId, difetti);
  return { registrazioni, foglie, difetti };
}

async function verificaNumeri(tx: Tx, registroId: string, difetti: string[]): Promise<number> {
  const { rows } = await sql<{
    anno: number;
    quante: number;
    massimo: number;
    disordine: number;
    contatore: number | null;
  }>`
    WITH righe AS (
      -- Year 0 is that of a numbering that never restarts, here as in its counter.
      SELECT x.anno, numero, istante, lag(istante) OVER (PARTITION BY x.anno ORDER BY numero) AS prima
      FROM registrazione r, LATERAL (SELECT CASE WHEN r.numerazione_continua THEN 0 ELSE r.anno END AS anno) x
      WHERE registro_id = ${registroId})
    SELECT r.anno, count(*)::int AS quante, max(r.numero) AS massimo, (count(*) FILTER (WHERE r.prima > r.istante))::int AS disordine,
      (SELECT c.ultimo FROM contatore c WHERE c.registro_id = ${registroId} AND c.anno = r.anno) AS contatore
    FROM righe r GROUP BY r.anno ORDER BY r.anno`.execute(tx);
  for (const r of rows) {
    if (r.quante !== r.massimo)
      difetti.push(`${r.anno}: ${r.quante} registrazioni ma l’ultimo numero è ${r.massimo}`);
    if (r.contatore !== r.massimo)
      difetti.push(`${r.anno}: il contatore dice ${r.contatore}, l’ultimo numero è ${r.massimo}`);
    if (r.disordine > 0)
      difetti.push(`${r.anno}: ${r.disordine} numeri hanno un istante precedente a quello del numero prima`);
  }
  return rows.reduce((n, r) => n + r.quante, 0);
}

async function verificaFoglie(tx: Tx, registroId: string, difetti: string[]): Promise<number> {
  let attesa = 1;
  for (;;) {
    const { rows } = await sql<FogliaLetta>`
      SELECT f.posizione, f.tipo, f.istante, f.contenuto, encode(f.impronta, 'hex') AS impronta,
        CASE WHEN f.tipo = 'registrazione' THEN (SELECT jsonb_build_object('anno', r.anno, 'numero', r.numero, 'oggetto', r.oggetto,
          'flusso', r.flusso, 'segnatura', r.segnatura, 'operatore', r.operatore, 'diciture', to_jsonb(r.diciture),
          'mittenti', (SELECT coalesce(jsonb_agg(c.dati ORDER BY c.ordine), '[]') FROM corrispondente c
            WHERE c.registrazione_id = r.id AND c.edizione = 0 AND c.ruolo = 'mittente'),
          'destinatari', (SELECT coalesce(jsonb_agg(c.dati ORDER BY c.ordine), '[]') FROM corrispondente c
            WHERE c.registrazione_id = r.id AND c.edizione = 0 AND c.ruolo = 'destinatario'),
          'impronte', (SELECT coalesce(jsonb_agg(d.impronta ORDER BY d.ordine), '[]') FROM registrazione_documento d WHERE d.registrazione_id = r.id))
          FROM registrazione r WHERE r.id = f.registrazione_id AND r.istante = f.istante) END AS riga
      FROM foglia f WHERE f.registro_id = ${registroId} AND f.posizione >= ${attesa} ORDER BY f.posizione LIMIT 1000`.execute(
      tx,
    );
    for (const f of rows) {
      if (f.posizione !== attesa) difetti.push(`manca la foglia ${attesa}`);
      attesa = f.posizione + 1;
      difetti.push(...difettiFoglia(f));
    }
    if (rows.length < 1000) break;
  }
  const stato = await tx
    .selectFrom('registro_stato')
    .select('ultima_foglia')
    .where('registro_id', '=', registroId)
    .executeTakeFirst();
  if ((stato?.ultima_foglia ?? 0) !== attesa - 1)
    difetti.push(`lo stato dice ${stato?.ultima_foglia} foglie, ce ne sono ${attesa - 1}`);
  return attesa - 1;
}

function difettiFoglia(f: FogliaLetta): string[] {
  const difetti: string[] = [];
  if (improntaFoglia(f.contenuto) !== f.impronta)
    difetti.push(`foglia ${f.posizione}: l’impronta non è quella del contenuto`);
  const contenuto = JSON.parse(f.contenuto) as Record<string, unknown>;
  if (canonicalize(contenuto) !== f.contenuto)
    difetti.push(`foglia ${f.posizione}: il contenuto non è in forma canonica`);
  if (contenuto.posizione !== f.posizione || contenuto.tipo !== f.tipo)
    difetti.push(`foglia ${f.posizione}: posizione o tipo non sono i suoi`);
  if (f.tipo !== 'registrazione') return difetti;
  if (!f.riga) return [...difetti, `foglia ${f.posizione}: la registrazione non c’è`];
  const { impronte, ...attesi } = f.riga;
  const documenti = contenuto.documenti as { impronta: string | null }[];
  for (const [campo, valore] of Object.entries(attesi)) {
    if (canonicalize(contenuto[campo]) !== canonicalize(valore))
      difetti.push(`foglia ${f.posizione}: «${campo}» non è quello della registrazione`);
  }
  if (canonicalize(documenti.map((d) => d.impronta)) !== canonicalize(impronte))
    difetti.push(`foglia ${f.posizione}: le impronte non sono quelle dei documenti`);
  return difetti;
}
