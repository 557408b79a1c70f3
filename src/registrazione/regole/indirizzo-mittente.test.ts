import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva } from '../../../test/support/bozza-di-prova.ts';
import { indirizzoDelMittente } from './indirizzo-mittente.ts';

test('di chi scrive per posta elettronica senza indirizzo si avverte, e si registra lo stesso (parte di BES-11)', () => {
  const avvisi = (mezzo: string | undefined, indirizzo?: string) => {
    const bozza = bozzaDiProva(
      { ...(mezzo !== undefined && { mezzo }) },
      {
        mittenti: [
          {
            tipo: 'PF',
            nome: 'Mario',
            cognome: 'Rossi',
            nominativo: 'Rossi Mario',
            ...(indirizzo && { indirizzo }),
          },
          { tipo: 'anonimo', nominativo: 'MITTENTE ANONIMO' },
        ],
      },
    );
    indirizzoDelMittente(bozza, circostanzeDiProva());
    return bozza.avvisi;
  };
  expect(avvisi('pec')).toEqual(['Di Rossi Mario manca l’indirizzo completo.']);
  expect(avvisi('email')).toHaveLength(1);
  for (const nessuno of [avvisi('pec', 'via Roma 3'), avvisi('posta'), avvisi(undefined)])
    expect(nessuno).toEqual([]);
});
