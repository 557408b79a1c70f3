import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ricevi } from '#documenti';
import { inLettura, inTransazione } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { conserva } from './libro/conserva.ts';
import { leggiMessaggioConservato } from './libro/leggi-conservato.ts';
import type { PartiRicezione } from './parti.ts';

const MASSIMO = 512 * 1024 * 1024;

export type Importati = {
  /** New messages by kind. */
  perTipo: Map<string, number>;
  nuovi: number;
  gia: number;
  /** Files that are no message, or could not be read from disk, and why. */
  scartati: { file: string; motivo: string }[];
};

/** The files themselves, and those ending in `.eml` of the folders, at any depth, in the order of their names. */
export async function trovaEml(percorsi: readonly string[]): Promise<string[]> {
  const trovati: string[] = [];
  for (const percorso of percorsi) {
    if (!(await stat(percorso)).isDirectory()) trovati.push(percorso);
    else
      for (const voce of await readdir(percorso, { recursive: true, withFileTypes: true }))
        if (voce.isFile() && /\.eml$/i.test(voce.name)) trovati.push(join(voce.parentPath, voce.name));
  }
  return [...new Set(trovati)].sort();
}

/**
 * Brings old messages in by the same way as those that arrive: kept, read, put where they belong. Doing it twice changes nothing.
 *
 * @param avanza told after each file
 */
export async function importaMessaggi(
  parti: PartiRicezione,
  casella: { id: string; enteId: string },
  file: readonly string[],
  avanza: (fatti: number) => void,
): Promise<Importati> {
  const esito: Importati = { perTipo: new Map(), nuovi: 0, gia: 0, scartati: [] };
  for (const [i, percorso] of file.entries()) {
    try {
      const preso = await importa(parti, casella, percorso);
      if (preso.gia) esito.gia++;
      else {
        esito.nuovi++;
        esito.perTipo.set(preso.tipo, (esito.perTipo.get(preso.tipo) ?? 0) + 1);
      }
    } catch (errore) {
      if (!(errore instanceof Error) || !('codice' in errore || 'errno' in errore)) throw errore;
      esito.scartati.push({ file: percorso, motivo: errore.message });
    }
    avanza(i + 1);
  }
  return esito;
}

async function importa(
  parti: PartiRicezione,
  { id: casellaId, enteId }: { id: string; enteId: string },
  percorso: string,
): Promise<{ gia: boolean; tipo: string }> {
  const { mtime } = await stat(percorso);
  const ricevuto = await ricevi(parti.archivio, enteId, createReadStream(percorso), MASSIMO);
  try {
    const { id, gia } = await inTransazione(parti.db, enteId, (tx) =>
      conserva(tx, attoreSistema(enteId), { casellaId, ricevuto, arrivatoIl: mtime, via: 'importato' }),
    );
    if (!gia) await leggiMessaggioConservato(parti, enteId, id);
    const { tipo } = await inLettura(parti.db, enteId, (tx) =>
      tx.selectFrom('messaggio').select('tipo').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    return { gia, tipo: tipo ?? 'illeggibile' };
  } finally {
    await ricevuto.deposito.discard();
  }
}
