import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** The number of the raccomandata is kept with the registration (RN-64.1); without it the operator is reminded. */
export const numeroRaccomandata: Regola = (bozza) => {
  const { mezzo, numeroRaccomandata: numero } = bozza.richiesta;
  if (numero && mezzo !== 'raccomandata') {
    throw nonValido(
      'raccomandata-senza-mezzo',
      'numeroRaccomandata',
      'Il numero di raccomandata va con il mezzo «Posta raccomandata».',
    );
  }
  if (mezzo === 'raccomandata' && !numero)
    bozza.avvisi.push('Manca il numero della raccomandata: si può aggiungere dopo.');
};
