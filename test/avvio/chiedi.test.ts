import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { chiedi } from '../../src/app/avvio/chiedi.ts';
import { domande } from '../../src/app/avvio/ente-crea-domande.ts';

const date = {
  denominazione: 'Comune di Prova',
  'codice-fiscale': '',
  'codice-aoo': 'A1B2C3D',
  indirizzo: 'Piazza 1',
  responsabile: 'Anna Rossi',
  rsp: '',
  admin: 'capo',
  'admin-nome': 'Ugo Neri',
};

/** A person who answers each question with the next line. */
function conversa(battute: string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let schermo = '';
  const restanti = [...battute];
  output.setEncoding('utf8').on('data', (pezzo: string) => {
    schermo += pezzo;
    if (!/[:\]] $/.test(pezzo)) return;
    const battuta = restanti.shift();
    if (battuta === undefined) input.end();
    else input.write(`${battuta}\n`);
  });
  const terminale = { scrivi: (testo: string) => void (schermo += `${testo}\n`), avanza: () => undefined };
  return { risposte: chiedi(domande, date, terminale, { input, output }), schermo: () => schermo };
}

test('ente:crea chiede solo ciò che manca e ripete la domanda finché la risposta va bene', async () => {
  const { risposte, schermo } = conversa([
    'c h501',
    '',
    'c_h501',
    'non è una pec',
    'protocollo@pec.prova.example',
    'https://prova.example/percorso',
    'https://prova.example',
    'sì',
  ]);
  await expect(risposte).resolves.toMatchObject({
    ipa: 'c_h501',
    pec: 'protocollo@pec.prova.example',
    'url-pubblico': 'https://prova.example',
  });
  expect(schermo().match(/Non va bene/g)).toHaveLength(4);
  expect(schermo()).toContain('codici QR');
});

test('senza consenso, o se chi risponde se ne va, nulla è creato', async () => {
  await expect(conversa(['c_h501', 'a@pec.it', '', 'no']).risposte).rejects.toThrow('Nulla è stato creato');
  await expect(conversa(['c_h501']).risposte).rejects.toThrow('Nulla è stato creato');
});
