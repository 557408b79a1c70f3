import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { contestoDiProva } from '../../../test/support/ente-di-prova.ts';
import { bancoInvii, intestazione, type BancoInvii } from '../../../test/support/invii-di-prova.ts';
import { conservaMessaggio } from '../../../test/support/ricevute-di-prova.ts';
import { rispostaAutomatica } from './risposta-automatica.ts';

let b: BancoInvii;
beforeAll(async () => {
  b = await bancoInvii();
});
afterAll(() => b.chiudi());
beforeEach(() => {
  b.smtp.presi.length = 0;
  b.smtp.modi.destinatario = undefined;
});

const rispondi = async (campi: Record<string, unknown>): Promise<unknown> =>
  await inTransazione(b.p.db, b.p.ente.enteId, async (tx) => {
    const messaggioId = await conservaMessaggio(
      tx,
      b.parti.archivio,
      b.p.ente.enteId,
      b.casella.id,
      Buffer.from(`Subject: istanza\r\n\r\n${Math.random()}`),
      { stato: 'da-esaminare', tipo: 'posta-certificata', mittente: 'mario@pec.example', ...campi },
    );
    const ctx = await contestoDiProva(b.p.db, b.p.ente, 'operatore');
    return await rispostaAutomatica(tx, ctx, {
      messaggioId,
      genere: 'ricevuta-protocollazione',
      oggetto: 'Ricevuta di protocollazione',
      testo: 'Il documento è stato registrato.',
    });
  });

test('non risponde ad altri automatismi, a ricevute né alle proprie caselle, e a ciascuno solo poche volte al giorno', async () => {
  expect(await rispondi({ automatico: true })).toEqual({ taciuta: 'automatico' });
  expect(await rispondi({ tipo: 'avvenuta-consegna', stato: 'ricevuta' })).toEqual({ taciuta: 'ricevuta' });
  expect(await rispondi({ mittente: b.casella.indirizzo.toUpperCase() })).toEqual({
    taciuta: 'casella-propria',
  });
  expect(await rispondi({ mittente: null })).toEqual({ taciuta: 'senza-mittente' });
  for (let i = 0; i < 3; i++) expect(await rispondi({})).toMatchObject({ invii: [expect.any(String)] });
  expect(await rispondi({ mittente: 'Mario@PEC.example' })).toEqual({ taciuta: 'limite' });
  expect(await rispondi({ mittente: 'luisa@pec.example' })).toMatchObject({ invii: [expect.any(String)] });
});

test('ciò che il programma scrive da sé porta il nostro segno, e dice a che cosa risponde', async () => {
  const esito = (await rispondi({
    mittente: 'carla@pec.example',
    message_id: '<busta@gestore.example>',
    riferimento: '<suo@studio.example>',
  })) as { invii: [string] };
  await b.spedisci(esito.invii[0]);
  const [preso] = b.smtp.presi as [BancoInvii['smtp']['presi'][number]];
  expect(intestazione(preso.byte, 'Auto-Submitted')).toBe('auto-replied');
  expect(intestazione(preso.byte, 'X-Tabularium')).toBe('ricevuta-protocollazione');
  expect(intestazione(preso.byte, 'In-Reply-To')).toBe('<suo@studio.example>');
  expect(intestazione(preso.byte, 'X-TipoRicevuta')).toBe('sintetica');
});
