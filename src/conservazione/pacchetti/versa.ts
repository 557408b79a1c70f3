import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accodaPer } from '#platform/jobs';
import { avvisa, traccia, type Attore } from '#tracciamento';
import { rifiuto, senzaConservatore } from '../conservazione.errors.ts';
import type { PartiConservazione } from '../parti.ts';
import type { Oggetto } from './contenuto.ts';
import type { Versamento, VersamentoAccolto } from './pacchetti.schema.ts';
import { produciPacchetto } from './produci.ts';

/** Documents of one act: more are another act. */
const MASSIMO = 5000;

type Scelto = Oggetto & { che: string; difetto: string | null };

const VIVO = (tipo: string, id: ReturnType<typeof sql.ref>, anno = sql`0`) => sql<boolean>`EXISTS (
  SELECT FROM pacchetto p WHERE p.tipo = ${tipo} AND p.oggetto_id = ${id} AND p.anno = ${anno}
    AND p.stato IN ('prodotto', 'inviato', 'preso-in-carico'))`;

async function documenti(tx: Tx, d: NonNullable<Versamento['documenti']>): Promise<Scelto[]> {
  if (d.al < d.dal || d.al - d.dal >= MASSIMO)
    throw rifiuto(
      'troppi-documenti',
      'nonValido',
      `Si versano fino a ${MASSIMO} numeri per volta, dal minore al maggiore.`,
      'documenti.al',
    );
  const { rows } = await sql<Scelto>`
    SELECT 'documento' AS tipo, r.id AS "oggettoId", 0 AS anno, g.codice || ' ' || r.numero || '/' || r.anno AS che,
      CASE WHEN NOT EXISTS (SELECT FROM registrazione_documento x WHERE x.registrazione_id = r.id AND x.documento_id IS NOT NULL)
          THEN 'è di sola carta'
        WHEN ${VIVO('documento', sql.ref('r.id'))} THEN 'è già in cammino' END AS difetto
    FROM registrazione r JOIN registro g ON g.id = r.registro_id
    WHERE g.codice = ${d.registro} AND r.anno = ${d.anno} AND r.numero BETWEEN ${d.dal} AND ${d.al} ORDER BY r.numero`.execute(
    tx,
  );
  return rows;
}

async function fascicoli(tx: Tx, numeri: readonly string[]): Promise<Scelto[]> {
  const { rows } = await sql<Scelto>`
    SELECT 'fascicolo' AS tipo, f.id AS "oggettoId", 0 AS anno, 'fascicolo ' || n.codice AS che,
      CASE WHEN f.id IS NULL THEN 'non esiste' WHEN f.chiuso_il IS NULL THEN 'è aperto'
        WHEN ${VIVO('fascicolo', sql.ref('f.id'))} THEN 'è già in cammino' END AS difetto
    FROM unnest(${numeri}::text[]) AS n (codice) LEFT JOIN fascicolo f ON f.codice = n.codice`.execute(tx);
  return rows;
}

async function repertori(tx: Tx, scelti: NonNullable<Versamento['repertori']>): Promise<Scelto[]> {
  const { rows } = await sql<Scelto>`
    SELECT 'repertorio' AS tipo, g.id AS "oggettoId", n.anno, n.registro || ' del ' || n.anno AS che,
      CASE WHEN g.id IS NULL OR g.tipo = 'fascicoli' THEN 'non esiste'
        WHEN n.anno >= extract(year FROM oggi_a_roma()) THEN 'l’anno non è finito'
        WHEN ${VIVO('repertorio', sql.ref('g.id'), sql`n.anno`)} THEN 'è già in cammino' END AS difetto
    FROM jsonb_to_recordset(${JSON.stringify(scelti)}) AS n (registro text, anno smallint) LEFT JOIN registro g ON g.codice = n.registro`.execute(
    tx,
  );
  return rows;
}

/**
 * The act of who hands over: what is to go is chosen and written down, and the packages are made by and by. What cannot go is said,
 * one by one.
 *
 * @throws Rifiuto `conservazione.senza-conservatore`, `conservazione.nulla-da-versare`, `conservazione.troppi-documenti`
 */
export async function versa(tx: Tx, ctx: Contesto, v: Versamento): Promise<VersamentoAccolto> {
  if (!(await tx.selectFrom('conservatore').select('id').where('attivo', '=', true).executeTakeFirst()))
    throw senzaConservatore();
  const scelti = [
    ...(v.documenti ? await documenti(tx, v.documenti) : []),
    ...(v.fascicoli?.length ? await fascicoli(tx, v.fascicoli) : []),
    ...(v.repertori?.length ? await repertori(tx, v.repertori) : []),
  ];
  const buoni = scelti.filter((s) => s.difetto === null);
  const esclusi = scelti.flatMap((s) => (s.difetto === null ? [] : [{ che: s.che, motivo: s.difetto }]));
  if (scelti.length === 0)
    throw rifiuto('nulla-da-versare', 'nonValido', 'La scelta non comprende nulla.', 'documenti');
  for (const { tipo, oggettoId, anno } of buoni)
    await accodaPer(
      tx,
      'conservazione.produci',
      `conservazione.produci:${tipo}:${oggettoId}:${anno}`,
      { enteId: ctx.ente.id, tipo, oggettoId, anno, attore: ctx.attore, utenteId: ctx.utenteId },
      new Date(),
    );
  await traccia(
    tx,
    ctx,
    'conservazione.versato',
    { tipo: 'versamento' },
    { ...v, accolti: buoni.length, esclusi: esclusi.length },
  );
  return { accolti: buoni.length, esclusi: esclusi.slice(0, 500) };
}

/** `conservazione.produci`: makes one of the packages of an act. What is on its way already is not made again. */
export async function lavoroProduci(contenuto: unknown, parti: PartiConservazione): Promise<void> {
  const c = contenuto as Oggetto & { enteId: string; attore: string; utenteId: string | null };
  const chi: Attore = {
    ente: { id: c.enteId },
    attore: c.attore,
    utenteId: c.utenteId,
    chiaveApiId: null,
    unita: null,
    ip: '',
    richiestaId: '',
  };
  try {
    await produciPacchetto(parti, chi, { tipo: c.tipo, oggettoId: c.oggettoId, anno: c.anno });
  } catch (errore) {
    if (!(errore instanceof Rifiuto)) throw errore;
    if (errore.codice === 'conservazione.gia-versato') return;
    await inTransazione(parti.db, c.enteId, (tx) =>
      avvisa(
        tx,
        c.enteId,
        `conservazione.non-prodotto:${c.oggettoId}`,
        `Un pacchetto di versamento non si riesce a fare: ${errore.dettaglio}`,
        { tipo: c.tipo, oggetto: c.oggettoId },
      ),
    );
  }
}
