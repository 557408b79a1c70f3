import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bustaDiTrasporto,
  leggiInvio,
  nuovaAutorita,
  nuovaSpedizione,
  nuovoGestore,
  scriviLettera,
  type Gestore,
  type Lettera,
} from '#gestore-pec';
import { apriLettore, importaMessaggi } from '#pec';
import { openFileSystemStore } from '#platform/storage';
import { vaultOf } from '#platform/vault';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

export type LetteraDiProva = Omit<Lettera, 'a'>;

/** A message as it lies in a box, made at that instant by that provider. */
export type Fabbrica = (g: Gestore, istante: Date) => Promise<Buffer>;

/** In its transport envelope, to that box. */
export const certificata =
  (casella: { indirizzo: string }, lettera: LetteraDiProva): Fabbrica =>
  async (g, istante) => {
    const invio = leggiInvio(await scriviLettera(g, { ...lettera, a: [casella.indirizzo] }));
    const s = nuovaSpedizione(g, invio, [{ indirizzo: casella.indirizzo, tipo: 'certificato' }]);
    return await bustaDiTrasporto(s, istante);
  };

/**
 * Letters as a provider would deliver them, brought into a box by the real intake, the first the oldest.
 *
 * @returns how many are new
 */
export const importaLettere = (
  p: ProdottoDiProva,
  casella: { id: string; indirizzo: string },
  lettere: readonly LetteraDiProva[],
): Promise<number> =>
  importaPosta(
    p,
    casella,
    lettere.map((l) => certificata(casella, l)),
  );

/** The same of messages of any kind. */
export async function importaPosta(
  p: ProdottoDiProva,
  casella: { id: string },
  messaggi: readonly Fabbrica[],
): Promise<number> {
  const autorita = await nuovaAutorita();
  const gestore = await nuovoGestore(autorita, 'gestore.example');
  const cartella = await mkdtemp(join(tmpdir(), 'tabularium-lettere-'));
  try {
    const file: string[] = [];
    for (const [i, fabbrica] of messaggi.entries()) {
      const istante = new Date(Date.now() - (messaggi.length - i) * 60_000);
      const percorso = join(cartella, `${String(i).padStart(5, '0')}.eml`);
      await writeFile(percorso, await fabbrica(gestore, istante));
      await utimes(percorso, istante, istante);
      file.push(percorso);
    }
    const { nuovi, scartati } = await importaMessaggi(
      {
        db: p.db,
        archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
        log: p.ambiente.log,
        vault: vaultOf([{ id: 'prova', bytes: Buffer.alloc(32, 7) }]),
        dati: p.ambiente.dati,
        certificatiFidati: undefined,
        leggi: apriLettore(() => [{ nome: 'Autorità di prova', certificato: autorita.certificato }]),
      },
      { id: casella.id, enteId: p.ente.enteId },
      file,
      () => undefined,
    );
    if (scartati.length > 0) throw new Error(JSON.stringify(scartati));
    return nuovi;
  } finally {
    await rm(cartella, { recursive: true });
  }
}
