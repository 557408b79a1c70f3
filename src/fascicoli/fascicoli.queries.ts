import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { apribile } from './accesso.ts';
import { nonTrovato } from './fascicoli.errors.ts';
import type { FascicoloBreve, Riservatezza, TipoFascicolo } from './fascicoli.schema.ts';

/** A fascicolo as the verbs need it. */
export type RigaFascicolo = {
  id: string;
  registro_id: string;
  numero: number;
  sottofascicolo: number;
  inserto: number;
  livello: number;
  codice: string;
  padre_id: string | null;
  tipo: TipoFascicolo;
  criterio: string;
  voce_titolario_id: string;
  identita: string;
  voce_codice: string;
  voce_denominazione: string;
  ordine_classe: number[];
  aggregazione_id: string | null;
  unita_id: string;
  rpa_utente_id: string | null;
  denominazione: string;
  oggetto: string;
  riservatezza: Riservatezza;
  tutti_gli_uffici: boolean;
  uffici_ammessi: string[];
  luogo: string | null;
  note: string | null;
  intestatario: unknown;
  amministrazioni: unknown;
  procedimento: unknown;
  dati: unknown;
  data_apertura: string;
  aperto_il: Date;
  operatore: string;
  data_chiusura: string | null;
  chiuso_il: Date | null;
  chiuso_da: string | null;
  anno: number;
  versione: number;
};

/**
 * The fascicolo, sottofascicolo or inserto with that number.
 *
 * @param blocco holds it until the transaction ends: no document goes in, nobody else closes it
 * @throws Rifiuto `fascicolo.non-trovato`, also when it is not open to the asker's office
 */
export async function trovaFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  blocco: 'nessuno' | 'per-modifica' = 'nessuno',
): Promise<RigaFascicolo> {
  const { rows } = await sql<RigaFascicolo>`
    SELECT f.*, v.identita, v.codice AS voce_codice, v.denominazione AS voce_denominazione
    FROM fascicolo f JOIN voce_titolario v ON v.id = f.voce_titolario_id
    WHERE f.codice = ${numero} AND ${apribile(ctx)} ${blocco === 'per-modifica' ? sql`FOR UPDATE OF f` : sql``}`.execute(
    tx,
  );
  if (!rows[0]) throw nonTrovato(numero);
  return rows[0];
}

type RigaBreve = {
  id: string;
  codice: string;
  anno: number;
  livello: number;
  tipo: TipoFascicolo;
  denominazione: string;
  oggetto: string;
  voce_codice: string;
  voce_denominazione: string;
  unita_codice: string;
  unita_denominazione: string;
  rpa_id: string | null;
  rpa_nome: string | null;
  rpa_cognome: string | null;
  riservatezza: Riservatezza;
  data_apertura: string;
  data_chiusura: string | null;
  documenti: number;
  sottofascicoli: number;
};

/** The fascicoli with these ids, in this order, as lists show them. Which may be seen was decided by who chose the ids. */
export async function leggiBrevi(
  tx: Tx,
  ids: readonly string[],
): Promise<(FascicoloBreve & { id: string })[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<RigaBreve>`
    SELECT f.id, f.codice, f.anno, f.livello, f.tipo, f.denominazione, f.oggetto, f.riservatezza, f.data_apertura, f.data_chiusura,
      v.codice AS voce_codice, v.denominazione AS voce_denominazione, u.codice AS unita_codice, u.denominazione AS unita_denominazione,
      p.id AS rpa_id, p.nome AS rpa_nome, p.cognome AS rpa_cognome,
      (SELECT count(*) FROM fascicolazione g WHERE g.fascicolo_id = f.id AND g.tolta_il IS NULL) AS documenti,
      (SELECT count(*) FROM fascicolo x WHERE x.padre_id = f.id) AS sottofascicoli
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS scelti (id, posto)
      JOIN fascicolo f ON f.id = scelti.id
      JOIN voce_titolario v ON v.id = f.voce_titolario_id
      JOIN unita u ON u.id = f.unita_id
      LEFT JOIN utente p ON p.id = f.rpa_utente_id
    ORDER BY scelti.posto`.execute(tx);
  return rows.map((r) => ({ id: r.id, ...breve(r) }));
}

function breve(r: RigaBreve): FascicoloBreve {
  return {
    numero: r.codice,
    anno: r.anno,
    livello: r.livello,
    tipo: r.tipo,
    denominazione: r.denominazione,
    oggetto: r.oggetto,
    classificazione: { codice: r.voce_codice, denominazione: r.voce_denominazione },
    ufficio: { codice: r.unita_codice, denominazione: r.unita_denominazione },
    rpa:
      r.rpa_id === null ? undefined : { id: r.rpa_id, nome: r.rpa_nome ?? '', cognome: r.rpa_cognome ?? '' },
    riservatezza: r.riservatezza,
    stato: r.data_chiusura === null ? 'aperto' : 'chiuso',
    dataApertura: r.data_apertura,
    dataChiusura: r.data_chiusura ?? undefined,
    documenti: r.documenti,
    sottofascicoli: r.sottofascicoli,
  };
}

/** The entries from the titolo down to this one, each with its text of that version. */
export async function percorsoVoce(
  tx: Tx,
  voceId: string,
): Promise<{ codice: string; denominazione: string; numero: number }[]> {
  const { rows } = await sql<{ codice: string; denominazione: string; numero: number }>`
    WITH RECURSIVE su AS (
      SELECT v.padre_id, v.codice, v.denominazione, v.numero, v.livello FROM voce_titolario v WHERE v.id = ${voceId}
      UNION ALL SELECT p.padre_id, p.codice, p.denominazione, p.numero, p.livello FROM voce_titolario p JOIN su ON su.padre_id = p.id
    ) SELECT codice, denominazione, numero FROM su ORDER BY livello`.execute(tx);
  return rows;
}

/** Ids of the offices with these codes. @throws Rifiuto built by `sconosciuto` for the first that is not there */
export async function trovaUffici(
  tx: Tx,
  codici: readonly string[],
  sconosciuto: (codice: string) => Error,
): Promise<string[]> {
  const trovati = await tx
    .selectFrom('unita')
    .select(['id', 'codice'])
    .where('codice', 'in', [...codici])
    .execute();
  return codici.map((codice) => {
    const unita = trovati.find((u) => u.codice === codice);
    if (!unita) throw sconosciuto(codice);
    return unita.id;
  });
}
