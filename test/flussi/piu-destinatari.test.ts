import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Letti = { items: NonNullable<Registrazione['destinatari']>; totale: number };

async function daCsv(testo: string): Promise<Letti['items']> {
  const form = new FormData();
  form.append('file', new File([testo], 'destinatari.csv'));
  const modulo = new Response(form);
  const letto = await p.chiama<Letti>('operatore', 'POST', '/destinatari-da-csv', {
    corpo: Buffer.from(await modulo.clone().arrayBuffer()),
    intestazioni: { 'content-type': modulo.headers.get('content-type') ?? '' },
  });
  expect(letto.stato, letto.testo).toBe(200);
  return letto.corpo.items;
}

const registra = (altro: object) =>
  p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: { ...arrivoDiCarta(), mittente: undefined, ...altro },
  });

async function tutti(r: Registrazione): Promise<string[]> {
  const nomi: string[] = [];
  let cursore: number | undefined;
  do {
    const pagina = await p.chiama<{ items: { nominativo: string }[]; cursor?: number }>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/corrispondenti?ruolo=destinatario&limit=1000${cursore ? `&cursor=${cursore}` : ''}`,
    );
    nomi.push(...pagina.corpo.items.map((c) => c.nominativo));
    cursore = pagina.corpo.cursor;
  } while (cursore !== undefined);
  return nomi;
}

test('una circolare interna a trenta uffici prende un solo numero (parte di RN-58.1: la consegna verrà con le assegnazioni)', async () => {
  const destinatari = Array.from({ length: 30 }, (_, i) => ({
    tipo: 'PAI',
    denominazione: `Ufficio ${i + 1}`,
  }));
  const r = await registra({ flusso: 'I', destinatari });
  expect([r.stato, r.corpo.totaleDestinatari]).toEqual([201, 30]);
  const dopo = await registra({ flusso: 'I', destinatari });
  expect(Number(dopo.corpo.numero)).toBe(Number(r.corpo.numero) + 1);
});

test('una partenza a duecento destinatari da un elenco prende un solo numero (parte di RN-58.2: le righe di spedizione verranno)', async () => {
  const righe = Array.from({ length: 200 }, (_, i) => `PG;Impresa ${i + 1};impresa${i + 1}@pec.example`);
  const r = await registra({
    flusso: 'U',
    destinatari: await daCsv(`tipo;denominazione;pec\n${righe.join('\n')}\n`),
  });
  expect([r.stato, r.corpo.totaleDestinatari, r.corpo.destinatari.length]).toEqual([201, 200, 100]);
  expect(await tutti(r.corpo)).toEqual(Array.from({ length: 200 }, (_, i) => `Impresa ${i + 1}`));
});

test('diecimila destinatari con i loro campi stanno sotto un solo numero, e il registro continua', async () => {
  const righe = Array.from({ length: 10_000 }, (_, i) => `PF;Nome${i};Cognome${i};${i},50`);
  const destinatari = await daCsv(`tipo;nome;cognome;importo\n${righe.join('\n')}\n`);
  expect(destinatari[9_999]).toMatchObject({ nome: 'Nome9999', variabili: { importo: '9999,50' } });
  const r = await registra({ flusso: 'U', destinatari });
  expect(r.corpo.totaleDestinatari, r.testo.slice(0, 300)).toBe(10_000);
  const nomi = await tutti(r.corpo);
  expect([nomi.length, nomi[0], nomi[9_999]]).toEqual([10_000, 'Cognome0 Nome0', 'Cognome9999 Nome9999']);
  const dopo = await registra({ flusso: 'U', destinatari: destinatari.slice(0, 1) });
  expect(Number(dopo.corpo.numero)).toBe(Number(r.corpo.numero) + 1);
});
