import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { PROTEZIONE, type Contesto } from '#autorizzazioni';
import type { VoceGiornata } from './giornata.ts';
import { csvPeriodo, perChiStampa } from './periodo.ts';

// Of whoever asks only the protections closed to him count.
const ctx = { soggetto: { tipo: 'sistema' }, ruoli: new Set(['rsp']) } as unknown as Contesto;

test('di ciò che è riservato la stampa non dice nemmeno che cosa è cambiato e perché', () => {
  const voce = {
    protezione: PROTEZIONE.riservato,
    oggetto: 'Segreto di un solo ufficio',
    soggetti: [{ ruolo: 'mittente', nominativo: 'Bianchi Ada' }],
    documenti: [{ nomeFile: 'segreto.pdf' }],
    modifiche: [
      { tipo: 'variazione', prima: ['segreto'], dopo: ['altro segreto'], motivo: 'Segreto restituito' },
      { tipo: 'variazione', prima: [], dopo: ['segreto'] },
    ],
  } as unknown as VoceGiornata;
  const vista = perChiStampa(ctx, voce);
  expect(JSON.stringify(vista)).not.toMatch(/segreto|bianchi/i);
  expect(vista.modifiche[0]?.motivo).toBe('Documento riservato');
  expect(perChiStampa(ctx, { ...voce, protezione: 0 })).toMatchObject({ oggetto: voce.oggetto });
});

test('il CSV dice di ogni registrazione anche che cosa è cambiato: quando, chi, prima, dopo e perché; di ciò che è riservato né prima, né dopo, né perché', async () => {
  const voce = {
    protezione: 0,
    anno: 2029,
    numero: 7,
    istante: new Date('2029-12-21T08:00:00Z'),
    flusso: 'E',
    oggetto: 'Oggetto com’è ora',
    soggetti: [],
    documenti: [],
    modifiche: [
      {
        tipo: 'rettifica',
        campo: 'oggetto',
        istante: new Date('2029-12-22T09:30:00Z'),
        operatore: 'Verdi Ugo',
        prima: ['Oggetto; com’era'],
        dopo: ['Oggetto com’è ora'],
        motivo: 'Errore di battitura',
      },
      {
        tipo: 'annullamento',
        istante: new Date('2029-12-23T10:00:00Z'),
        operatore: 'Neri Ida',
        prima: [],
        dopo: [],
        motivo: 'Registrata due volte',
        atto: { numero: '12', data: '2029-12-23' },
      },
    ],
    annullata: true,
  } as unknown as VoceGiornata;
  const colonna = async (...voci: VoceGiornata[]): Promise<string> => {
    const righe: string[] = [];
    const flusso = { voci: () => Readable.from(voci), precedenti: () => Readable.from([]) };
    for await (const riga of csvPeriodo(ctx, flusso)) righe.push(riga);
    return righe.join('');
  };
  const csv = await colonna(voce);
  expect(csv).toContain('Operatore;Modifiche\r\n');
  expect(csv).toContain(
    'Rettificato l’oggetto il 22/12/2029 10:30:00 da Verdi Ugo: da «Oggetto; com’era» a «Oggetto com’è ora». Motivo: Errore di battitura | ' +
      'ANNULLATA il 23/12/2029 11:00:00 da Neri Ida: Registrata due volte (provvedimento 12 del 23/12/2029)',
  );
  const chiuso = await colonna({ ...voce, protezione: PROTEZIONE.riservato });
  expect(chiuso).toContain('Rettificato l’oggetto il 22/12/2029');
  expect(chiuso).not.toMatch(/com’era|battitura|due volte/);
});
