import { verificaTesto } from '#platform/http';
import { nonValido } from './documenti.errors.ts';

const MASSIMO = 500;

/**
 * Accepts a file name exactly as it is, whatever it contains. Only what cannot be kept is refused, because changing a
 * name would be worse: U+0000, a lone surrogate, more than 500 characters.
 *
 * @throws Rifiuto `documenti.nome-mancante`, `documenti.nome-troppo-lungo`, `richiesta.testo-non-valido`
 */
export function verificaNome(nomeFile: string | undefined): string {
  if (nomeFile === undefined || nomeFile === '')
    throw nonValido('nome-mancante', 'Manca il file, o il suo nome.');
  verificaTesto(nomeFile, 'file');
  if ([...nomeFile].length > MASSIMO)
    throw nonValido('nome-troppo-lungo', `Il nome del file supera i ${MASSIMO} caratteri: accorciarlo.`);
  return nomeFile;
}
