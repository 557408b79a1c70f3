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
  type Lettera,
} from '#gestore-pec';
import { apriLettore, importaMessaggi } from '#pec';
import { openFileSystemStore } from '#platform/storage';
import { vaultOf } from '#platform/vault';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

export type LetteraDiProva = Omit<Lettera, 'a'>;

/**
 * Letters as a provider would deliver them, brought into a box by the real intake, the first the oldest.
 *
 * @returns how many are new
 */
export async function importaLettere(
  p: ProdottoDiProva,
  casella: { id: string; indirizzo: string },
  lettere: readonly LetteraDiProva[],
): Promise<number> {
  const autorita = await nuovaAutorita();
  const gestore = await nuovoGestore(autorita, 'gestore.example');
  const cartella = await mkdtemp(join(tmpdir(), 'tabularium-lettere-'));
  try {
    const file: string[] = [];
    for (const [i, lettera] of lettere.entries()) {
      const invio = leggiInvio(await scriviLettera(gestore, { ...lettera, a: [casella.indirizzo] }));
      const istante = new Date(Date.now() - (lettere.length - i) * 60_000);
      const s = nuovaSpedizione(gestore, invio, [{ indirizzo: casella.indirizzo, tipo: 'certificato' }]);
      const percorso = join(cartella, `${String(i).padStart(5, '0')}.eml`);
      await writeFile(percorso, await bustaDiTrasporto(s, istante));
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
