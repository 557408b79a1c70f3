import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { puoModificare } from './accesso.ts';
import { leggiBrevi, percorsoVoce, trovaFascicolo, type RigaFascicolo } from './fascicoli.queries.ts';
import type { Fascicolo } from './fascicoli.schema.ts';

/** Parts listed inside their fascicolo; a longer list is paged (`…/sottofascicoli`). */
const CONTENUTI = 500;

/** Stable addresses of a fascicolo and of what is made from it. */
function collegamenti(numero: string): { self: { href: string } } & Record<string, { href: string }> {
  const href = `/api/v1/fascicoli/${numero}`;
  return {
    self: { href },
    documenti: { href: `${href}/documenti` },
    storia: { href: `${href}/storia` },
    copertina: { href: `${href}/copertina.pdf` },
    indice: { href: `${href}/indice.pdf` },
    esportazione: { href: `${href}/esportazione.zip` },
  };
}

/** Where the fascicolo is: itself, or the fascicolo (and sottofascicolo) that holds it, from the outermost. */
async function percorso(tx: Tx, f: RigaFascicolo): Promise<{ numero: string; denominazione: string }[]> {
  if (f.livello === 1) return [{ numero: f.codice, denominazione: f.denominazione }];
  return await tx
    .selectFrom('fascicolo')
    .select(['codice as numero', 'denominazione'])
    .where('registro_id', '=', f.registro_id)
    .where('numero', '=', f.numero)
    .where((eb) =>
      eb.or([
        eb('livello', '=', 1),
        eb.and([eb('sottofascicolo', '=', f.sottofascicolo), eb('inserto', 'in', [0, f.inserto])]),
      ]),
    )
    .orderBy('livello')
    .execute();
}

/** Ids of its sottofascicoli, or of the inserti of a sottofascicolo, in their order. */
export async function idContenuti(
  tx: Tx,
  fascicoloId: string,
  dopo = 0,
  quanti = CONTENUTI,
): Promise<string[]> {
  const righe = await tx
    .selectFrom('fascicolo')
    .select('id')
    .where('padre_id', '=', fascicoloId)
    .where('progressivo', '>', dopo)
    .orderBy('progressivo')
    .limit(quanti)
    .execute();
  return righe.map((r) => r.id);
}

async function documentiInTutto(tx: Tx, f: RigaFascicolo): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM fascicolo x JOIN fascicolazione g ON g.fascicolo_id = x.id AND g.tolta_il IS NULL
    WHERE x.registro_id = ${f.registro_id} AND x.numero = ${f.numero}
      AND (${f.livello} = 1 OR x.sottofascicolo = ${f.sottofascicolo}) AND (${f.livello} < 3 OR x.inserto = ${f.inserto})`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** A fascicolo, sottofascicolo or inserto, whole: its data, where it is, what it holds (RN-44.1, RN-43.3). */
export async function leggiFascicolo(tx: Tx, ctx: Contesto, numero: string): Promise<Fascicolo> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const [breve] = await leggiBrevi(tx, [f.id]);
  if (!breve) throw new Error(`fascicolo ${numero} non riletto`);
  const { id: _id, ...dati } = breve;
  const voci = await percorsoVoce(tx, f.voce_titolario_id);
  const voce =
    f.aggregazione_id === null
      ? undefined
      : await tx
          .selectFrom('voce_titolario')
          .select(['id', 'denominazione', 'tipi'])
          .where('id', '=', f.aggregazione_id)
          .executeTakeFirst();
  const uffici = f.tutti_gli_uffici
    ? []
    : await tx
        .selectFrom('unita')
        .select(['codice', 'denominazione'])
        .where('id', 'in', f.uffici_ammessi)
        .orderBy('denominazione')
        .execute();
  const contenuti = breve.sottofascicoli === 0 ? [] : await leggiBrevi(tx, await idContenuti(tx, f.id));
  return {
    ...dati,
    criterio: f.criterio as Fascicolo['criterio'],
    classificazione: {
      ...dati.classificazione,
      percorso: voci.map((v) => ({ codice: v.codice, denominazione: v.denominazione })),
    },
    voce,
    percorso: await percorso(tx, f),
    contenuti: contenuti.map(({ id: _, ...c }) => c),
    documentiInTutto: breve.sottofascicoli === 0 ? breve.documenti : await documentiInTutto(tx, f),
    uffici: f.tutti_gli_uffici ? 'tutti' : uffici,
    luogo: f.luogo ?? undefined,
    note: f.note ?? undefined,
    intestatario: (f.intestatario ?? undefined) as Fascicolo['intestatario'],
    amministrazioniPartecipanti: f.amministrazioni as Fascicolo['amministrazioniPartecipanti'],
    procedimento: (f.procedimento ?? undefined) as Fascicolo['procedimento'],
    dati: f.dati as Fascicolo['dati'],
    apertoIl: oraDiRoma(f.aperto_il),
    apertoDa: f.operatore,
    chiusoIl: f.chiuso_il ? oraDiRoma(f.chiuso_il) : undefined,
    chiusoDa: f.chiuso_da ?? undefined,
    puoModificare: puoModificare(ctx, f),
    versione: f.versione,
    _links: collegamenti(f.codice),
  };
}
