import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { EventoStoria, Registrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

test('RN-52.6 di ogni registrazione si rilascia un estratto con tutti i dati, la storia delle modifiche e le impronte', async (ctx) => {
  richiede(ctx, 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  const documento = await p.carica('operatore', 'istanza & <allegati>.pdf', pdfDiProva());
  const { corpo: r, stato } = await p.chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: arrivoDiCarta({
        supporto: 'digitale',
        analogico: undefined,
        documentoPrincipale: documento,
        classificazione: 'VI.3',
        unitaCompetente: 'tecnico',
        destinatari: [{ tipo: 'PF', nome: 'Ugo', cognome: 'Bianchi' }],
        protocolloMittente: { numero: '77/B', data: '2026-01-09' },
        rpa: 'Arch. Anna Verdi',
        note: 'Consegnata a mano',
      }),
    },
  );
  expect(stato).toBe(201);
  const via = `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;
  const prima = await p.chiama('operatore', 'GET', `${via}/estratto.pdf`);
  const testoPrima = testoDelPdf(prima.byte).replace(/\s+/g, ' ');
  expect(testoPrima).toContain('è pervenuto all’ente ed è stato registrato');
  expect(difettiPdfA1b(prima.byte)).toBe('');

  await p.chiama('operatore', 'PATCH', via, { corpo: { versione: r.versione, luogo: 'Sportello 2' } });
  await p.chiama('rsp', 'POST', `${via}/rettifiche`, {
    corpo: {
      campo: 'oggetto',
      valore: 'Domanda corretta di iscrizione',
      motivazione: 'Oggetto scritto male allo sportello',
    },
  });
  await p.chiama('rsp', 'POST', `${via}/annullamento`, {
    corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '9', data: '2026-02-01' } },
  });
  const dopo = await p.chiama('operatore', 'GET', `${via}/estratto.pdf`);
  expect(dopo.stato).toBe(200);
  expect(difettiPdfA1b(dopo.byte)).toBe('');
  const testo = testoDelPdf(dopo.byte).replace(/\s+/g, ' ');
  const storia = (await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${via}/storia`)).corpo.items;
  const impronta = r.documentoPrincipale?.impronta ?? 'manca';
  for (const atteso of [
    `n. ${r.numero}`,
    'Rossi Maria',
    'Bianchi Ugo',
    '77/B del 09/01/2026',
    'VI.3 Edilizia privata',
    'Ufficio Tecnico',
    'Arch. Anna Verdi',
    'Consegnata a mano',
    'istanza & <allegati>.pdf',
    impronta,
    'Domanda corretta di iscrizione',
    'Prima: Domanda di iscrizione all’asilo nido comunale',
    'Motivo: Oggetto scritto male allo sportello',
    'Dopo: Sportello 2',
    'ANNULLATA il',
    'provvedimento 9 del 01/02/2026',
    r.urlVerifica,
  ])
    expect(testo).toContain(atteso);
  const foglie = storia.flatMap((e) => (e.foglia ? [e.foglia.impronta] : []));
  expect(foglie).toHaveLength(4);
  for (const foglia of foglie) expect(testo.replace(/ /g, '')).toContain(foglia);
  expect((await p.chiama('tecnico', 'GET', '/registri/PG/registrazioni/2026/999/estratto.pdf')).stato).toBe(
    404,
  );
});
