import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { proponi, type Proposta } from './classificatore.ts';
import type { MisureFascicoli } from './misure-fascicoli.ts';
import { proponiFascicoli } from './proponi-fascicoli.ts';
import type { InMemoria } from './modelli-in-memoria.ts';
import type { DomandaSuggerimenti, Suggerimenti } from './suggerimenti.schema.ts';
import { tratti } from './tratti.ts';
import { proponiUffici } from './uffici.ts';

const QUANTI = 3;
/** Asked for more than shown: some may no longer be usable. */
const DA_SCEGLIERE = 8;
/** What the model hardly believes itself is not worth a look. */
const MINIMO = 0.02;

type Usabile = { risposta: string; id: string; codice: string; denominazione: string };

/**
 * At most three classes, offices and fascicoli for what is being registered, the likeliest first. Nothing is applied: they
 * are there to be chosen.
 */
export async function suggerisci(
  tx: Tx,
  ctx: Contesto,
  domanda: DomandaSuggerimenti,
  inMemoria: InMemoria | undefined,
  misure: MisureFascicoli,
): Promise<Suggerimenti> {
  const t = tratti(domanda);
  const modello = domanda.oggetto.trim() === '' ? undefined : inMemoria?.modello;
  const credute = (proposte: Proposta[]): Proposta[] => proposte.filter((p) => p.punteggio >= MINIMO);
  const classi = credute(modello ? proponi(modello.classi, t, DA_SCEGLIERE) : []);
  const uffici = credute(modello ? proponiUffici(modello, t, DA_SCEGLIERE) : []);
  const usabili = await trovaUsabili(tx, classi, uffici);
  const classifiche = scegli(classi, usabili);
  const { fascicoli, misura } = await proponiFascicoli(
    tx,
    ctx,
    domanda,
    classifiche.map((c) => c.id),
    misure,
  );
  return {
    classifiche: classifiche.map(({ codice, denominazione, punteggio }) => ({
      codice,
      denominazione,
      punteggio,
    })),
    uffici: scegli(uffici, usabili).map(({ codice, denominazione, punteggio }) => ({
      codice,
      denominazione,
      punteggio,
    })),
    fascicoli,
    modello: {
      ...inMemoria?.misure.classi,
      esempi: inMemoria?.esempi ?? 0,
      ...(inMemoria && { addestratoIl: inMemoria.addestratoIl.toISOString() }),
      ...(inMemoria?.misure.uffici && { uffici: inMemoria.misure.uffici }),
      ...(misura && { fascicoli: misura }),
    },
  };
}

function scegli(proposte: Proposta[], usabili: Map<string, Usabile>): (Usabile & { punteggio: number })[] {
  const gia = new Set<string>();
  return proposte
    .flatMap((p) => {
      const trovata = usabili.get(p.risposta);
      // A closed office and its successor are one answer, with the better score.
      if (!trovata || gia.has(trovata.id)) return [];
      gia.add(trovata.id);
      return [{ ...trovata, punteggio: Math.round(p.punteggio * 1000) / 1000 }];
    })
    .slice(0, QUANTI);
}

/**
 * Of entries and offices, those that a registration of today can have, by what the model calls them; in the place of a closed
 * office, the one that does its work.
 */
async function trovaUsabili(tx: Tx, classi: Proposta[], uffici: Proposta[]): Promise<Map<string, Usabile>> {
  if (classi.length + uffici.length === 0) return new Map();
  const { rows } = await sql<Usabile>`SELECT risposta, id, codice, denominazione
    FROM usabili_suggeriti(${classi.map((p) => p.risposta)}::uuid[], ${uffici.map((p) => p.risposta)}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((r) => [r.risposta, r]));
}
