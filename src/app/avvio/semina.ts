import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tx } from '#platform/db';
import { creaEnte, type NuovoEnte } from '#organizzazione';
import { creaRegistro } from '#numerazione';
import { importaRepertori, type RepertoriDaImportare } from '#repertori';
import {
  importaEsclusioni,
  importaProntuario,
  importaTitolario,
  type EsclusioniDaImportare,
  type TitolarioDaImportare,
  type VoceDaImportare,
} from '#titolario';
import { RADICE } from './radice.ts';

/**
 * Makes an ente ready to register: itself, the titolario with its prontuario and the excluded kinds of the model manual, the registro di
 * protocollo generale and the repertori of art. 39. All in the caller's transaction, on the owner's connection.
 *
 * @returns identity of the new ente
 */
export async function seminaEnte(tx: Tx, ente: NuovoEnte): Promise<string> {
  const { enteId, aooId } = await creaEnte(tx, ente);
  await importaTitolario(tx, enteId, (await leggiSeme('titolario-comuni.json')) as TitolarioDaImportare);
  await importaProntuario(
    tx,
    enteId,
    (await leggiSeme('prontuario-comuni.json')) as { voci: VoceDaImportare[] },
  );
  await importaEsclusioni(tx, enteId, (await leggiSeme('esclusioni.json')) as EsclusioniDaImportare);
  await creaRegistro(tx, { enteId, aooId, codice: 'PG', denominazione: 'Protocollo generale' });
  await creaRegistro(tx, {
    enteId,
    aooId,
    codice: 'FASC',
    denominazione: 'Repertorio dei fascicoli',
    tipo: 'fascicoli',
    numerazione: 'continua',
  });
  await importaRepertori(
    tx,
    { enteId, aooId },
    (await leggiSeme('registri-particolari.json')) as RepertoriDaImportare,
  );
  return enteId;
}

async function leggiSeme(nome: string): Promise<unknown> {
  return JSON.parse(await readFile(join(RADICE, 'db/seed', nome), 'utf8'));
}
