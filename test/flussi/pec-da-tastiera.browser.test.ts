import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { richiede } from '../support/pacchetti.ts';
import { ANNA, VERDI, bancoInvii, type BancoInvii } from '../support/invii-di-prova.ts';
import { ricevutaLetta } from '../support/ricevute-di-prova.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

/** The machine may have other work. */
const ATTESA = { timeout: 20_000 };

let s: Schermo;
let b: BancoInvii;

beforeAll(async () => {
  s = await apriSchermo();
  b = await bancoInvii(s.prodotto);
});
afterAll(async () => {
  await b.chiudi();
  await s.chiudi();
});

type Letto = {
  items: { oggetto: string; stato: string; destinatari: { indirizzo: string; stato: string }[] }[];
};
const inviati = async () => (await s.prodotto.chiama<Letto>('operatore', 'GET', '/pec/invii')).corpo.items;

test('senza mouse si rispedisce a chi non è arrivato, si decide di un esito incerto, si toglie dalla coda, si abbina una ricevuta', async (t) => {
  richiede(t, 'chromium');
  const mancato = await b.spedito({ oggetto: 'Esito della rateizzazione' });
  await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid: mancato.messageId, consegna: ANNA }));
  await b.ricevi(
    ricevutaLetta('errore-consegna', { msgid: mancato.messageId, consegna: VERDI, errore: 'altro' }),
  );
  b.smtp.modi.taglia = 'dopo';
  await b.spedito({ oggetto: 'Convocazione incerta' });
  b.smtp.modi.taglia = undefined;
  await b.ricevi(
    ricevutaLetta('accettazione', { msgid: '<mai-visto@altrove.example>', identificativo: 'opec-ignoto' }),
  );

  const p = await s.postazione();
  await s.entra(p, 'operatore');
  const { pagina } = p;
  const tasti = pagina.keyboard;
  await pagina.goto('/pec/invii');
  await pagina.getByRole('heading', { name: 'Convocazione incerta' }).waitFor();
  const sulla = async (oggetto: string): Promise<void> => {
    for (let i = 0; i < 6; i++) await tasti.press('k');
    for (let i = 0; i < 6; i++) {
      const dentro = await pagina.evaluate(
        () => document.activeElement?.closest('.pec-invio')?.querySelector('h3')?.textContent ?? '',
      );
      if (dentro.includes(oggetto)) return;
      await tasti.press('j');
    }
    throw new Error(`con J e K non si arriva a «${oggetto}»`);
  };

  await sulla('Esito della rateizzazione');
  await tasti.press('Enter');
  await pagina.getByRole('heading', { name: 'Ricevute', exact: true }).waitFor();
  await tasti.press('r');
  await pagina.getByRole('dialog', { name: 'Rispedire?' }).waitFor();
  await tasti.press('Control+A');
  await tasti.type('nuova@pec.impresa.example');
  await tasti.press('Enter');
  await expect
    .poll(async () => (await inviati()).map((i) => i.destinatari.map((d) => d.indirizzo)), ATTESA)
    .toContainEqual(['nuova@pec.impresa.example']);
  await pagina.getByRole('dialog').waitFor({ state: 'detached' });

  await sulla('Convocazione incerta');
  await tasti.press('d');
  await pagina.getByRole('dialog', { name: 'Era partito?' }).waitFor();
  await tasti.press('Tab');
  await tasti.type('È fra i messaggi inviati della casella');
  await tasti.press('Enter');
  await expect
    .poll(async () => (await inviati()).find((i) => i.oggetto.includes('Convocazione'))?.stato, ATTESA)
    .toBe('inviato');
  await pagina.getByRole('dialog').waitFor({ state: 'detached' });

  await pagina.getByText('nuova@pec.impresa.example').waitFor();
  await sulla('Esito della rateizzazione');
  await tasti.press('x');
  await pagina.getByRole('dialog', { name: 'Non spedire più?' }).waitFor();
  await tasti.type('L’indirizzo era un altro');
  await tasti.press('Enter');
  await expect.poll(async () => (await inviati()).map((i) => i.stato), ATTESA).toContain('annullato');
  await pagina.getByRole('dialog').waitFor({ state: 'detached' });

  await pagina.getByRole('link', { name: /^Ricevute da abbinare/ }).focus();
  await tasti.press('Enter');
  await pagina.getByRole('button', { name: 'Abbina a un invio' }).waitFor();
  await tasti.press('j');
  await tasti.press('Enter');
  await pagina.getByRole('dialog', { name: 'Di quale invio è?' }).waitFor();
  await tasti.type('Convocazione');
  await pagina.getByRole('option', { name: /Convocazione incerta/ }).waitFor();
  await tasti.press('ArrowDown');
  await tasti.press('Enter');
  await pagina.getByRole('combobox', { name: 'Destinatario di cui parla' }).waitFor();
  await tasti.press('Tab');
  await tasti.press('Tab');
  await tasti.press('Enter');
  await pagina.getByText('Nessuna ricevuta da abbinare').waitFor();
  expect(p.lamentele).toEqual([]);
});

test('senza mouse si aggiunge una casella, la si prova e la si spegne', async (t) => {
  richiede(t, 'chromium');
  await mkdir(join(s.prodotto.ambiente.dati, 'caselle', 'suap'), { recursive: true });
  const p = await s.postazione();
  await s.entra(p, 'admin');
  const { pagina } = p;
  const tasti = pagina.keyboard;
  const suTasto = async (nome: string): Promise<void> => {
    await pagina.getByRole('button', { name: nome, exact: true }).focus();
    await tasti.press('Enter');
  };
  await pagina.goto('/amministrazione/caselle');
  await pagina.getByRole('button', { name: 'Modifica Casella AOO' }).waitFor();
  await suTasto('Aggiungi una casella');
  const modulo = pagina.getByRole('form', { name: 'Nuova casella' });
  await modulo.getByRole('textbox', { name: 'Nome (obbligatorio)' }).focus();
  await tasti.type('Sportello attività produttive');
  await tasti.press('Tab');
  await tasti.type('SUAP');
  await tasti.press('Tab');
  await tasti.type('suap@pec.comune.example');
  await tasti.press('Tab');
  await tasti.type('Ufficio Protocollo');
  await tasti.press('Tab');
  await tasti.press('ArrowRight');
  await tasti.press('Tab');
  await tasti.type('suap');
  await tasti.press('Enter');
  await pagina.getByRole('button', { name: 'Modifica Sportello attività produttive' }).waitFor();

  await suTasto('Prova Sportello attività produttive');
  await pagina.getByText('La casella risponde: 0 messaggi.').waitFor();
  await suTasto('Modifica Sportello attività produttive');
  await pagina.getByRole('checkbox', { name: 'Attiva: la si legge' }).focus();
  await tasti.press('Space');
  await tasti.press('Enter');
  await pagina.getByText('Spenta', { exact: true }).waitFor();
  const { corpo } = await s.prodotto.chiama<{ items: { codice: string; attiva: boolean }[] }>(
    'admin',
    'GET',
    '/pec/configurazione',
  );
  expect(corpo.items.map((c) => [c.codice, c.attiva])).toEqual([
    ['AOO', true],
    ['SUAP', false],
  ]);
  expect(p.lamentele).toEqual([]);
});
