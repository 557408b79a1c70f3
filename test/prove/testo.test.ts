import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import type {
  Elenco,
  EventoStoria,
  Registrazione,
  RichiestaRegistrazione,
} from '../../src/registrazione/registrazione.schema.ts';
import { verificaRegistro } from '#registro-verificabile';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { annota, misura } from './misura.ts';

const REGISTRO = '/registri/PG/registrazioni';
const prove = misura(
  { dati: 40, rifiuti: 60, ricerche: 120, stampe: 8 },
  { dati: 2_000, rifiuti: 2_000, ricerche: 5_000, stampe: 300 },
);
const tempo = { timeout: misura(60_000, 1_800_000) };

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

/** Any text that PostgreSQL can hold: every code point but U+0000, whole; with some more of those that are trouble. */
const guai = fc.constantFrom(
  '\u202e',
  '\ufeff',
  '\u200b',
  '\uffff',
  '\u{10ffff}',
  'e\u0301',
  'ß',
  'İ',
  '🇮🇹',
  '\r',
  '\n',
  '\t',
  '\u0085',
  '\u2028',
  '\\',
  '"',
  '%',
  "'",
  '<',
  '&',
  '\u001b',
);
const testo = (minimo: number, massimo: number) =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        guai,
      ),
      { minLength: minimo, maxLength: massimo },
    )
    .map((pezzi) => [...pezzi.join('').replaceAll('\0', '')].slice(0, massimo).join(''))
    .filter((t) => t.length >= minimo && t.trim() !== '');

const mittente = fc.oneof(
  fc.record(
    {
      tipo: fc.constant('PF' as const),
      nome: testo(1, 40),
      cognome: testo(1, 40),
      indirizzo: testo(1, 80),
      telefono: testo(1, 20),
    },
    { requiredKeys: ['tipo', 'nome', 'cognome'] },
  ),
  fc.record(
    {
      tipo: fc.constantFrom('PG' as const, 'PAI' as const, 'PAE' as const),
      denominazione: testo(1, 80),
      ufficio: testo(1, 40),
    },
    { requiredKeys: ['tipo', 'denominazione'] },
  ),
);
const giorno = fc
  .date({
    min: new Date('0001-01-01T00:00Z'),
    max: new Date(Date.now() - 2 * 86_400_000),
    noInvalidDate: true,
  })
  .map((d) => d.toISOString().slice(0, 10));
const istante = fc.date({ min: new Date('1900-01-01T00:00Z'), max: new Date(), noInvalidDate: true });

const richiesta = fc.record(
  {
    oggetto: testo(1, 300).map((t) => `Oggetto ${t}`),
    mittente,
    luogo: testo(1, 60),
    note: testo(1, 300),
    rpa: testo(1, 40),
    dataDocumento: giorno,
    dataArrivo: istante.map((d) => d.toISOString()),
    protocolloMittente: fc.record({ numero: testo(1, 30), data: giorno }),
  },
  { requiredKeys: ['oggetto', 'mittente'] },
);

const registra = (corpo: Partial<RichiestaRegistrazione>) =>
  p.chiama<Registrazione & { codice?: string; campi?: { campo: string }[] }>('operatore', 'POST', REGISTRO, {
    corpo,
  });

/** Uploads a file whose name goes in the form as raw UTF-8, as no browser would but as any program may. */
async function carica(nome: string): Promise<string> {
  const confine = 'confine-del-modulo';
  const corpo = Buffer.concat([
    Buffer.from(`--${confine}\r\nContent-Disposition: form-data; name="nomeFile"\r\n\r\n${nome}\r\n`),
    Buffer.from(`--${confine}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n`),
    pdfDiProva(),
    Buffer.from(`\r\n--${confine}--\r\n`),
  ]);
  const r = await p.chiama<{ id: string; nomeFile: string }>('operatore', 'POST', '/documenti', {
    corpo,
    intestazioni: { 'content-type': `multipart/form-data; boundary=${confine}` },
  });
  expect(r.stato, r.testo).toBe(201);
  expect(r.corpo.nomeFile).toBe(nome);
  return r.corpo.id;
}

test(
  'ciò che entra esce identico, in qualunque carattere: risposta, dettaglio, elenco, storia, registro verificabile',
  tempo,
  async () => {
    await fc.assert(
      fc.asyncProperty(richiesta, testo(1, 120), testo(1, 60), async (dati, nomeFile, nuovoLuogo) => {
        const documentoPrincipale = await carica(nomeFile);
        const creata = await registra({ flusso: 'E', ...dati, documentoPrincipale });
        expect(creata.stato, creata.testo).toBe(201);
        const indirizzo = `${REGISTRO}/${creata.corpo.anno}/${Number(creata.corpo.numero)}`;
        const letta = await p.chiama<Registrazione>('operatore', 'GET', indirizzo);
        for (const r of [creata.corpo, letta.corpo]) {
          expect(r.oggetto).toBe(dati.oggetto);
          expect(r.mittenti[0]).toMatchObject(dati.mittente);
          expect(r.documentoPrincipale?.nomeFile).toBe(nomeFile);
          expect([r.luogo, r.note, r.rpa]).toEqual([dati.luogo, dati.note, dati.rpa]);
          expect([r.dataDocumento, r.protocolloMittente]).toEqual([
            dati.dataDocumento,
            dati.protocolloMittente,
          ]);
          expect(r.dataArrivo && Date.parse(r.dataArrivo)).toBe(
            dati.dataArrivo && Date.parse(dati.dataArrivo),
          );
        }
        const elenco = await p.chiama<Elenco>('operatore', 'GET', `${REGISTRO}?limit=1`);
        expect(elenco.corpo.items[0]?.oggetto).toBe(dati.oggetto);
        expect(elenco.corpo.items[0]?.corrispondenti).toBe(letta.corpo.mittenti[0]?.nominativo);

        const modifica = await p.chiama('operatore', 'PATCH', indirizzo, {
          corpo: { versione: 1, luogo: nuovoLuogo },
          intestazioni: { 'content-type': 'application/merge-patch+json' },
        });
        expect(modifica.stato, modifica.testo).toBe(200);
        const storia = await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${indirizzo}/storia`);
        const variazione = storia.corpo.items.find((e) => e.tipo === 'variazione');
        if (nuovoLuogo !== dati.luogo)
          expect([variazione?.prima, variazione?.dopo]).toEqual([dati.luogo, nuovoLuogo]);
      }),
      { numRuns: prove.dati },
    );
    const esito = await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId));
    expect(esito.difetti).toEqual([]);
    expect(esito.registrazioni).toBeGreaterThanOrEqual(prove.dati);
    annota(
      `testo: ${prove.dati} registrazioni con testi, nomi di file e date qualunque, tutte uguali a come sono entrate`,
    );
  },
);

describe('U+0000 e mezze coppie surrogate', () => {
  /** Sets a value deep in an object, by its path. */
  function con(radice: unknown, percorso: string[], valore: string): unknown {
    const [testa, ...resto] = percorso;
    if (testa === undefined) return valore;
    const copia = structuredClone(radice ?? {}) as Record<string, unknown>;
    if (Array.isArray(copia))
      return (copia as unknown[]).map((v, i) => (String(i) === testa ? con(v, resto, valore) : v));
    copia[testa] = con(copia[testa], resto, valore);
    return copia;
  }
  const campi = [
    'oggetto',
    'mittente.cognome',
    'mittente.indirizzo',
    'destinatari.0.denominazione',
    'destinatari.0.variabili.stanza',
    'luogo',
    'note',
    'rpa',
    'protocolloMittente.numero',
    'allegati.0.descrizione',
    'classificazione',
  ];
  const guasto = fc
    .tuple(testo(1, 40), fc.nat(40), fc.constantFrom('\0', '\ud800', '\udfff', '\udc00\ud800'))
    .map(([t, dove, male]) => t.slice(0, dove).toWellFormed() + male + t.slice(dove).toWellFormed())
    .filter((t) => !t.isWellFormed() || t.includes('\0'));

  test('sono rifiutati nominando il campo, e nulla è scritto', tempo, async () => {
    const quante = async (): Promise<number> =>
      (await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId))).registrazioni;
    const prima = await quante();
    const base = {
      ...arrivoDiCarta(),
      destinatari: [{ tipo: 'PG', denominazione: 'Ditta', variabili: {} }],
      protocolloMittente: {},
      allegati: [{ descrizione: 'x' }],
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...campi), guasto, async (campo, valore) => {
        const r = await registra(con(base, campo.split('.'), valore) as Partial<RichiestaRegistrazione>);
        expect(r.stato, r.testo).toBe(422);
        expect(r.corpo.codice).toBe('richiesta.testo-non-valido');
        expect(r.corpo.campi?.map((c) => c.campo)).toEqual([campo]);
      }),
      { numRuns: prove.rifiuti },
    );
    expect(await quante()).toBe(prima);
    annota(
      `testo: ${prove.rifiuti} testi con U+0000 o mezze coppie surrogate, tutti rifiutati nominando il campo`,
    );
  });
});

test('qualunque cosa si cerchi, la ricerca risponde', tempo, async () => {
  await registra(arrivoDiCarta());
  const operatori = fc.constantFrom(
    '"',
    '-',
    ' OR ',
    ':*',
    '\\',
    "'",
    '&',
    '|',
    '!',
    '(',
    ')',
    '<->',
    '%',
    '_',
    'asilo',
    'iscrizione',
    ' ',
    '\t',
    '2026',
  );
  const cercato = fc.oneof(
    testo(1, 60),
    fc.array(operatori, { minLength: 1, maxLength: 12 }).map((pezzi) => pezzi.join('')),
    fc
      .array(fc.oneof(operatori, testo(1, 4)), { minLength: 1, maxLength: 12 })
      .map((pezzi) => pezzi.join('')),
  );
  const filtro = fc.constantFrom(
    'q',
    'q',
    'q',
    'corrispondente',
    'luogo',
    'rpa',
    'protocolloMittente',
    'classificazione',
  );
  await fc.assert(
    fc.asyncProperty(filtro, cercato, async (nome, valore) => {
      const massimo = nome === 'classificazione' ? 20 : 100;
      const domanda = new URLSearchParams({ [nome]: [...valore].slice(0, massimo).join('') });
      const r = await p.chiama<Elenco>('operatore', 'GET', `${REGISTRO}?${domanda}`);
      expect(r.stato, r.testo).toBe(200);
    }),
    { numRuns: prove.ricerche },
  );
  for (const codificato of ['%00', '%ED%A0%80', '%FF', '%'])
    expect((await p.chiama('operatore', 'GET', `${REGISTRO}?q=asilo${codificato}`)).stato).toBeLessThan(500);
  annota(`testo: ${prove.ricerche} ricerche di testi qualunque, nessun errore`);
});

test('ricevuta, etichetta e segnatura si stampano per qualunque oggetto e mittente', tempo, async () => {
  await fc.assert(
    fc.asyncProperty(richiesta, async (dati) => {
      const r = await registra({ ...arrivoDiCarta(), ...dati });
      expect(r.stato, r.testo).toBe(201);
      const indirizzo = `${REGISTRO}/${r.corpo.anno}/${Number(r.corpo.numero)}`;
      for (const stampa of ['ricevuta.pdf', 'etichetta.pdf']) {
        const pdf = await p.chiama('operatore', 'GET', `${indirizzo}/${stampa}`);
        expect(pdf.stato, pdf.testo.slice(0, 500)).toBe(200);
        expect(pdf.byte.subarray(0, 5).toString()).toBe('%PDF-');
      }
      const zpl = await p.chiama('operatore', 'GET', `${indirizzo}/etichetta.zpl`);
      expect(zpl.testo.match(/\^XA/g)).toHaveLength(1);
      expect(zpl.testo.trimEnd().endsWith('^XZ')).toBe(true);
    }),
    { numRuns: prove.stampe },
  );
  annota(`testo: ${prove.stampe} ricevute ed etichette di registrazioni qualunque`);
});
