import { expect, test } from 'vitest';
import {
  campoDelModulo,
  compilato,
  daRichiesta,
  moduloVuoto,
  versoModello,
  versoRichiesta,
} from './modulo.ts';
import { supportoPredefinito } from './supporto-predefinito.ts';

const adesso = new Date('2026-11-21T09:15:00Z');
const anna = { tipo: 'PF' as const, nome: 'Anna', cognome: 'Rossi' };

test('un modulo vuoto chiede solo ciò che c’è, con l’ora di arrivo di Roma', () => {
  expect(versoRichiesta(moduloVuoto('E', adesso), [])).toEqual({
    flusso: 'E',
    oggetto: '',
    supporto: 'digitale',
    dataArrivo: '2026-11-21T10:15:00+01:00',
  });
});

test('lo sportello porta carta e la posta elettronica file, se non si dice altro (parte di CORI-9)', () => {
  expect(['sportello', 'pec', 'email', 'posta', ''].map(supportoPredefinito)).toEqual([
    'analogico',
    'digitale',
    'digitale',
    undefined,
    undefined,
  ]);
});

test('passando da arrivo a partenza non si trascinano mittente, suo protocollo e data di arrivo', () => {
  const modulo = {
    ...moduloVuoto('E', adesso),
    mittenti: [anna],
    protocolloMittente: { numero: '12/A', data: '2026-11-20' },
    anonimo: true,
    copiaDi: { anno: '2026', numero: '7' },
  };
  expect(versoRichiesta({ ...modulo, anonimo: false }, [])).toMatchObject({
    mittenti: [anna],
    protocolloMittente: { numero: '12/A', data: '2026-11-20' },
    copiaDi: { anno: 2026, numero: 7 },
  });
  expect(versoRichiesta(modulo, [])).not.toHaveProperty('mittenti');
  const partenza = versoRichiesta({ ...modulo, flusso: 'U' }, []);
  for (const campo of ['mittenti', 'protocolloMittente', 'dataArrivo', 'anonimo', 'copiaDi'])
    expect(partenza).not.toHaveProperty(campo);
});

test('il primo file è il documento principale, gli altri e la carta descritta sono allegati', () => {
  const documenti = [
    { id: 'a' },
    { id: 'b' },
    { id: 'c', descrizione: 'Pianta ' },
    { descrizione: 'Un plico' },
  ];
  const digitale = versoRichiesta(moduloVuoto('E', adesso), documenti);
  expect(digitale.documentoPrincipale).toBe('a');
  expect(digitale.allegati).toEqual([
    'b',
    { documento: 'c', descrizione: 'Pianta' },
    { descrizione: 'Un plico' },
  ]);

  const carta = versoRichiesta(
    { ...moduloVuoto('E', adesso), supporto: 'analogico', disponibile: true },
    documenti,
  );
  expect(carta).not.toHaveProperty('documentoPrincipale');
  expect(carta.allegati).toHaveLength(4);
  expect(carta.analogico).toEqual({ esemplare: 'originale', unico: false, disponibile: true });
});

test('ripetere l’ultima conserva i dati ma mai documento, date e numeri', () => {
  const richiesta = versoRichiesta(
    {
      ...moduloVuoto('E', adesso),
      oggetto: 'Istanza di accesso agli atti',
      mittenti: [anna],
      mezzo: 'raccomandata',
      numeroRaccomandata: '123',
      protocolloMittente: { numero: '9', data: '2026-01-02' },
      dataDocumento: '2026-01-02',
      classificazione: 'VI.3',
      allegatiDichiarati: '2',
    },
    [{ id: 'a' }, { id: 'b' }],
  );
  const dopo = daRichiesta(richiesta, new Date('2026-11-22T11:00:00Z'));
  expect(dopo).toMatchObject({
    oggetto: 'Istanza di accesso agli atti',
    mittenti: [anna],
    mezzo: 'raccomandata',
    classificazione: 'VI.3',
    arrivo: { giorno: '2026-11-22', ora: '12:00' },
    numeroRaccomandata: '',
    protocolloMittente: { numero: '', data: '' },
    dataDocumento: '',
    allegatiDichiarati: '',
  });
  expect(versoModello(dopo)).not.toHaveProperty('dataArrivo');
});

test('si sa quando c’è qualcosa da perdere e a quale campo appartiene un errore', () => {
  expect(compilato(moduloVuoto('U', adesso))).toBe(false);
  expect(compilato({ ...moduloVuoto('U', adesso), oggetto: 'x' })).toBe(true);
  expect(campoDelModulo('mittente.cognome')).toBe('mittenti');
  expect(campoDelModulo('allegati.2.documento')).toBe('documenti');
  expect(campoDelModulo('analogico.disponibile')).toBe('disponibile');
  expect(campoDelModulo('protocolloMittente.data')).toBe('protocolloMittente');
});
