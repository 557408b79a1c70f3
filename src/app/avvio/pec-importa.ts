import { join, resolve } from 'node:path';
import { importaMessaggi, trovaEml, type Importati } from '#pec';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import type { Log } from '#platform/log';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import type { BaseDati } from './base-dati.ts';
import { Fermata, USCITA } from './fermata.ts';
import type { ConfigurazioneTabularium } from './impostazioni.ts';
import type { Terminale } from './terminale.ts';

const USO = 'Uso: npm run pec:importa -- <casella> <file.eml | cartella>…';

type Parti = {
  config: ConfigurazioneTabularium;
  base: BaseDati;
  dati: string;
  log: Log;
  terminale: Terminale;
  lettore: (ambiente: {
    config: ConfigurazioneTabularium;
    dati: string;
  }) => Parameters<typeof importaMessaggi>[0]['leggi'];
};

/**
 * @param cartella where whoever gave the command was
 * @throws Fermata when there is nothing to import, or nowhere to
 */
export async function trovaDaImportare(
  argomenti: readonly string[],
  cartella: string,
): Promise<{ casella: string; file: string[] }> {
  const [casella, ...percorsi] = argomenti;
  if (casella === undefined || percorsi.length === 0) throw new Fermata(USO, USCITA.impostazioni);
  const file = await trovaEml(percorsi.map((p) => resolve(cartella, p))).catch((errore: unknown) => {
    throw new Fermata(
      `Non si legge: ${errore instanceof Error ? errore.message : String(errore)}`,
      USCITA.guasto,
    );
  });
  if (file.length === 0) throw new Fermata('Nei percorsi indicati non ci sono file .eml.', USCITA.guasto);
  return { casella, file };
}

/**
 * `npm run pec:importa`: brings old messages into a mailbox by the same way as those that arrive, and says how many of each kind.
 * Running it twice changes nothing.
 *
 * @param quale code or address of the mailbox
 */
export async function importaPec(parti: Parti, quale: string, file: readonly string[]): Promise<void> {
  const { base, config, dati, log, terminale } = parti;
  const db = apriBancaDati(base.url);
  try {
    const casella = await trovaCasella(db, quale);
    const esito = await importaMessaggi(
      {
        db,
        log,
        dati,
        archivio: await openFileSystemStore(join(dati, 'documenti')),
        vault: openVault(dati, config.vault.chiavi),
        leggi: parti.lettore({ config, dati }),
      },
      casella,
      file,
      (fatti) => terminale.avanza(fatti, file.length),
    );
    riassumi(terminale, quale, esito);
  } finally {
    await db.destroy();
  }
}

/** @throws Fermata when no ente has it, or more than one */
export async function trovaCasella(db: Db, quale: string): Promise<{ id: string; enteId: string }> {
  const trovate: { id: string; enteId: string }[] = [];
  for (const { id: enteId } of await db.selectFrom('ente').select('id').execute())
    for (const { id } of await inLettura(db, enteId, (tx) =>
      tx
        .selectFrom('casella')
        .select('id')
        .where((e) =>
          e.or([e('codice', '=', quale), e(e.fn('lower', ['indirizzo']), '=', quale.toLowerCase())]),
        )
        .execute(),
    ))
      trovate.push({ id, enteId });
  const [sola, altra] = trovate;
  if (!sola) throw new Fermata(`La casella «${quale}» non c’è.`, USCITA.impostazioni);
  if (altra)
    throw new Fermata(`Più enti hanno la casella «${quale}»: indicarne l’indirizzo.`, USCITA.impostazioni);
  return sola;
}

function riassumi(terminale: Terminale, casella: string, esito: Importati): void {
  terminale.scrivi(`\nCasella ${casella}: ${esito.nuovi} messaggi nuovi, ${esito.gia} già presenti.`);
  for (const [tipo, quanti] of [...esito.perTipo].sort(([, a], [, b]) => b - a))
    terminale.scrivi(`  ${String(quanti).padStart(7)}  ${tipo}`);
  for (const { file, motivo } of esito.scartati) terminale.scrivi(`  non importato: ${file} (${motivo})`);
}
