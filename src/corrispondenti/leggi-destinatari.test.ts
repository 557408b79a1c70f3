import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodificaTesto } from './decodifica-testo.ts';
import { leggiDestinatari, RIGHE_MASSIME } from './leggi-destinatari.ts';

const leggi = (...righe: string[]) => leggiDestinatari(righe.join('\r\n'));

test('le colonne conosciute fanno il destinatario, le altre i suoi campi variabili', () => {
  const esito = leggi(
    'Tipo;Cognome;Nome;Ragione Sociale;Codice fiscale;PEC;E-mail;Indirizzo;Importo dovuto;Scadenza',
    'PF;Rossi;Anna;;RSSMRA85T10A562S;;anna@example.it;Via Roma 1, Esempio;1.234,50;31/12/2026',
    ';;;Edilizia Aurora;;a@pec.example b@pec.example;;;;',
  );
  expect(esito).toEqual({
    items: [
      {
        tipo: 'PF',
        cognome: 'Rossi',
        nome: 'Anna',
        codiceFiscale: 'RSSMRA85T10A562S',
        indirizziDigitali: ['anna@example.it'],
        indirizzo: 'Via Roma 1, Esempio',
        variabili: { 'Importo dovuto': '1.234,50', Scadenza: '31/12/2026' },
      },
      {
        tipo: 'PG',
        denominazione: 'Edilizia Aurora',
        indirizziDigitali: ['a@pec.example', 'b@pec.example'],
        variabili: { 'Importo dovuto': '', Scadenza: '' },
      },
    ],
    totale: 2,
    colonne: ['Importo dovuto', 'Scadenza'],
    errori: [],
    avvisi: [],
  });
});

test('ogni riga sbagliata è detta col suo numero nel foglio, e le altre restano', () => {
  const esito = leggi(
    'tipo,cognome,nome,denominazione,codice_fiscale,pec,nota',
    'PF,Bianchi,Ugo,,,,"su due',
    'righe, e ""virgolette"""',
    '',
    'PF,Rossi,,,,,',
    'XX,Rossi,Anna,,,,',
    'PG,,,Aurora,,senza chiocciola,',
    'PF,Verdi,Ada,,RSSMRA85T10A562T,,,,di troppo',
    'PF,Verdi,Ada,,RSSMRA85T10A562T,,',
    `PG,,,${'x'.repeat(501)},,,`,
  );
  expect(esito.items.map((i) => i.variabili?.nota)).toEqual(['su due\r\nrighe, e "virgolette"', '']);
  expect(esito.totale).toBe(7);
  expect(esito.errori).toEqual([
    { riga: 4, messaggio: 'Il nome è obbligatorio per una persona fisica.' },
    { riga: 5, messaggio: 'Il tipo «XX» non è PF, PG, PAI né PAE.' },
    {
      riga: 6,
      messaggio: '«senza» non è un indirizzo di posta. «chiocciola» non è un indirizzo di posta.',
    },
    { riga: 7, messaggio: 'La riga ha più celle dell’intestazione.' },
    { riga: 9, messaggio: 'denominazione: Al massimo 500 caratteri.' },
  ]);
  expect(esito.avvisi).toEqual([
    { riga: 8, messaggio: 'Il codice fiscale «RSSMRA85T10A562T» di Verdi Ada non è formalmente corretto.' },
  ]);
});

test('il file si legge com’è: UTF-8 con o senza BOM, Windows-1252, testo Unicode di Excel', () => {
  const testo = 'cognome;nome\r\nD’Ambrosio;Niccolò';
  const atteso = [{ tipo: 'PF', cognome: 'D’Ambrosio', nome: 'Niccolò' }];
  const windows = Buffer.from(testo.replace('’', '\x92').replace('ò', '\xf2'), 'latin1');
  for (const contenuto of [
    Buffer.from(testo),
    Buffer.from(`\uFEFF${testo}`),
    windows,
    Buffer.from(`\uFEFF${testo}`, 'utf16le'),
  ])
    expect(leggiDestinatari(decodificaTesto(contenuto)).items).toEqual(atteso);
  expect(() => decodificaTesto(Buffer.from('PK\x03\x04…'))).toThrow(/CSV/);
});

test('ciò che non è un elenco è rifiutato con il motivo', () => {
  expect(() => leggi('')).toThrow(/vuoto/);
  expect(() => leggi('cognome;nome')).toThrow(/intestazione/);
  expect(() => leggi('importo;data', '1;2')).toThrow(/denominazione/);
  expect(() => leggi('cognome;nome;nota;nota', 'a;b;c;d')).toThrow(/«nota»/);
  expect(() => leggi('cognome;nome', 'a;b', 'c;"d')).toThrow(/virgolette/);
  expect(() => leggi(['cognome', ...Array.from({ length: 31 }, (_, i) => `v${i}`)].join(';'), 'a')).toThrow(
    /31/,
  );
  expect(() => leggi('cognome;nome', ...Array<string>(RIGHE_MASSIME + 1).fill('a;b'))).toThrow(
    /10000|10\.000/,
  );
});

test('con due colonne variabili e diecimila righe ogni destinatario ha i suoi valori, nessuno perduto', () => {
  const righe = Array.from({ length: RIGHE_MASSIME }, (_, i) => `Cognome${i};Nome;${i},00;"scade il ${i}"`);
  const { items, totale } = leggi('cognome;nome;importo;scadenza', ...righe);
  expect(totale).toBe(RIGHE_MASSIME);
  expect(items).toHaveLength(RIGHE_MASSIME);
  for (const [i, d] of items.entries())
    expect(d).toMatchObject({
      cognome: `Cognome${i}`,
      variabili: { importo: `${i},00`, scadenza: `scade il ${i}` },
    });
});

test('un valore tra virgolette torna com’era, qualunque testo sia', () => {
  const testo = fc
    .string({ unit: 'binary', maxLength: 60 })
    .filter((t) => !t.includes('\0') && t.isWellFormed());
  fc.assert(
    fc.property(testo, (valore) => {
      const { items, errori } = leggi('denominazione;x', `Aurora;"${valore.replaceAll('"', '""')}"`);
      expect(errori).toEqual([]);
      expect(items[0]?.variabili).toEqual({ x: valore });
    }),
  );
});
