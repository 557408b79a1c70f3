// `npm run valuta <nome> [-- opzioni]`: how good what the program learned is, on material the project makes itself. What came
// out is in docs/suggerimenti.md.
import { suggerimenti } from './suggerimenti.ts';

const valutazioni: Record<string, (argomenti: string[]) => void> = { suggerimenti };

const [nome = '', ...argomenti] = process.argv.slice(2);
const valuta = valutazioni[nome];
if (valuta) valuta(argomenti);
else {
  console.error(`Indicare che cosa valutare: ${Object.keys(valutazioni).join(', ')}.`);
  process.exitCode = 2;
}
