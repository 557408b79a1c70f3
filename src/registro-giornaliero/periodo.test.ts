import { expect, test } from 'vitest';
import { PROTEZIONE, type Contesto } from '#autorizzazioni';
import type { VoceGiornata } from './giornata.ts';
import { perChiStampa } from './periodo.ts';

test('di ciò che è riservato la stampa non dice nemmeno che cosa è cambiato e perché', () => {
  // Of whoever asks only the protections closed to him count.
  const ctx = { soggetto: { tipo: 'sistema' }, ruoli: new Set(['rsp']) } as unknown as Contesto;
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
