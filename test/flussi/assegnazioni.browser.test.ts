import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { verificata } from '../support/coda-di-prova.ts';
import { apriDiProva } from '../support/fascicoli-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { mutaUffici } from '../support/uffici-di-prova.ts';

const ANNO = new Date().getFullYear();

describe.skipIf(manca('chromium'))('assegnare, rinviare, sottoporre', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
    await mutaUffici(schermo.prodotto.banca.urlSuperutente, ['ragioneria'], { uu: true });
  }, 180_000);
  afterAll(() => schermo.chiudi());

  async function registra(oggetto: string): Promise<number> {
    const documentoPrincipale = await schermo.prodotto.carica(
      'operatore',
      'istanza.pdf',
      await pdfDiProva(oggetto),
    );
    const r = await schermo.prodotto.chiama<{ numero: string }>(
      'operatore',
      'POST',
      '/registri/PG/registrazioni',
      {
        corpo: {
          flusso: 'E',
          oggetto,
          mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
          documentoPrincipale,
          classificazione: 'VI.3',
        },
      },
    );
    expect(r.stato).toBe(201);
    return Number(r.corpo.numero);
  }
  async function apri(chi: UtenteDiProva, indirizzo: string, larghezza?: number): Promise<Postazione> {
    const postazione = await schermo.postazione(larghezza);
    await schermo.entra(postazione, chi);
    await postazione.pagina.goto(indirizzo);
    return postazione;
  }

  test('da tastiera il protocollo assegna, l’ufficio prende in carico e rinvia, il protocollo riassegna', async () => {
    const numero = await registra('Domanda di permesso di costruire');
    const indirizzo = `/registro/${ANNO}/${numero}?scheda=assegnazioni`;
    const uop = await apri('operatore', indirizzo);
    const { pagina } = uop;
    await pagina.getByText('Non è ancora assegnato a nessun ufficio').waitFor();
    await pagina.keyboard.press('t');
    await pagina.keyboard.type('Tecn');
    await pagina.getByRole('option', { name: 'Ufficio Tecnico', exact: true }).waitFor();
    await pagina.keyboard.press('Enter');
    expect(await violazioni(pagina)).toEqual([]);
    await pagina.getByRole('button', { name: 'Assegna e smista' }).click();
    await pagina.getByText('Nell’ufficio, da confermare').waitFor();

    const ufficio = await apri('tecnico', indirizzo);
    await ufficio.pagina.getByText('Nell’ufficio, da confermare').waitFor();
    await ufficio.pagina.keyboard.press('a');
    await ufficio.pagina.getByText('In carico', { exact: true }).waitFor();
    await ufficio.pagina.keyboard.press('r');
    await ufficio.pagina.getByLabel('Perché').fill('È della ragioneria');
    expect(await violazioni(ufficio.pagina)).toEqual([]);
    await ufficio.pagina.getByRole('button', { name: 'Rinvia alla UOP', exact: true }).last().click();
    await ufficio.pagina.getByRole('dialog').waitFor({ state: 'detached' });

    await pagina.reload();
    await pagina.getByRole('button', { name: /^Riassegna/ }).click();
    await pagina.keyboard.type('Ragion');
    await pagina.getByRole('option', { name: 'Ufficio Ragioneria', exact: true }).waitFor();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('button', { name: 'Assegna e smista' }).click();
    await pagina.getByRole('listitem').filter({ hasText: 'Ufficio Ragioneria' }).first().waitFor();
    await pagina.getByText('Dato seguito al rinvio').waitFor();
    expect([...uop.lamentele, ...ufficio.lamentele]).toEqual([]);
    await Promise.all([uop.contesto.close(), ufficio.contesto.close()]);
  }, 240_000);

  test('l’ufficio prepara una partenza, il protocollo la apre compilata e la registra nel fascicolo indicato', async () => {
    const { prodotto: p } = schermo;
    const fascicolo = await apriDiProva(p, 'ragioniere', { denominazione: 'Rateizzazione Rossi' });
    const ufficio = await apri('ragioniere', '/coda/nuova');
    const u = ufficio.pagina;
    await u.locator('input[type="file"]').setInputFiles({
      name: 'risposta.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await pdfDiProva('Risposta')),
    });
    await u.getByLabel('Oggetto').fill('Risposta alla richiesta di rateizzazione');
    await u.getByRole('button', { name: 'Sottoponi all’Ufficio Protocollo' }).click();
    await u.getByText('Occorre la classificazione').first().waitFor();
    expect(await violazioni(u)).toEqual([]);
    await ufficio.contesto.close();
    // The fields of choice are those of Registra and of the fascicoli, and have tests of their own.
    const documentoPrincipale = await p.carica('ragioniere', 'risposta.pdf', await pdfDiProva('Risposta'));
    const v = await p.chiama<{ id: string }>('ragioniere', 'POST', '/coda', {
      corpo: {
        flusso: 'U',
        oggetto: 'Risposta alla richiesta di rateizzazione',
        destinatari: [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi', indirizzo: 'via Roma 1, Esempio' }],
        classificazione: 'VI.3',
        fascicolo: fascicolo.numero,
        ...verificata('ragioneria'),
        documentoPrincipale,
      },
    });
    expect(v.stato, v.testo).toBe(201);
    const uop = await apri('operatore', '/coda');
    await uop.pagina.getByRole('link', { name: /^Registra «Risposta/ }).click();
    await uop.pagina.getByRole('heading', { level: 1, name: 'Registra' }).waitFor();
    expect(await uop.pagina.getByLabel('Oggetto').inputValue()).toBe(
      'Risposta alla richiesta di rateizzazione',
    );
    await uop.pagina.getByText('Maria').first().waitFor();
    await uop.pagina.keyboard.press('Control+Enter');
    await uop.pagina
      .getByText(/Registrato/)
      .first()
      .waitFor();
    const { corpo } = await p.chiama<{ stato: string; esito: { registrazione: { numero: string } } }>(
      'operatore',
      'GET',
      `/coda/${v.corpo.id}`,
    );
    expect(corpo.stato).toBe('registrata');
    const dentro = await p.chiama<{ items: { registrazione: { numero: string } }[] }>(
      'ragioniere',
      'GET',
      `/fascicoli/${fascicolo.numero}/documenti`,
    );
    expect(dentro.corpo.items.map((d) => d.registrazione.numero)).toEqual([corpo.esito.registrazione.numero]);
    expect(uop.lamentele).toEqual([]);
    await uop.contesto.close();
  }, 240_000);

  test('le schermate sono accessibili, su uno schermo stretto e su uno largo', async () => {
    const numero = await registra(
      `Istanza con un indirizzo lungo https://www.esempio.example/${'percorso/'.repeat(8)}`,
    );
    const { prodotto: p } = schermo;
    const a = await p.chiama(
      'operatore',
      'POST',
      `/registri/PG/registrazioni/${ANNO}/${numero}/assegnazioni`,
      {
        corpo: {
          assegnazioni: [
            { unita: 'tecnico', titolo: 'competenza', nota: 'Entro il mese', scadenza: `${ANNO + 1}-01-31` },
            { unita: 'ragioneria', titolo: 'conoscenza' },
          ],
        },
      },
    );
    expect(a.stato).toBe(201);
    const scheda = `/registro/${ANNO}/${numero}?scheda=assegnazioni`;
    expect(
      await guarda(
        schermo,
        {
          operatore: [scheda, '/coda', '/coda?stato=uscite'],
          tecnico: [scheda],
          ragioniere: ['/coda', '/coda/nuova'],
        },
        [360, 1440],
      ),
    ).toEqual([]);
  }, 400_000);
});
