import { expect, test } from 'vitest';
import { proponi } from './classificatore.ts';
import { impara } from './impara.ts';
import { leggiModello, scriviModello } from './modello.ts';
import { parole, radice } from './parole.ts';
import { tratti } from './tratti.ts';

test('abbreviazioni, sigle, accenti e apostrofi si leggono come le parole intere', () => {
  expect(parole("Rich. C.D.U. fg. 12, loc. Citta' Alta")).toEqual([
    'richiesta',
    'cdu',
    'certificato',
    'destinazione',
    'urbanistica',
    'fg',
    '#',
    'loc',
    'citta',
    'alta',
  ]);
  expect(parole('aut.ne all’accesso')).toEqual(['autorizzazione', 'accesso']);
  expect(parole('ANNO 2024, n. 51')).toEqual(['anno', '#anno', '#']);
});

test('singolare e plurale hanno la stessa radice', () => {
  expect(radice('certificati')).toBe(radice('certificato'));
  expect(radice('banche')).toBe(radice('banca'));
});

test('impara dagli esempi, perdona gli sbagli di battitura e si ricorda dopo essere stato scritto', () => {
  const esempi = [
    ...['Richiesta di cambio di residenza', 'Certificato di residenza storico', 'Iscrizione anagrafica'].map(
      (oggetto) => ({ tratti: tratti({ oggetto }), risposta: 'anagrafe' }),
    ),
    ...['Permesso di costruire', 'Fine lavori pratica edilizia', 'Agibilità del fabbricato'].map(
      (oggetto) => ({
        tratti: tratti({ oggetto }),
        risposta: 'edilizia',
      }),
    ),
  ];
  const classi = impara(esempi);
  const riletto = leggiModello(scriviModello({ classi, uffici: impara([]), perClasse: {} }));
  for (const c of [classi, riletto.classi]) {
    expect(proponi(c, tratti({ oggetto: 'CAMBIO RESIDNEZA fam. Verdi' }))[0]?.risposta).toBe('anagrafe');
    expect(proponi(c, tratti({ oggetto: 'p. edil. n. 7: comunicazione fine lavori' }))[0]?.risposta).toBe(
      'edilizia',
    );
    expect(proponi(c, tratti({ oggetto: 'xyz' }))).toEqual([]);
  }
  expect(proponi(riletto.uffici, tratti({ oggetto: 'residenza' }))).toEqual([]);
});
