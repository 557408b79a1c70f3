import { join, resolve } from 'node:path';
import { importa, NonImportabile } from '#esportazione';
import { openFileSystemStore } from '#platform/storage';
import type { BaseDati } from './base-dati.ts';
import { Fermata, USCITA } from './fermata.ts';
import type { Terminale } from './terminale.ts';

/** @throws Fermata when it is not said from where */
export function daImportare(argomenti: string[], chiamato: string): string {
  const [cartella, ...altre] = argomenti;
  if (cartella === undefined || altre.length > 0 || cartella.startsWith('--'))
    throw new Fermata('Uso: npm run importa -- <cartella>', USCITA.impostazioni);
  return resolve(chiamato, cartella);
}

/** @throws Fermata with what is wrong with the export; nothing of it was then imported */
export async function importaEnte(
  { base, dati, terminale }: { base: BaseDati; dati: string; terminale: Terminale },
  cartella: string,
): Promise<void> {
  const archivio = await openFileSystemStore(join(dati, 'documenti'));
  const esito = await base
    .comeProprietario((db) => importa({ db, archivio }, cartella, terminale.avanza))
    .catch((errore: unknown) => {
      if (errore instanceof NonImportabile)
        throw new Fermata(`${errore.message} Nulla è stato importato.`, USCITA.guasto, errore);
      throw errore;
    });
  const { ente, registri } = esito.elenco;
  terminale.scrivi(
    `\nImportato «${ente.denominazione}»: ${registri.reduce((n, r) => n + r.registrazioni, 0)} registrazioni, ${esito.documenti} documenti.` +
      '\nLe caselle di posta sono ferme e senza password; gli altri utenti ricevono una password da chi amministra.' +
      '\nPassword di chi amministra, mostrate solo ora:\n',
  );
  for (const u of esito.amministratori) terminale.scrivi(`    ${u.nomeUtente.padEnd(20)} ${u.password}`);
  terminale.scrivi('\nPer avviare: npm start');
}
