import { sql } from 'kysely';
import { principaliDi, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { apribile, puoSpostare } from './accesso.ts';
import { leggiBrevi } from './fascicoli.queries.ts';
import type { Candidati, FascicoliDelDocumento, RiferimentoRegistrazione } from './fascicoli.schema.ts';
import { trovaRegistrato } from './trova-registrato.ts';

const CANDIDATI = 20;

/** The fascicoli a registration is in (RN-12.3c); of those reserved to other offices only how many they are. */
export async function fascicoliDelDocumento(
  tx: Tx,
  ctx: Contesto,
  chiave: RiferimentoRegistrazione,
): Promise<FascicoliDelDocumento> {
  const documento = await trovaRegistrato(tx, ctx, chiave);
  const { rows } = await sql<{
    id: string;
    codice: string;
    denominazione: string;
    oggetto: string;
    voce: string;
    chiuso: boolean;
    inserita_il: Date;
    operatore: string;
    dal_protocollo: boolean;
    unita_id: string | null;
    fascicolo_unita_id: string;
    apribile: boolean;
  }>`
    SELECT g.id, f.codice, f.denominazione, f.oggetto, v.codice AS voce, f.chiuso_il IS NOT NULL AS chiuso, g.inserita_il, g.operatore,
      g.dal_protocollo, g.unita_id, f.unita_id AS fascicolo_unita_id, coalesce(${apribile(ctx)}, false) AS apribile
    FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id JOIN voce_titolario v ON v.id = f.voce_titolario_id
    WHERE g.registrazione_id = ${documento.id} AND g.tolta_il IS NULL ORDER BY g.inserita_il, g.id`.execute(
    tx,
  );
  return {
    items: rows
      .filter((r) => r.apribile)
      .map((r) => ({
        fascicolazione: r.id,
        numero: r.codice,
        denominazione: r.denominazione,
        oggetto: r.oggetto,
        classificazione: r.voce,
        stato: r.chiuso ? 'chiuso' : 'aperto',
        inseritoIl: oraDiRoma(r.inserita_il),
        inseritoDa: r.operatore,
        dalProtocollo: r.dal_protocollo,
        puoSpostare: !r.chiuso && puoSpostare(ctx, r),
      })),
    nascosti: rows.filter((r) => !r.apribile).length,
  };
}

/**
 * Open fascicoli where a registration may belong, with what speaks for each (same sender, words of the oggetto, same class), and
 * the data to open a new one with: the office decides which (RN-43.4, RN-44.1).
 */
export async function fascicoliCandidati(
  tx: Tx,
  ctx: Contesto,
  chiave: RiferimentoRegistrazione,
): Promise<Candidati> {
  const documento = await trovaRegistrato(tx, ctx, chiave);
  const corrispondenti = await tx
    .selectFrom('corrispondente as c')
    .innerJoin('registrazione as r', 'r.id', 'c.registrazione_id')
    .select(['c.nominativo', 'c.codice_fiscale'])
    .where('c.registrazione_id', '=', documento.id)
    .where('c.tipo', '<>', 'anonimo')
    .where((eb) =>
      eb('c.ruolo', '=', eb.case().when('r.flusso', '=', 'E').then('mittente').else('destinatario').end()),
    )
    .orderBy('c.ordine')
    .limit(20)
    .execute();
  const { rows } = await sql<{
    id: string;
    per_mittente: boolean;
    per_oggetto: number;
    per_classe: boolean;
  }>`
    SELECT id, per_mittente, per_oggetto, per_classe FROM candidati_fascicoli(${principaliDi(ctx)}::uuid[], ${documento.oggetto},
      ARRAY(SELECT v.id FROM voce_titolario v WHERE v.identita = ${documento.identita}::uuid),
      ${corrispondenti.flatMap((c) => (c.codice_fiscale === null ? [] : [c.codice_fiscale]))},
      ${corrispondenti.map((c) => c.nominativo)}, ${CANDIDATI})
    WHERE id NOT IN (SELECT g.fascicolo_id FROM fascicolazione g WHERE g.registrazione_id = ${documento.id} AND g.tolta_il IS NULL)`.execute(
    tx,
  );
  const brevi = new Map(
    (
      await leggiBrevi(
        tx,
        rows.map((r) => r.id),
      )
    ).map(({ id, ...f }) => [id, f]),
  );
  return {
    items: rows.flatMap((r) => {
      const fascicolo = brevi.get(r.id);
      if (!fascicolo) return [];
      const perche: Candidati['items'][number]['perche'] = [];
      if (r.per_mittente) perche.push('mittente');
      if (r.per_oggetto > 0) perche.push('oggetto');
      if (r.per_classe) perche.push('classificazione');
      return [{ fascicolo, perche }];
    }),
    nuovo: {
      classificazione: documento.voce_codice ?? undefined,
      oggetto: documento.oggetto.slice(0, 4000),
      denominazione: documento.oggetto.slice(0, 500),
    },
  };
}
