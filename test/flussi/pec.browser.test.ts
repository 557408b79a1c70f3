import { afterAll, beforeAll, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { casellaDiProva } from '../support/caselle-di-prova.ts';
import { richiede } from '../support/pacchetti.ts';
import { importaLettere } from '../support/posta-importata.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

let s: Schermo;
let numero: string;

const lettera = (n: number, oggetto: string) => ({
  da: `cittadino${n}@pec.example`,
  oggetto,
  testo: `Si trasmette quanto in oggetto.\n\nMario Rossi, via Roma ${n}, Esempio`,
  allegati: [{ nome: 'istanza.pdf', tipo: 'application/pdf', byte: pdfDiProva(oggetto) }],
});

beforeAll(async () => {
  s = await apriSchermo();
  const { banca, ente, chiama } = s.prodotto;
  const casella = await casellaDiProva(banca.urlSuperutente, ente, {
    uscita: { host: '127.0.0.1', porta: 2525, sicurezza: 'nessuna' },
  });
  await importaLettere(s.prodotto, casella, [
    lettera(1, 'Istanza di accesso agli atti'),
    lettera(2, 'Offerta commerciale di toner'),
    lettera(3, 'Integrazione alla pratica edilizia'),
    lettera(4, 'Richiesta di patrocinio'),
    lettera(5, 'Ricorso diretto ad altro ente'),
  ]);
  const ufficio = await casellaDiProva(banca.urlSuperutente, ente, {
    codice: 'RAG',
    genere: 'ordinaria',
    unita: 'ragioneria',
    principale: false,
    indirizzo: 'ragioneria@comune.example',
    uscita: { host: '127.0.0.1', porta: 2525, sicurezza: 'nessuna' },
  });
  await importaLettere(s.prodotto, ufficio, [lettera(6, 'Richiesta di rateizzazione')]);
  const registrata = await chiama<{ numero: string }>('rsp', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ oggetto: 'Pratica edilizia di Mario Rossi' }),
  });
  numero = String(Number(registrata.corpo.numero));
});
afterAll(() => s.chiudi());

test('cinque messaggi si lavorano senza mouse: registrato, non registrato, allegato, accantonato, restituito', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'operatore');
  const { pagina } = p;
  const tasti = pagina.keyboard;
  await pagina.goto('/pec');
  const davanti = (oggetto: string) => pagina.getByRole('heading', { level: 2, name: oggetto }).waitFor();
  await davanti('Istanza di accesso agli atti');
  await pagina.getByRole('form', { name: 'Registrazione del messaggio' }).waitFor();
  await pagina.getByText('Firma del gestore').waitFor();
  expect(await violazioni(pagina)).toEqual([]);

  await tasti.press('j');
  await tasti.press('e');
  await pagina.getByRole('dialog', { name: 'Registrare?' }).waitFor();
  await tasti.press('Enter');
  await pagina.getByText('Registrato con il numero').first().waitFor();

  await davanti('Offerta commerciale di toner');
  await tasti.press('x');
  await pagina.getByRole('dialog', { name: 'Non registrare' }).waitFor();
  await tasti.type('Pubblicità');
  await tasti.press('Tab');
  await pagina.getByRole('dialog').locator('option').nth(1).waitFor({ state: 'attached' });
  await tasti.press('ArrowDown');
  await tasti.press('Tab');
  await tasti.press('Enter');

  await davanti('Integrazione alla pratica edilizia');
  await tasti.press('a');
  await pagina.getByRole('dialog', { name: 'Allega a una registrazione' }).waitFor();
  await tasti.type(numero);
  await pagina.getByText('Pratica edilizia di Mario Rossi').waitFor();
  await tasti.press('Enter');

  await davanti('Richiesta di patrocinio');
  await tasti.press('s');

  await davanti('Ricorso diretto ad altro ente');
  await tasti.press('m');
  await pagina.getByText('MESSAGGIO PERVENUTO PER ERRORE').waitFor();
  await tasti.press('Enter');
  await pagina.getByText('Da esaminare: niente').waitFor();

  const { corpo } = await s.prodotto.chiama<{ items: { oggetto: string; stato: string }[] }>(
    'operatore',
    'GET',
    '/pec/messaggi',
  );
  expect(Object.fromEntries(corpo.items.map((m) => [m.oggetto, m.stato]))).toEqual({
    'Istanza di accesso agli atti': 'registrato',
    'Offerta commerciale di toner': 'non-registrato',
    'Integrazione alla pratica edilizia': 'allegato',
    'Richiesta di patrocinio': 'accantonato',
    'Ricorso diretto ad altro ente': 'restituito',
  });
  await pagina.goto('/pec/invii');
  await pagina.getByRole('heading', { name: /PERVENUTO PER ERRORE/ }).waitFor();
  expect(await violazioni(pagina)).toEqual([]);
  expect(p.lamentele).toEqual([]);
});

test('CORI-9 allo sportello il documento è di carta e per PEC è digitale, se non si dice altro', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'operatore');
  const { pagina } = p;
  await pagina.goto('/registra');
  const segnato = (nome: string) => pagina.getByRole('radio', { name: nome }).isChecked();
  const mezzo = pagina.getByLabel('Mezzo', { exact: true });
  await mezzo.selectOption('sportello');
  await expect.poll(() => segnato('Di carta')).toBe(true);
  await mezzo.selectOption('pec');
  await expect.poll(() => segnato('Digitale')).toBe(true);
  // What somebody says by hand stays, whatever the means.
  await pagina.getByRole('radio', { name: 'Digitale' }).focus();
  await pagina.keyboard.press('ArrowRight');
  expect(await segnato('Di carta')).toBe(true);
  await mezzo.selectOption('email');
  expect(await segnato('Di carta')).toBe(true);
  const [registrata] = (
    await s.prodotto.chiama<{ items: { anno: number; numero: string }[] }>(
      'operatore',
      'GET',
      '/registri/PG/registrazioni?mezzo=pec&limit=1',
    )
  ).corpo.items;
  const { corpo } = await s.prodotto.chiama(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${registrata?.anno}/${Number(registrata?.numero)}`,
  );
  expect(corpo).toMatchObject({ mezzo: 'pec', supporto: 'digitale' });
});

test('l’ufficio lavora la sua casella ordinaria, conferma, trasmette al protocollo; chi è responsabile valuta la missiva', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'ragioniere');
  const { pagina } = p;
  await pagina.goto('/pec');
  await pagina.getByRole('heading', { level: 2, name: 'Richiesta di rateizzazione' }).waitFor();
  await pagina.getByText('Missiva non sottoscritta, da valutare').waitFor();
  expect(await pagina.getByRole('button', { name: /^Registra/ }).count()).toBe(0);
  expect(await violazioni(pagina)).toEqual([]);
  await pagina.keyboard.press('c');
  await pagina.getByRole('dialog', { name: 'Inviare la conferma di ricezione?' }).waitFor();
  await pagina.keyboard.press('Enter');
  await pagina.getByText('Conferma di ricezione inviata').first().waitFor();
  await pagina.getByRole('button', { name: 'Trasmetti al protocollo' }).click();
  await pagina.getByRole('dialog', { name: 'Trasmettere al protocollo?' }).waitFor();
  expect(await violazioni(pagina)).toEqual([]);
  await pagina.getByRole('button', { name: 'Trasmetti', exact: true }).click();
  await pagina.getByText('Da esaminare: niente').waitFor();

  const protocollo = await s.postazione();
  await s.entra(protocollo, 'operatore');
  await protocollo.pagina.goto('/pec');
  await protocollo.pagina.getByRole('link', { name: /Trasmessi dagli uffici/ }).click();
  await protocollo.pagina.getByRole('heading', { level: 2, name: 'Richiesta di rateizzazione' }).waitFor();
  await protocollo.pagina.getByRole('form', { name: 'Registrazione del messaggio' }).waitFor();
  const { chiama } = s.prodotto;
  const { items } = (
    await chiama<{ items: { id: string }[] }>('operatore', 'GET', '/pec/messaggi?stato=trasmesso')
  ).corpo;
  const { corpo: r } = await chiama<{ numero: string; anno: number }>(
    'operatore',
    'POST',
    `/pec/messaggi/${items[0]?.id}/registrazione`,
    { corpo: { dati: { unitaCompetente: 'tecnico' } } },
  );

  const responsabile = await s.postazione();
  await s.entra(responsabile, 'tecnico');
  await responsabile.pagina.goto(`/registro/${r.anno}/${Number(r.numero)}`);
  await responsabile.pagina
    .getByRole('heading', { name: 'Assimilabile a missiva non sottoscritta' })
    .waitFor();
  await responsabile.pagina.getByLabel('Esito').selectOption('valida');
  await responsabile.pagina
    .getByLabel('Valutazione', { exact: false })
    .last()
    .fill('Il mittente è conosciuto');
  expect(await violazioni(responsabile.pagina)).toEqual([]);
  await responsabile.pagina.getByRole('button', { name: 'Annota la valutazione' }).click();
  await responsabile.pagina.getByText('Si tiene per valida.').waitFor();
  for (const { lamentele } of [p, protocollo, responsabile]) expect(lamentele).toEqual([]);
});

test('chi configura le caselle vede come stanno, e mai un segreto', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'admin');
  await p.pagina.goto('/amministrazione/caselle');
  await p.pagina.getByRole('button', { name: 'Modifica Casella AOO' }).click();
  await p.pagina.getByRole('form', { name: 'Modifica Casella AOO' }).waitFor();
  expect(await violazioni(p.pagina)).toEqual([]);
  expect(await p.pagina.getByRole('link', { name: 'PEC', exact: true }).count()).toBe(0);
  expect(p.lamentele).toEqual([]);
});
