// `npm run bench <nome> [-- opzioni]`: measures, to be read by people. What came out, and when, is in docs/prestazioni.md.
import { fascicoli } from './fascicoli.ts';
import { giornaliero } from './giornaliero.ts';
import { pec } from './pec.ts';
import { permessi } from './permessi.ts';
import { postgres } from './postgres.ts';
import { registrazione } from './registrazione.ts';
import { registro } from './registro.ts';
import { ricerca } from './ricerca.ts';
import { suggerimenti } from './suggerimenti.ts';
import { vidimazioni } from './vidimazioni.ts';

const misure: Record<string, (argomenti: string[]) => Promise<void>> = {
  registrazione,
  registro,
  ricerca,
  fascicoli,
  giornaliero,
  permessi,
  pec,
  suggerimenti,
  postgres,
  vidimazioni,
};

const [nome = '', ...argomenti] = process.argv.slice(2);
const misura = misure[nome];
if (misura) await misura(argomenti);
else {
  console.error(`Indicare che cosa misurare: ${Object.keys(misure).join(', ')}.`);
  process.exitCode = 2;
}
