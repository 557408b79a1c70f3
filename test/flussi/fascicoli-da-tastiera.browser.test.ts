import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();

describe.skipIf(manca('chromium'))('i fascicoli senza mouse', () => {
  let schermo: Schermo;

  /** A document in arrival, classified or not; returns its number. */
  async function registra(
    oggetto: string,
    classificazione?: string,
    chi: UtenteDiProva = 'operatore',
  ): Promise<number> {
    const { prodotto } = schermo;
    const documentoPrincipale = await prodotto.carica(chi, 'istanza.pdf', await pdfDiProva(oggetto));
    const { stato, corpo } = await prodotto.chiama<{ numero: string }>(
      chi,
      'POST',
      '/registri/PG/registrazioni',
      {
        corpo: {
          flusso: 'E',
          oggetto,
          mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
          documentoPrincipale,
          ...(classificazione && { classificazione }),
        },
      },
    );
    expect(stato).toBe(201);
    return Number(corpo.numero);
  }

  async function apri(
    denominazione: string,
    altro: object = {},
    chi: UtenteDiProva = 'operatore',
  ): Promise<string> {
    const { stato, corpo } = await schermo.prodotto.chiama<{ numero: string }>(chi, 'POST', '/fascicoli', {
      corpo: {
        tipo: 'affare',
        denominazione,
        oggetto: `Oggetto di ${denominazione}`,
        classificazione: 'VI.3',
        riservatezza: 'nessuno',
        uffici: 'tutti',
        ...altro,
      },
    });
    expect(stato).toBe(201);
    return corpo.numero;
  }

  const inFascicolo = async (numero: string): Promise<string[]> =>
    (
      await schermo.prodotto.chiama<{ items: { denominazione: string }[] }>(
        'operatore',
        'GET',
        `/fascicoli/${numero}/documenti`,
      )
    ).corpo.items.map((d) => d.denominazione);

  const metti = async (
    fascicolo: string,
    numero: number,
    chi: UtenteDiProva = 'operatore',
  ): Promise<void> => {
    const { stato } = await schermo.prodotto.chiama(chi, 'POST', `/fascicoli/${fascicolo}/documenti`, {
      corpo: { registrazione: { registro: 'PG', anno: ANNO, numero } },
    });
    expect(stato).toBe(201);
  };

  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('RN-44.1 dal documento si apre il fascicolo con classe e oggetto già scritti, il documento vi entra, e chiudendolo prende la data dell’ultimo documento', async () => {
    const numero = await registra('Istanza di permesso di costruire per una tettoia', 'VI.3');
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await pagina.goto(`/registro/${ANNO}/${numero}`);
    await pagina.getByRole('tab', { name: 'Fascicoli' }).waitFor();
    await tasti.press('f');
    await pagina.getByText('Non è ancora in un fascicolo').waitFor();
    await pagina.getByRole('link', { name: 'Apri fascicolo da qui' }).focus();
    await tasti.press('Enter');
    await pagina.getByRole('heading', { name: 'Apri fascicolo', level: 1 }).waitFor();
    await expect
      .poll(() => pagina.getByLabel('Oggetto').inputValue(), { timeout: 10_000 })
      .toBe('Istanza di permesso di costruire per una tettoia');
    expect(await pagina.getByRole('combobox', { name: /^Indice di classificazione/ }).inputValue()).toBe(
      'VI.3',
    );
    await pagina.getByLabel('Tipo di fascicolo').selectOption('affare');
    await pagina.getByLabel('Denominazione').fill('Tettoia Verdi');
    await tasti.press('Control+Enter');
    const copertina = pagina.getByRole('region', { name: 'Copertina' });
    await copertina.getByText('Tettoia Verdi').waitFor();
    await pagina.getByRole('button', { name: /Istanza di permesso di costruire per una tettoia/ }).waitFor();

    await tasti.press('Escape');
    await tasti.press('x');
    await pagina.getByRole('dialog', { name: /^Chiudi il fascicolo/ }).waitFor();
    await tasti.press('Enter');
    await copertina.getByText('Chiuso', { exact: true }).waitFor();
    const oggi = new Intl.DateTimeFormat('it-IT', {
      timeZone: 'Europe/Rome',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    }).format(new Date());
    expect(await copertina.getByText('Data di chiusura').locator('..').textContent()).toContain(oggi);
    expect(await pagina.getByRole('button', { name: /Aggiungi documento/ }).count()).toBe(0);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('dal fascicolo, con J, F e Invio, un documento entra anche in un altro; Z lo toglie', async () => {
    const qui = await apri('Cartella di partenza');
    const altrove = await apri('Cartella di arrivo');
    const oggetto = 'Segnalazione certificata di inizio attività';
    await metti(qui, await registra(oggetto, 'VI.3'));
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await pagina.goto(`/fascicoli/${qui}`);
    await pagina.getByRole('button', { name: new RegExp(oggetto) }).waitFor();
    await pagina.getByRole('img', { name: 'Pagina 1 di 1 di istanza.pdf' }).waitFor();
    await tasti.press('j');
    await tasti.press('f');
    const finestra = pagina.getByRole('dialog', { name: 'Fascicola in…' });
    await finestra.waitFor();
    await tasti.type(altrove);
    await finestra.getByRole('option', { name: /Cartella di arrivo/ }).waitFor();
    await tasti.press('Enter');
    const fascicola = finestra.getByRole('button', { name: 'Fascicola', exact: true });
    await expect.poll(() => fascicola.evaluate((e) => e === document.activeElement)).toBe(true);
    await tasti.press('Enter');
    await pagina.getByText(`è nel fascicolo ${altrove}.`).first().waitFor();
    expect(await inFascicolo(altrove)).toEqual([oggetto]);
    expect(await inFascicolo(qui)).toEqual([oggetto]);

    await tasti.press('z');
    await expect.poll(() => inFascicolo(altrove), { timeout: 10_000 }).toEqual([]);
    expect(await inFascicolo(qui)).toEqual([oggetto]);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('trascinato su un sottofascicolo il documento vi passa, e Annulla lo rimette dov’era', async () => {
    const numero = await apri('Pratica da ordinare');
    await schermo.prodotto.chiama('operatore', 'POST', `/fascicoli/${numero}/sottofascicoli`, {
      corpo: { denominazione: 'Istruttoria', oggetto: 'Istruttoria' },
    });
    await metti(numero, await registra('Relazione tecnica', 'VI.3'));
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    await pagina.goto(`/fascicoli/${numero}`);
    const documento = pagina.getByRole('button', { name: /Relazione tecnica/ });
    await documento.dragTo(pagina.getByRole('button', { name: new RegExp(`^${numero}\\.1 Istruttoria`) }));
    await pagina.getByText(`è passato dal fascicolo ${numero} al ${numero}.1.`).first().waitFor();
    expect(await inFascicolo(`${numero}.1`)).toEqual(['Relazione tecnica']);
    await pagina
      .getByRole('region', { name: 'Ultimo atto' })
      .getByRole('button', { name: 'Annulla' })
      .click();
    await expect.poll(() => inFascicolo(numero), { timeout: 10_000 }).toEqual(['Relazione tecnica']);
    await contesto.close();
  });

  test('RN-26.1-2 registrando si sceglie un fascicolo della classe, o se ne apre uno lì, e il documento vi si trova', async () => {
    const numero = await apri('Permessi di via Roma');
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await pagina.getByRole('radio', { name: 'Di carta' }).check();
    await pagina.getByLabel('Il documento è qui').check();
    await pagina.getByLabel('Mittente anonimo').check();
    await pagina.getByLabel('Oggetto').fill('Integrazione alla pratica di via Roma');
    await pagina.getByRole('combobox', { name: 'Classificazione' }).fill('VI.3');
    await pagina
      .getByRole('option', { name: /^VI\.3 / })
      .first()
      .waitFor();
    await tasti.press('Enter');
    await tasti.press('Escape');
    await tasti.press('f');
    await tasti.press('ArrowDown');
    await pagina.getByRole('option', { name: /Permessi di via Roma/ }).click();
    const scelti = pagina.getByRole('list', { name: 'Fascicoli scelti' });
    await scelti.getByText('Permessi di via Roma').waitFor();

    await tasti.press('ArrowDown');
    await pagina.getByRole('option', { name: /^Nuovo fascicolo/ }).click();
    const nuovo = pagina.getByRole('dialog', { name: 'Nuovo fascicolo' });
    await nuovo.getByLabel('Tipo di fascicolo').selectOption('affare');
    await nuovo.getByLabel('Denominazione').fill('Integrazioni');
    await nuovo.getByRole('button', { name: 'Apri e metti qui il documento' }).click();
    await scelti.getByText('Integrazioni').waitFor();
    await tasti.press('Control+Enter');
    await pagina.getByRole('region', { name: 'Ultima registrazione' }).waitFor();
    expect(await inFascicolo(numero)).toEqual(['Integrazione alla pratica di via Roma']);
    expect(await inFascicolo(String(Number(numero) + 1))).toEqual(['Integrazione alla pratica di via Roma']);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('ciò che non ha classe né fascicolo si sistema da tastiera, un documento dopo l’altro', async () => {
    const numero = await apri('Scarti d’archivio', { classificazione: 'I.6' });
    await registra('Proposta di scarto del 2010');
    await registra('Proposta di scarto del 2011');
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await pagina.goto('/fascicoli/da-sistemare');
    const elenco = pagina.getByRole('region', { name: 'Documenti da sistemare' });
    await elenco.getByText('Proposta di scarto del 2010').waitFor();
    for (const oggetto of ['Proposta di scarto del 2011', 'Proposta di scarto del 2010']) {
      await pagina.getByRole('complementary').getByText(oggetto).first().waitFor();
      await pagina.locator('#sistema-classe').waitFor();
      await tasti.press('c');
      await tasti.type('I.6');
      await pagina
        .getByRole('option', { name: /^I\.6 / })
        .first()
        .waitFor();
      await tasti.press('Enter');
      await tasti.press('Tab');
      await tasti.press('Enter');
      await expect.poll(() => elenco.getByText(oggetto).count(), { timeout: 10_000 }).toBe(0);
    }
    await pagina.goto('/fascicoli/da-sistemare?mancano=fascicolo');
    await pagina.getByRole('button', { name: /Proposta di scarto del 2011/ }).focus();
    await pagina
      .getByRole('complementary')
      .getByRole('button', { name: /Fascicola in/ })
      .waitFor();
    await tasti.press('f');
    await pagina.getByRole('dialog').waitFor();
    await tasti.type(numero);
    await pagina.getByRole('option', { name: /Scarti d’archivio/ }).waitFor();
    await tasti.press('Enter');
    await pagina.getByRole('dialog').getByRole('button', { name: 'Fascicola', exact: true }).click();
    await expect
      .poll(() => pagina.getByRole('button', { name: /Proposta di scarto del 2011/ }).count(), {
        timeout: 10_000,
      })
      .toBe(0);
    expect(await inFascicolo(numero)).toEqual(['Proposta di scarto del 2011']);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('l’ufficio segnala ciò che il protocollo ha messo nel fascicolo sbagliato, il protocollo lo corregge', async () => {
    const sbagliato = await apri('Fascicolo sbagliato');
    const giusto = await apri('Fascicolo giusto');
    // Of the office that will see it in the wrong place.
    await metti(sbagliato, await registra('Reclamo di un cittadino', 'VI.3', 'anagrafe'));
    const ufficio = await schermo.postazione();
    await schermo.entra(ufficio, 'anagrafe');
    await ufficio.pagina.goto(`/fascicoli/${sbagliato}`);
    await ufficio.pagina.getByRole('button', { name: /Reclamo di un cittadino/ }).focus();
    await ufficio.pagina.keyboard.press('w');
    const finestra = ufficio.pagina.getByRole('dialog', { name: 'Segnala fascicolo sbagliato' });
    await finestra.getByLabel('Che cosa non va').fill('È di un’altra pratica.');
    await finestra.getByRole('combobox').fill(giusto);
    await finestra.getByRole('option', { name: /Fascicolo giusto/ }).click();
    await finestra.getByRole('button', { name: 'Segnala all’Ufficio Protocollo' }).click();
    await ufficio.pagina.getByText('Segnalato all’Ufficio Protocollo').first().waitFor();

    const protocollo = await schermo.postazione();
    await schermo.entra(protocollo, 'operatore');
    await protocollo.pagina.goto('/fascicoli/segnalazioni');
    await protocollo.pagina.getByText('È di un’altra pratica.').waitFor();
    await protocollo.pagina.getByRole('button', { name: /^Correggi/ }).click();
    await protocollo.pagina.getByRole('button', { name: 'Sposta e rispondi' }).click();
    await protocollo.pagina.getByText('Nessuna segnalazione').waitFor();
    expect(await inFascicolo(giusto)).toEqual(['Reclamo di un cittadino']);
    expect(await inFascicolo(sbagliato)).toEqual([]);
    expect([...ufficio.lamentele, ...protocollo.lamentele]).toEqual([]);
    await ufficio.contesto.close();
    await protocollo.contesto.close();
  });

  test('sotto il blocco la finestra aperta si toglie davanti alla password, e torna com’era', async () => {
    const numero = await apri('Cartella al blocco');
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    await pagina.goto(`/fascicoli/${numero}`);
    await pagina.getByRole('button', { name: /Nuovo sottofascicolo/ }).click();
    const campo = pagina.getByRole('dialog').getByLabel('Denominazione');
    await campo.fill('Scritto a metà');
    // Locked from elsewhere: the screen learns it without asking anything.
    await contesto.request.post('/api/v1/sessione/blocco');
    await pagina.getByRole('heading', { name: 'Sessione bloccata' }).waitFor();
    expect(await pagina.getByRole('dialog').count()).toBe(0);
    await pagina.getByLabel('Password', { exact: true }).fill('cavallo batteria graffetta');
    await pagina.keyboard.press('Enter');
    await campo.waitFor();
    expect(await campo.inputValue()).toBe('Scritto a metà');
    await campo.press('Enter');
    await pagina.getByText(`${numero}.1`).first().waitFor();
    await contesto.close();
  });
});
