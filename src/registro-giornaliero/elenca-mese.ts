import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { chiusureDi, leggiCalendario } from './calendario/calendario.ts';
import { giornoLavorativo } from './calendario/giorni-lavorativi.ts';
import { giorniDopo } from './calendario/giorno.ts';
import { findGiornalieri } from './giornalieri.queries.ts';
import type { MeseGiornalieri } from './registro-giornaliero.schema.ts';

function giorniDelMese(mese: string): string[] {
  const giorni: string[] = [];
  for (let g = `${mese}-01`; g.startsWith(mese); g = giorniDopo(g, 1)) giorni.push(g);
  return giorni;
}

/** A month of a register: its daily registers, the days that lack theirs, those on which nobody works. */
export async function elencaMese(tx: Tx, registro: string, mese: string): Promise<MeseGiornalieri> {
  const giorni = giorniDelMese(mese);
  const trovati = await findGiornalieri(tx, registro, giorni[0] ?? '', giorni.at(-1) ?? '');
  const { rows: registri } = await sql<{ codice: string; denominazione: string; dal: string }>`
    SELECT codice, denominazione, giornaliero_dal::text AS dal FROM registro WHERE giornaliero_dal IS NOT NULL
    ORDER BY tipo, codice`.execute(tx);
  const { rows: stato } = await sql<{ oggi: string; ritardo: number }>`
    SELECT oggi_del_registro()::text AS oggi, (SELECT count(*)::integer FROM registro_giornaliero g JOIN registro r ON r.id = g.registro_id
      WHERE r.codice = ${registro} AND g.dovuto_entro < oggi_del_registro() AND NOT giornaliero_consegnato(g.id)) AS ritardo`.execute(
    tx,
  );
  const dal = registri.find((r) => r.codice === registro)?.dal;
  const oggi = stato[0]?.oggi ?? '';
  const fatti = new Set(trovati.map((g) => g.giorno));
  const chiusure = chiusureDi(await leggiCalendario(tx));
  return {
    items: trovati,
    registri,
    mancanti: giorni.filter((g) => dal !== undefined && g >= dal && g < oggi && !fatti.has(g)),
    inRitardo: stato[0]?.ritardo ?? 0,
    festivi: giorni.filter((g) => !giornoLavorativo(g, chiusure)),
  };
}
