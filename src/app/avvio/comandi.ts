import { apriLog, type Log } from '#platform/log';
import { preparaBaseDati, type BaseDati } from './base-dati.ts';
import { fileLog, prendiCartella } from './cartella-dati.ts';
import { demoSeVuota } from './demo-iniziale.ts';
import { creaEnteDa, raccogliRisposte } from './ente-crea.ts';
import { daEsportare, esportaEnte } from './esporta.ts';
import { Fermata } from './fermata.ts';
import { daImportare, importaEnte } from './importa.ts';
import type { ConfigurazioneTabularium } from './impostazioni.ts';
import { importaPec, trovaDaImportare } from './pec-importa.ts';
import { daRileggere, rileggiPec } from './pec-rileggi.ts';
import { apriTerminale, type Terminale } from './terminale.ts';

/** `npm run demo`: makes the demo ente where there is no ente yet, also on a server of one's own, and ends. */
export async function comandoDemo(config: ConfigurazioneTabularium): Promise<void> {
  await conBaseDati(config, async (base, terminale) => {
    if (await demoSeVuota(base, config.avvio.demoPassword, terminale))
      terminale.scrivi('Per avviare: npm start');
    else terminale.scrivi('Nella base di dati c’è già un ente: l’ente dimostrativo non è stato aggiunto.');
  });
}

/** `npm run ente:crea`: makes an ente, its AOO and its administrator, and ends. */
export async function comandoEnteCrea(config: ConfigurazioneTabularium, argomenti: string[]): Promise<void> {
  const risposte = await raccogliRisposte(argomenti, config.http.urlPubblico, apriTerminale(false));
  await conBaseDati(config, async (base, terminale) => {
    const utenti = await base.comeProprietario((db) => creaEnteDa(db, risposte));
    terminale.scrivi(`\nCreato l’ente «${risposte.denominazione}». Password, mostrate solo ora:\n`);
    for (const u of utenti) terminale.scrivi(`    ${u.nomeUtente.padEnd(20)} ${u.password}`);
    terminale.scrivi('\nPer avviare: npm start');
  });
}

/** `npm run pec:importa`: brings old messages into a mailbox, and ends. */
export async function comandoPecImporta(
  config: ConfigurazioneTabularium,
  argomenti: string[],
  cartella: string,
  lettore: Parameters<typeof importaPec>[0]['lettore'],
): Promise<void> {
  const { casella, file } = await trovaDaImportare(argomenti, cartella);
  await conBaseDati(config, async (base, terminale, { dati, log }) =>
    importaPec({ config, base, dati, log, terminale, lettore }, casella, file),
  );
}

/** `npm run pec:rileggi`: reads again the messages of a mailbox, and ends. */
export async function comandoPecRileggi(
  config: ConfigurazioneTabularium,
  argomenti: string[],
  lettore: Parameters<typeof importaPec>[0]['lettore'],
): Promise<void> {
  const { casella, dal } = daRileggere(argomenti);
  await conBaseDati(config, async (base, terminale, { dati, log }) =>
    rileggiPec({ base, dati, log, terminale, leggi: lettore({ config, dati }) }, casella, dal),
  );
}

/** `npm run esporta`: writes everything of an ente, or of a year of it, in a folder, and ends. */
export async function comandoEsporta(
  config: ConfigurazioneTabularium,
  argomenti: string[],
  chiamato: string,
): Promise<void> {
  const cosa = daEsportare(argomenti, chiamato);
  await conBaseDati(config, async (base, terminale, { dati }) =>
    esportaEnte({ base, dati, terminale }, cosa),
  );
}

/** `npm run importa`: puts an exported ente in this installation, and ends. */
export async function comandoImporta(
  config: ConfigurazioneTabularium,
  argomenti: string[],
  chiamato: string,
): Promise<void> {
  const cartella = daImportare(argomenti, chiamato);
  await conBaseDati(config, async (base, terminale, { dati }) =>
    importaEnte({ base, dati, terminale }, cartella),
  );
}

async function conBaseDati(
  config: ConfigurazioneTabularium,
  azione: (base: BaseDati, terminale: Terminale, dove: { dati: string; log: Log }) => Promise<void>,
): Promise<void> {
  const terminale = apriTerminale(false);
  const cartella = await prendiCartella({ dati: config.avvio.dati, condivisa: config.db.url !== undefined });
  const { log, chiudi } = await apriLog({
    livello: config.log.livello,
    file: fileLog(cartella.luogo.dati, 'entrambi'),
  });
  try {
    if (cartella.luogo.avviso) terminale.scrivi(cartella.luogo.avviso);
    const resa = (motivo: Error): void => {
      throw new Fermata(motivo.message);
    };
    const base = await preparaBaseDati({ db: config.db, luogo: cartella.luogo, log, resa });
    try {
      await azione(base, terminale, { dati: cartella.luogo.dati, log });
    } finally {
      await base.ferma();
    }
  } finally {
    chiudi();
    cartella.rilascia();
  }
}
