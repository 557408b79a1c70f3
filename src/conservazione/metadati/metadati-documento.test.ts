import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import { leggiXml, trova, type Elemento } from '#platform/xml';
import { arrivoDiCarta, pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { difettiXml, schemaAllegato5 } from '../../../test/support/xml-di-prova.ts';
import { metadatiDocumento } from '../index.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

async function registra(altro: object = {}, allegati: unknown[] = []): Promise<{ id: string; via: string }> {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: {
        ...arrivoDiCarta(),
        supporto: undefined,
        analogico: undefined,
        documentoPrincipale: await p.carica('operatore', 'istanza.pdf', pdfDiProva()),
        ...(allegati.length > 0 && { allegati }),
        ...altro,
      },
    },
  );
  expect(r.stato, r.testo).toBe(201);
  const { id } = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx
      .selectFrom('registrazione')
      .select('id')
      .where('registro_id', '=', p.ente.registroId)
      .where('numero', '=', Number(r.corpo.numero))
      .executeTakeFirstOrThrow(),
  );
  return { id, via: `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}` };
}
const metadati = (id: string, ordine = 1, spazi?: 'singoli' | 'doppi'): Promise<string> =>
  inLettura(p.db, p.ente.enteId, (tx) => metadatiDocumento(tx, id, ordine, {}, spazi && { spazi }));
const primoOrdine = async (id: string): Promise<number> =>
  inLettura(p.db, p.ente.enteId, async (tx) => {
    const { ordine } = await tx
      .selectFrom('registrazione_documento')
      .select('ordine')
      .where('registrazione_id', '=', id)
      .orderBy('ordine')
      .executeTakeFirstOrThrow();
    return ordine;
  });
const ruoli = (radice: Elemento, nome: string): Elemento[] =>
  (trova(radice, 'Soggetti')?.figli ?? []).flatMap((r) => r.figli.filter((f) => f.nome === nome));

const CORRISPONDENTI = [
  { tipo: 'PF', cognome: 'Bianchi', nome: 'Anna', codiceFiscale: 'BNCNNA80A41H501U' },
  {
    tipo: 'PG',
    denominazione: 'Ditta «Verdi & figli» <s.r.l.>',
    partitaIva: 'IT12345678903',
    ufficio: 'Acquisti',
    indirizziDigitali: ['verdi@pec.example'],
  },
  {
    tipo: 'PAI',
    denominazione: 'Comune di Altrove',
    codiceIpa: 'c_z999',
    codiceAoo: 'AALTRO1',
    indirizziDigitali: ['protocollo@pec.altrove.example'],
  },
  { tipo: 'PAI', denominazione: 'Prefettura' },
  { tipo: 'PAE', denominazione: 'Ville de Lyon', nazione: 'FR' },
];

test('i metadati di ogni documento sono quelli dell’Allegato 5, in arrivo, in partenza, interno, con allegati e fascicolo', async (t) => {
  const schemi = { singoli: schemaAllegato5(t, 'singoli'), doppi: schemaAllegato5(t, 'doppi') };
  const fascicolo = await apriDiProva(p, 'operatore');
  const byte = pdfDiProva();
  const arrivo = await registra(
    {
      oggetto: 'Istanza «A&B» <urgente>\u0007 con\tsegni',
      classificazione: 'VI.3',
      fascicoli: [fascicolo.numero],
      unitaCompetente: 'tecnico',
      rpa: 'geom. Sara Bassi',
      mittente: CORRISPONDENTI[0],
      riservatezza: 'riservato',
    },
    [await p.carica('operatore', 'pianta.pdf', byte), { descrizione: 'Planimetria di carta' }],
  );
  const partenza = await registra({ flusso: 'U', mittente: undefined, destinatari: CORRISPONDENTI });
  const interno = await registra({
    flusso: 'I',
    mittente: undefined,
    destinatari: [{ tipo: 'PAI', denominazione: 'Ufficio Tecnico' }],
  });
  const anonimo = await registra({ mittente: undefined, anonimo: true });
  for (const { id } of [arrivo, partenza, interno, anonimo])
    for (const spazi of ['singoli', 'doppi'] as const)
      expect(difettiXml(await metadati(id, await primoOrdine(id), spazi), schemi[spazi])).toEqual([]);

  const primo = await primoOrdine(arrivo.id);
  const radice = leggiXml(await metadati(arrivo.id, primo));
  expect(trova(radice, 'ChiaveDescrittiva', 'Oggetto')?.testo).toBe('Istanza «A&B» <urgente> con\tsegni');
  expect(trova(radice, 'Riservato')?.testo).toBe('true');
  expect(trova(radice, 'DatiDiRegistrazione', 'TipologiaDiFlusso')?.testo).toBe('E');
  expect(trova(radice, 'Classificazione', 'IndiceDiClassificazione')?.testo).toBe('VI.3');
  expect(trova(radice, 'Agg')?.figli.map((a) => trova(a, 'IdAggregazione')?.testo)).toEqual([
    `c_prova1-APROVA1-FASC-${fascicolo.numero}`,
    expect.stringMatching(/^c_prova1-APROVA1-PG-\d{4}$/),
  ]);
  expect(trova(radice, 'Allegati', 'NumeroAllegati')?.testo).toBe('2');
  const [mittente] = ruoli(radice, 'Mittente');
  expect(trova(mittente, 'PF', 'CodiceFiscale')?.testo).toBe('BNCNNA80A41H501U');
  expect(ruoli(radice, 'Assegnatario').map((a) => trova(a, 'AS', 'IPAUOR', 'CodiceIPA')?.testo)).toEqual([
    'tecnico',
  ]);
  expect(trova(ruoli(radice, 'ResponsabileServizioProtocollo')[0], 'PF', 'Cognome')?.testo).toBe('Prova-rsp');
  expect(trova(ruoli(radice, 'RUP')[0], 'RUP', 'Cognome')?.testo).toBe('geom. Sara Bassi');
  expect(trova(ruoli(radice, 'Operatore')[0], 'PF', 'Cognome')?.testo).toBe('Prova-operatore');

  const allegato = leggiXml(await metadati(arrivo.id, primo + 1));
  expect(difettiXml(await metadati(arrivo.id, primo + 1), schemi.singoli)).toEqual([]);
  const base64 = (e: Elemento, ...dove: string[]): string =>
    trova(e, ...dove, 'ImprontaCrittograficaDelDocumento', 'Impronta')?.testo ?? '';
  expect(base64(allegato, 'IdDoc')).toBe(createHash('sha256').update(byte).digest('base64'));
  expect(base64(allegato, 'IdIdentificativoDocumentoPrimario')).toBe(base64(radice, 'IdDoc'));
  expect(base64(radice, 'Allegati', 'IndiceAllegati', 'IdDoc')).toBe(base64(allegato, 'IdDoc'));
  await expect(metadati(arrivo.id, primo + 2)).rejects.toMatchObject({ codice: 'conservazione.senza-file' });

  const uscita = leggiXml(await metadati(partenza.id, await primoOrdine(partenza.id)));
  expect(ruoli(uscita, 'Destinatario').map((d) => d.figli[1]?.nome)).toEqual([
    'PF',
    'PG',
    'PAI',
    'PAI',
    'PAE',
  ]);
  expect(trova(ruoli(uscita, 'Mittente')[0], 'PAI', 'IPAAOO', 'CodiceIPA')?.testo).toBe('APROVA1');
});

test('ciò che è stato rettificato o annullato lo dice, con chi e quando, e vale il dato in vigore', async (t) => {
  const schema = schemaAllegato5(t, 'singoli');
  const { id, via } = await registra({ oggetto: 'Oggetto sbagliato dallo sportello' });
  const ordine = await primoOrdine(id);
  const decidi = async (corpo: object, dove: string): Promise<void> => {
    const r = await p.chiama<{ id: string }>('operatore', 'POST', `${via}/${dove}`, { corpo });
    expect(r.stato, r.testo).toBe(201);
    const d = await p.chiama('rsp', 'POST', `/registri/PG/richieste/${r.corpo.id}/decisione`, {
      corpo: { esito: 'autorizzata' },
    });
    expect(d.stato, d.testo).toBe(201);
  };
  expect(trova(leggiXml(await metadati(id, ordine)), 'TracciatureModificheDocumento')).toBeUndefined();
  await decidi(
    { campo: 'oggetto', valore: 'Oggetto corretto dal responsabile', motivazione: 'Scritto male in origine' },
    'rettifiche',
  );
  const rettificato = leggiXml(await metadati(id, ordine));
  expect(trova(rettificato, 'ChiaveDescrittiva', 'Oggetto')?.testo).toBe('Oggetto corretto dal responsabile');
  expect(trova(rettificato, 'VersioneDelDocumento')?.testo).toBe('2');
  expect(trova(rettificato, 'TracciatureModificheDocumento', 'TipoModifica')?.testo).toBe('Rettifica');
  await decidi(
    { motivazione: 'Registrata due volte per errore', atto: { numero: '12/2026', data: '2026-03-02' } },
    'annullamento',
  );
  const annullato = await metadati(id, ordine);
  expect(difettiXml(annullato, schema)).toEqual([]);
  expect(
    trova(leggiXml(annullato), 'TracciatureModificheDocumento', 'SoggettoAutoreDellaModifica', 'Cognome')
      ?.testo,
  ).toBe('Prova-rsp');
  expect(trova(leggiXml(annullato), 'TracciatureModificheDocumento', 'TipoModifica')?.testo).toBe(
    'Annullamento',
  );
});
