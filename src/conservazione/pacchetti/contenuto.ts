import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { rifiuto } from '../conservazione.errors.ts';

export type TipoPacchetto = 'registro-giornaliero' | 'documento' | 'fascicolo' | 'repertorio';
/** What a package is of; `anno` is that of a repertorio, 0 for the rest. */
export type Oggetto = { tipo: TipoPacchetto; oggettoId: string; anno: number };

/** A file that goes into a package, where it was registered or filed. */
export type VoceFile = {
  registrazioneId: string | null;
  /** Place in its registration. */
  ordine: number;
  ruolo: 'principale' | 'allegato';
  documentoId: string;
  impronta: string;
  dimensione: number;
  formato: string;
  nomeFile: string;
  /** Folder of its document in the package. */
  estremi: string;
};

/** What is in a package before a byte of it is read. */
export type Contenuto = Oggetto & {
  /** Name of the thing for both ends, to which the version is added. */
  nome: string;
  titolo: string;
  chiave: { numero: string; anno: number; registro: string };
  dovutoEntro: string | null;
  /** Codes of the fascicolo and of its parts, each with metadata of its own. */
  fascicoli: string[];
  file: VoceFile[];
};

const nonTrovato = (che: string): Error => rifiuto('non-trovato', 'nonTrovato', `${che} non esiste.`);

const colonneFile = sql`d.registrazione_id AS "registrazioneId", d.ordine, d.ruolo, d.documento_id AS "documentoId", d.impronta, d.dimensione,
  coalesce(d.formato, 'application/octet-stream') AS formato, coalesce(d.nome_file, d.documento_id::text) AS "nomeFile",
  g.codice || '-' || r.anno || '-' || lpad(r.numero::text, greatest(7, length(r.numero::text)), '0') AS estremi`;

async function fileDelleRegistrazioni(tx: Tx, condizione: ReturnType<typeof sql>): Promise<VoceFile[]> {
  const { rows } = await sql<VoceFile>`
    SELECT ${colonneFile} FROM registrazione_documento d JOIN registrazione r ON r.id = d.registrazione_id
      JOIN registro g ON g.id = r.registro_id
    WHERE d.documento_id IS NOT NULL AND ${condizione} ORDER BY r.istante, r.numero, d.ordine`.execute(tx);
  return rows;
}

async function giornaliero(tx: Tx, id: string, prefisso: string): Promise<Contenuto> {
  const { rows } = await sql<{
    registrazione: string;
    identificativo: string;
    dovuto: string;
    titolo: string;
    numero: number;
    anno: number;
    registro: string;
  }>`SELECT q.registrazione_id AS registrazione, q.identificativo, q.dovuto_entro::text AS dovuto,
      'Registro giornaliero ' || g.codice || ' del ' || to_char(q.giorno, 'DD/MM/YYYY') AS titolo, r.numero, r.anno, rg.codice AS registro
    FROM registro_giornaliero q JOIN registro g ON g.id = q.registro_id JOIN registrazione r ON r.id = q.registrazione_id
      JOIN registro rg ON rg.id = r.registro_id WHERE q.id = ${id}`.execute(tx);
  const [q] = rows;
  if (!q) throw nonTrovato('Il registro giornaliero');
  return {
    tipo: 'registro-giornaliero',
    oggettoId: id,
    anno: 0,
    // The identifier of the day begins with the ente too: once is enough.
    nome: `${prefisso}-RG-${q.identificativo.replace(`${prefisso}-`, '')}`
      .replace(/[^A-Za-z0-9_.-]/g, '_')
      .slice(0, 90),
    titolo: q.titolo,
    chiave: { numero: String(q.numero), anno: q.anno, registro: q.registro },
    dovutoEntro: q.dovuto,
    fascicoli: [],
    file: await fileDelleRegistrazioni(tx, sql`r.id = ${q.registrazione}`),
  };
}

async function documento(tx: Tx, id: string, prefisso: string): Promise<Contenuto> {
  const { rows } = await sql<{ numero: number; anno: number; registro: string; estremi: string }>`
    SELECT r.numero, r.anno, g.codice AS registro,
      g.codice || '-' || r.anno || '-' || lpad(r.numero::text, greatest(7, length(r.numero::text)), '0') AS estremi
    FROM registrazione r JOIN registro g ON g.id = r.registro_id WHERE r.id = ${id}`.execute(tx);
  const [r] = rows;
  if (!r) throw nonTrovato('La registrazione');
  const file = await fileDelleRegistrazioni(tx, sql`r.id = ${id}`);
  if (file.length === 0)
    throw rifiuto(
      'senza-file',
      'conflitto',
      `La registrazione ${r.registro} ${r.numero}/${r.anno} è di sola carta: non c’è un documento informatico da versare.`,
    );
  return {
    tipo: 'documento',
    oggettoId: id,
    anno: 0,
    nome: `${prefisso}-${r.estremi}`,
    titolo: `${r.registro} ${r.numero}/${r.anno}`,
    chiave: { numero: String(r.numero), anno: r.anno, registro: r.registro },
    dovutoEntro: null,
    fascicoli: [],
    file,
  };
}

async function fascicolo(tx: Tx, id: string, prefisso: string): Promise<Contenuto> {
  const f = await tx
    .selectFrom('fascicolo')
    .select(['codice', 'anno', 'numero', 'livello', 'denominazione', 'chiuso_il', 'registro_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!f) throw nonTrovato('Il fascicolo');
  if (f.livello !== 1)
    throw rifiuto('parte-di-fascicolo', 'conflitto', 'Si versa il fascicolo intero, con le sue parti.');
  if (f.chiuso_il === null)
    throw rifiuto(
      'fascicolo-aperto',
      'conflitto',
      `Il fascicolo ${f.codice} è aperto: si versa quando è chiuso.`,
    );
  const parti = await tx
    .selectFrom('fascicolo')
    .select(['id', 'codice'])
    .where('registro_id', '=', f.registro_id)
    .where('numero', '=', f.numero)
    .orderBy('sottofascicolo')
    .orderBy('inserto')
    .execute();
  const ids = parti.map((p) => p.id);
  const { rows: sciolti } = await sql<VoceFile>`
    SELECT NULL AS "registrazioneId", 1 AS ordine, 'principale' AS ruolo, d.id AS "documentoId", d.impronta, d.dimensione, d.formato,
      d.nome_file AS "nomeFile", 'non-registrato-' || d.id AS estremi
    FROM documento d WHERE d.id IN (SELECT y.documento_id FROM fascicolazione y
      WHERE y.fascicolo_id = ANY (${ids}) AND y.tolta_il IS NULL AND y.documento_id IS NOT NULL) ORDER BY d.id`.execute(
    tx,
  );
  return {
    tipo: 'fascicolo',
    oggettoId: id,
    anno: 0,
    nome: `${prefisso}-FASC-${f.codice}`,
    titolo: `Fascicolo ${f.codice} · ${f.denominazione}`.slice(0, 500),
    chiave: { numero: f.codice, anno: f.anno, registro: 'FASC' },
    dovutoEntro: null,
    fascicoli: parti.map((p) => p.codice),
    file: [
      ...(await fileDelleRegistrazioni(
        tx,
        sql`r.id IN (SELECT y.registrazione_id FROM fascicolazione y WHERE y.fascicolo_id = ANY (${ids}) AND y.tolta_il IS NULL)`,
      )),
      ...sciolti,
    ],
  };
}

async function repertorio(tx: Tx, id: string, anno: number, prefisso: string): Promise<Contenuto> {
  const g = await tx
    .selectFrom('registro')
    .select(['codice', 'denominazione', 'tipo'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!g || g.tipo === 'fascicoli') throw nonTrovato('Il repertorio');
  const { rows } = await sql<{ finito: boolean }>`
    SELECT ${anno}::integer < extract(year FROM oggi_a_roma()) AS finito`.execute(tx);
  if (!rows[0]?.finito)
    throw rifiuto(
      'anno-in-corso',
      'conflitto',
      `L’anno ${anno} non è finito: la serie si versa l’anno dopo.`,
      'anno',
    );
  return {
    tipo: 'repertorio',
    oggettoId: id,
    anno,
    nome: `${prefisso}-${g.codice}-${anno}`,
    titolo: `${g.denominazione} (${g.codice}), anno ${anno}`,
    chiave: { numero: `SERIE-${anno}`, anno, registro: g.codice },
    dovutoEntro: null,
    fascicoli: [],
    file: await fileDelleRegistrazioni(tx, sql`r.registro_id = ${id} AND r.anno = ${anno}`),
  };
}

/**
 * What a package of this thing would hold now.
 *
 * @throws Rifiuto `conservazione.non-trovato`, `conservazione.senza-file`, `conservazione.fascicolo-aperto`,
 *   `conservazione.parte-di-fascicolo`, `conservazione.anno-in-corso`
 */
export async function raccogliContenuto(tx: Tx, o: Oggetto): Promise<Contenuto> {
  const { rows } = await sql<{ prefisso: string }>`
    SELECT e.codice_ipa || '-' || a.codice AS prefisso FROM aoo a JOIN ente e ON e.id = a.ente_id WHERE a.ente_id = ente_corrente()`.execute(
    tx,
  );
  const prefisso = rows[0]?.prefisso ?? '';
  switch (o.tipo) {
    case 'registro-giornaliero':
      return await giornaliero(tx, o.oggettoId, prefisso);
    case 'documento':
      return await documento(tx, o.oggettoId, prefisso);
    case 'fascicolo':
      return await fascicolo(tx, o.oggettoId, prefisso);
    case 'repertorio':
      return await repertorio(tx, o.oggettoId, o.anno, prefisso);
  }
}
