import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { tabelleDeiDati, type Tabella } from './catalogo.ts';
import { esportaRegistro, registriDellEnte, type RegistroEsportato } from './esporta-registro.ts';
import { scriviMetadatiSciolti, type MetadatiAgid } from './metadati.ts';
import { ALTROVE, COLONNE_RISERVATE, DELL_ANNO, ORDINE } from './riservate.ts';
import { scriviIntero, type FileElencato } from './scrivi-file.ts';
import { scriviRighe } from './scrivi-righe.ts';

/** What is written at the end in `esportazione.json`, but for the documents. */
export type Dati = {
  creataIl: string;
  ente: { codiceIpa: string; denominazione: string; codiceFiscale: string | null };
  aoo: { codice: string; denominazione: string };
  anno: number | null;
  registri: RegistroEsportato[];
  /** Rows of each file of `dati/`. */
  tabelle: Record<string, number>;
  documenti: number;
  file: FileElencato[];
};

export type Avanzamento = { fatti: number; tutti: number };

type Parti = {
  tx: Tx;
  cartella: string;
  enteId: string;
  anno: number | null;
  metadati: MetadatiAgid | null;
  avanza: (a: Avanzamento) => void;
};

/** Everything but the documents, in the snapshot of the caller's transaction. */
export async function esportaDati(parti: Parti): Promise<Dati> {
  const { tx, cartella, anno, enteId } = parti;
  const file: FileElencato[] = [];
  const conto = { fatti: 0, tutti: await quantoDaScrivere(tx, anno) };
  const fatte = (n: number): void => {
    conto.fatti += n;
    parti.avanza({ ...conto });
  };
  const ente = await tx.selectFrom('ente').selectAll().where('id', '=', enteId).executeTakeFirstOrThrow();
  const aoo = await tx.selectFrom('aoo').select(['codice', 'denominazione']).executeTakeFirstOrThrow();
  const registri: RegistroEsportato[] = [];
  for (const r of await registriDellEnte(tx))
    registri.push(await esportaRegistro({ tx, cartella, anno, metadati: parti.metadati, file, fatte }, r));
  const { rows } = await sql<{
    riga: string;
  }>`SELECT to_jsonb(e)::text AS riga FROM ente e WHERE id = ${enteId}`.execute(tx);
  file.push(await scriviIntero(cartella, 'dati/ente.jsonl', `${rows[0]?.riga ?? ''}\n`));
  const tabelle: Record<string, number> = { ente: 1 };
  for (const t of await tabelleDeiDati(tx)) {
    const quali = condizione(t, anno);
    if (quali)
      tabelle[t.nome] = await scriviRighe({ tx, cartella, file }, `dati/${t.nome}.jsonl`, righeDi(t, quali));
  }
  // A year has the documents of its registrations; what is only in fascicoli is of none.
  if (parti.metadati && anno === null) file.push(await scriviMetadatiSciolti(parti, parti.metadati));
  const documenti = await scriviRighe({ tx, cartella, file }, 'documenti.jsonl', elencoDocumenti(anno));
  return {
    creataIl: new Date().toISOString(),
    ente: {
      codiceIpa: ente.codice_ipa,
      denominazione: ente.denominazione,
      codiceFiscale: ente.codice_fiscale,
    },
    aoo,
    anno,
    registri,
    tabelle,
    documenti,
    file,
  };
}

/** Which rows of a table go with the others; undefined: none of that year. */
function condizione(t: Tabella, anno: number | null): RawBuilder<unknown> | undefined {
  const altrove = ALTROVE[t.nome] ?? 'true';
  if (anno === null) return sql.raw(altrove);
  const dellAnno = t.colonne.includes('registrazione_id')
    ? 't.registrazione_id IN (SELECT r.id FROM registrazione r WHERE r.anno = :anno)'
    : DELL_ANNO[t.nome];
  return dellAnno === undefined
    ? undefined
    : sql.raw(`(${dellAnno.replaceAll(':anno', String(anno))}) AND (${altrove})`);
}

function righeDi({ nome }: Tabella, quali: RawBuilder<unknown>): RawBuilder<unknown> {
  const riservate = Object.keys(COLONNE_RISERVATE[nome] ?? {});
  const ordine = ORDINE[nome];
  return sql`SELECT (to_jsonb(t) - ${riservate}::text[])::text AS riga FROM ${sql.table(nome)} t WHERE ${quali}
    ${ordine === undefined ? sql`` : sql.raw(`ORDER BY ${ordine}`)}`;
}

/* The same content may have many rows, and is one file. */
function elencoDocumenti(anno: number | null): RawBuilder<unknown> {
  const quali =
    anno === null
      ? sql`true`
      : sql`EXISTS (SELECT FROM registrazione_documento d JOIN registrazione r ON r.id = d.registrazione_id
          WHERE d.documento_id = t.id AND r.anno = ${anno})`;
  return sql`SELECT json_build_object('impronta', t.impronta, 'dimensione', max(t.dimensione))::text AS riga
    FROM documento t WHERE ${quali} GROUP BY t.impronta ORDER BY t.impronta`;
}

async function quantoDaScrivere(tx: Tx, anno: number | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT (SELECT count(*) FROM foglia) + (SELECT count(*) FROM registrazione r WHERE ${anno}::integer IS NULL OR r.anno = ${anno}::integer)
      + (SELECT count(DISTINCT impronta) FROM documento) AS n`.execute(tx);
  return rows[0]?.n ?? 0;
}
