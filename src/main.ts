// The only file that sees the process: its environment, its arguments, its exit code.
import { leggiConfigurazione } from '#platform/config';
import {
  comandoDemo,
  comandoEnteCrea,
  comandoEsporta,
  comandoImporta,
  comandoPecImporta,
  comandoPecRileggi,
} from './app/avvio/comandi.ts';
import { Fermata, USCITA } from './app/avvio/fermata.ts';
import { impostazioni } from './app/avvio/impostazioni.ts';
import { avviaServer } from './app/avvio/server.ts';
import { creaApp } from './app/http.ts';
import { avviaLavori } from './app/jobs.ts';
import { lettore } from './app/lettore.ts';

async function esegui([comando = '', ...argomenti]: string[]): Promise<void> {
  const letta = leggiConfigurazione(impostazioni, process.env);
  if ('problemi' in letta) {
    const elenco = letta.problemi.map((problema) => `  - ${problema}`).join('\n');
    throw new Fermata(
      `La configurazione non va bene:\n${elenco}\nLe impostazioni sono descritte in docs/configurazione.md.`,
      USCITA.impostazioni,
    );
  }
  if (comando === '') return await avviaServer(letta.valori, { creaApp, avviaLavori });
  if (comando === 'demo') return await comandoDemo(letta.valori);
  if (comando === 'ente:crea') return await comandoEnteCrea(letta.valori, argomenti);
  // npm runs commands in the folder of the project, and says where it was called.
  const chiamato = process.env.INIT_CWD ?? process.cwd();
  if (comando === 'pec:importa') return await comandoPecImporta(letta.valori, argomenti, chiamato, lettore);
  if (comando === 'pec:rileggi') return await comandoPecRileggi(letta.valori, argomenti, lettore);
  if (comando === 'esporta') return await comandoEsporta(letta.valori, argomenti, chiamato);
  if (comando === 'importa') return await comandoImporta(letta.valori, argomenti, chiamato);
  throw new Fermata(
    `Comando sconosciuto: ${comando}. Quelli che ci sono: demo, ente:crea, esporta, importa, pec:importa, pec:rileggi.`,
    USCITA.impostazioni,
  );
}

try {
  await esegui(process.argv.slice(2));
  process.exit(0);
} catch (errore) {
  // A reason the reader can act upon is shown bare; anything else is a defect, and its stack is what we need.
  console.error(errore instanceof Fermata ? errore.message : errore);
  process.exit(errore instanceof Fermata ? errore.codice : USCITA.guasto);
}
