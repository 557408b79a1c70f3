import type { Fascicolo } from '../../src/fascicoli/fascicoli.schema.ts';
import { arrivoDiCarta } from './carte-di-prova.ts';
import type { UtenteDiProva } from './ente-di-prova.ts';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

/** The eight compulsory data that who opens a fascicolo gives; the others come from the system. */
export function nuovoFascicolo(dati: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    tipo: 'affare',
    denominazione: 'Permesso di costruire Rossi',
    oggetto: 'Permesso di costruire per l’ampliamento di via Roma 1',
    classificazione: 'VI.3',
    riservatezza: 'nessuno',
    uffici: 'tutti',
    ...dati,
  };
}

/** Opens a fascicolo as that user, or fails. */
export async function apriDiProva(
  p: ProdottoDiProva,
  chi: UtenteDiProva,
  dati: Record<string, unknown> = {},
): Promise<Fascicolo> {
  const r = await p.chiama<Fascicolo>(chi, 'POST', '/fascicoli', { corpo: nuovoFascicolo(dati) });
  if (r.stato !== 201) throw new Error(`apertura: ${r.testo}`);
  return r.corpo;
}

export type DocumentoDiProva = { registro: string; anno: number; numero: number };

/** Registers an incoming document on paper, classified in VI.3 unless told otherwise, and says how it is referred to. */
export async function registraDiProva(
  p: ProdottoDiProva,
  chi: UtenteDiProva,
  dati: Record<string, unknown> = {},
): Promise<DocumentoDiProva> {
  const r = await p.chiama<{ anno: number; numero: string }>(chi, 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(`registrazione: ${r.testo}`);
  return { registro: 'PG', anno: r.corpo.anno, numero: Number(r.corpo.numero) };
}
