import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { regoleInVigore } from './piani/regole-in-vigore.ts';
import { nomiLivelli, oggi, titolarioInUso, vociDi, type RigaVoce } from './titolario.queries.ts';
import type { Conservazione, NodoTitolario, TitolarioInUso } from './titolario.schema.ts';

/**
 * The whole titolario of a day, or of today, as a tree in its own order (RN-42.7-2).
 *
 * @throws Rifiuto `titolario.assente`
 */
export async function leggiTitolario(
  tx: Tx,
  filtro: { data?: string; conteggi?: boolean } = {},
): Promise<TitolarioInUso> {
  const { id } = await titolarioInUso(tx, filtro.data);
  return await leggiVersione(tx, id, filtro);
}

/**
 * A version, published or draft, as a tree; retention is that of the plan in force on the day, or today.
 *
 * @throws Rifiuto `titolario.versione-non-trovata`
 */
export async function leggiVersione(
  tx: Tx,
  id: string,
  filtro: { data?: string; conteggi?: boolean } = {},
): Promise<TitolarioInUso> {
  const versione = await tx
    .selectFrom('titolario')
    .select(['versione', 'stato', 'in_uso_dal', 'in_uso_al', 'livelli'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!versione) throw versioneNonTrovata();
  const regole = await regoleInVigore(tx, filtro.data ?? (await oggi(tx)));
  const quante = filtro.conteggi ? await conteggi(tx) : undefined;
  return {
    id,
    versione: versione.versione,
    stato: versione.stato as TitolarioInUso['stato'],
    ...(versione.in_uso_dal !== null && { inUsoDal: versione.in_uso_dal }),
    ...(versione.in_uso_al !== null && { inUsoAl: versione.in_uso_al }),
    livelli: await nomiLivelli(tx, versione.livelli),
    items: albero(await vociDi(tx, id), regole, quante),
  };
}

export function versioneNonTrovata(): Rifiuto {
  return new Rifiuto({
    codice: 'titolario.versione-non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La versione del titolario non esiste.',
  });
}

type Conteggio = { registrazioni: number; fascicoli: number };
type Conteggi = Map<string, Conteggio>;
const NESSUNO: Conteggio = { registrazioni: 0, fascicoli: 0 };

/** What is under each code, in whatever version: one looks for it by code. */
async function conteggi(tx: Tx): Promise<Conteggi> {
  const { rows } = await sql<Conteggio & { codice: string }>`
    SELECT v.codice, sum(c.registrazioni)::integer AS registrazioni, sum(c.fascicoli)::integer AS fascicoli
    FROM conteggio_voce c JOIN voce_titolario v ON v.id = c.voce_titolario_id
    GROUP BY v.codice`.execute(tx);
  return new Map(rows.map(({ codice, ...n }) => [codice, n]));
}

function albero(
  righe: readonly RigaVoce[],
  regole: ReadonlyMap<string, Omit<Conservazione, 'ereditata'>>,
  quante: Conteggi | undefined,
): NodoTitolario[] {
  const items: NodoTitolario[] = [];
  const nodi = new Map<string, NodoTitolario>();
  const conPartizioni = new Set(righe.filter((r) => r.codice !== null && !r.chiusa).map((r) => r.padre_id));
  // Fathers come before their children: the rows are by level.
  for (const r of righe) {
    const padre = r.padre_id === null ? undefined : nodi.get(r.padre_id);
    const sua = regole.get(r.identita);
    const conservazione = sua
      ? { ...sua, ereditata: false }
      : padre?.conservazione && { ...padre.conservazione, ereditata: true };
    const conto = quante && r.codice !== null ? (quante.get(r.codice) ?? NESSUNO) : undefined;
    const nodo: NodoTitolario = {
      id: r.id,
      identita: r.identita,
      ...(r.codice !== null && { codice: r.codice }),
      numero: r.numero,
      denominazione: r.denominazione,
      tipi: r.tipi,
      ...(r.nota !== null && { nota: r.nota }),
      ...(r.testo_originale !== null && { testoOriginale: r.testo_originale }),
      ...(r.chiusa && { chiusa: true }),
      usabile: r.codice !== null && !r.chiusa && !conPartizioni.has(r.id),
      ...(r.introdotta_il !== null && { introdottaIl: r.introdotta_il }),
      ...(r.variata_il !== null && { variataIl: r.variata_il }),
      ...(conservazione && { conservazione }),
      ...conto,
      figli: [],
    };
    nodi.set(r.id, nodo);
    (padre ? padre.figli : items).push(nodo);
  }
  return items;
}
