import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import pg from 'pg';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { Scrittore } from '#registrazione';
import { cercaArretrate, chiudiGiorni } from '#registro-giornaliero';
import { sporgenze, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../support/orologio-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../support/persone-di-prova.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const capo = 'capoarea' as UtenteDiProva;
const giorno = (scarto: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(Date.now() + scarto * 86_400_000);
const italiano = (g: string): string => g.split('-').reverse().join('/');

describe.skipIf(manca('chromium'))('il registro giornaliero sullo schermo', () => {
  let schermo: Schermo;
  const senzaUfficio: number[] = [];
  let orologio: OrologioDiProva;
  beforeAll(async () => {
    orologio = new OrologioDiProva();
    schermo = await apriSchermo({ orologio });
    const { prodotto: p } = schermo;
    const url = p.banca.urlSuperutente;
    await aggiungiAreaTecnica(url, p.ente);
    await aggiungiPersone(url, p.ente, [
      { nomeUtente: 'capoarea', unita: 'area-tecnica', responsabile: true },
    ]);
    for (const oggetto of ['Progetto su carta di una recinzione', 'Reclamo su carta per la mensa']) {
      const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: arrivoDiCarta({ oggetto, assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }] }),
      });
      expect(r.stato, r.testo).toBe(201);
    }
    for (const oggetto of ['Nota giunta senza ufficio', 'Perizia rimasta in coda']) {
      const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: arrivoDiCarta({
          oggetto,
          supporto: 'digitale',
          analogico: undefined,
          documentoPrincipale: await p.carica('operatore', `${oggetto}.pdf`, pdfDiProva(oggetto)),
        }),
      });
      expect(r.stato, r.testo).toBe(201);
      senzaUfficio.push(Number(r.corpo.numero));
    }
    const domani = `${giorno(1)}T08:00:00+01:00`;
    await fissaIstante(url, domani, true);
    orologio.imposta(domani, true);
    await chiudiGiorni(
      {
        db: p.db,
        archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
        vault: openVault(p.ambiente.dati, p.ambiente.config.vault.chiavi),
        orologio,
        scrittore: new Scrittore({ db: p.db, orologio }),
        urlPubblico: 'https://protocollo.prova.example',
        urlConfigurato: true,
        log: p.ambiente.log,
      },
      p.ente.enteId,
    );
  }, 180_000);
  afterAll(() => schermo.chiudi());

  test(
    'il responsabile d’Area ritira, rifiuta e vidima da tastiera, largo e stretto',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione(360);
      const { pagina } = posto;
      await schermo.entra(posto, capo);
      await pagina.goto('/registro-giornaliero');
      await pagina.getByRole('link', { name: `Area Tecnica, ${italiano(giorno(0))}` }).click();
      await pagina.getByText('ogni documento di carta si ritira o si rifiuta').waitFor();
      expect(await pagina.getByRole('button', { name: /^Vidima/ }).isDisabled()).toBe(true);
      await pagina.keyboard.press('t');
      await pagina.getByRole('radio', { name: 'Si rifiuta' }).last().focus();
      await pagina.keyboard.press('Space');
      expect(await pagina.getByRole('button', { name: /^Vidima/ }).isDisabled()).toBe(true);
      await pagina.getByLabel('Perché si rifiuta (obbligatorio)').fill('È della Pubblica istruzione');
      expect(await violazioni(pagina)).toEqual([]);
      expect(await sporgenze(pagina)).toBe('');
      await pagina.getByLabel('Perché si rifiuta (obbligatorio)').blur();
      await pagina.keyboard.press('v');
      await pagina.getByText('Vidimato il').waitFor();
      await pagina.getByText('rifiutato (È della Pubblica istruzione)').waitFor();
      expect(posto.lamentele).toEqual([]);
      await posto.contesto.close();
    },
  );

  test('ciò che giunge dopo la vidimazione si vidima come aggiunta, e mai senza averlo visto', async () => {
    const assegna = async (numero: number | undefined): Promise<void> => {
      const via = `/registri/PG/registrazioni/${giorno(0).slice(0, 4)}/${numero}/assegnazioni`;
      const r = await schermo.prodotto.chiama('operatore', 'POST', via, {
        corpo: { assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }] },
      });
      expect(r.stato, r.testo).toBeLessThan(300);
    };
    await assegna(senzaUfficio[0]);
    const posto = await schermo.postazione();
    const { pagina } = posto;
    await schermo.entra(posto, capo);
    await pagina.goto('/registro-giornaliero');
    await pagina.getByText('1 documento da aggiungere alla vidimazione').waitFor();
    await pagina.getByRole('link', { name: `Area Tecnica, ${italiano(giorno(0))}` }).focus();
    await pagina.keyboard.press('Enter');
    const aggiunta = pagina.getByRole('list', { name: 'Da vidimare con un’aggiunta' });
    await aggiunta.getByText('Nota giunta senza ufficio').waitFor();
    // The other comes while he reads: his key signs nothing, and shows it.
    await assegna(senzaUfficio[1]);
    await pagina.keyboard.press('v');
    await pagina.getByRole('alert').getByText('Mentre lo leggevi l’estratto è cambiato').waitFor();
    await aggiunta.getByText('Perizia rimasta in coda').waitFor();
    for (const width of [360, 1440]) {
      await pagina.setViewportSize({ width, height: 900 });
      expect(await violazioni(pagina)).toEqual([]);
      expect(await sporgenze(pagina)).toBe('');
    }
    await pagina.keyboard.press('v');
    await pagina.getByText('Aggiunta vidimata il').waitFor();
    expect(await pagina.getByRole('alert').count()).toBe(0);
    expect(await pagina.getByRole('button', { name: /Vidima/ }).count()).toBe(0);
    expect(await violazioni(pagina)).toEqual([]);
    expect(posto.lamentele).toEqual([]);
    await posto.contesto.close();
  }, 120_000);

  test(
    'il responsabile del servizio vede il mese, il giorno e il periodo, verifica il registro e imposta il calendario',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione();
      const { pagina } = posto;
      await schermo.entra(posto, 'rsp');
      const via = `/registro-giornaliero/PG/${giorno(0)}`;
      for (const larghezza of [1440, 360]) {
        await pagina.setViewportSize({ width: larghezza, height: 900 });
        for (const [nome, indirizzo, atteso] of [
          ['mese', `/registro-giornaliero?mese=${giorno(0).slice(0, 7)}`, italiano(giorno(0))],
          ['giorno', via, 'Progetto su carta di una recinzione'],
          [
            'periodo',
            `/registro-giornaliero/periodo?dal=${giorno(0)}&al=${giorno(1)}`,
            'Reclamo su carta per la mensa',
          ],
          ['calendario', '/registro-giornaliero/calendario', 'Immacolata Concezione'],
        ] as const) {
          await pagina.goto(indirizzo);
          await pagina.getByText(atteso).first().waitFor();
          expect([nome, await violazioni(pagina)]).toEqual([nome, []]);
          expect([nome, await sporgenze(pagina)]).toEqual([nome, '']);
        }
      }
      await pagina.goto(via);
      await pagina.getByText('Progetto su carta di una recinzione').first().waitFor();
      await pagina.keyboard.press('v');
      await pagina.locator('.alert-success', { hasText: 'le impronte coincidono' }).waitFor();
      await pagina.goto('/registro-giornaliero/calendario');
      await pagina.getByLabel('Nome del patrono').fill('San Prova');
      await pagina.getByLabel('Giorno', { exact: true }).fill('19');
      await pagina.getByLabel('Mese').fill('3');
      await pagina.getByRole('button', { name: 'Salva' }).click();
      await pagina.getByText('Calendario salvato').waitFor({ state: 'attached' });
      expect(posto.lamentele).toEqual([]);
      await posto.contesto.close();
    },
  );

  test('ciò che attende da più di un mese è ripiegato, per Area, e si apre e si firma da tastiera', async () => {
    const { prodotto: p } = schermo;
    const url = p.banca.urlSuperutente;
    const sposta = async (n: number): Promise<void> => {
      const iso = `${giorno(n)}T08:00:00+01:00`;
      await fissaIstante(url, iso, true);
      orologio.imposta(iso, true);
    };
    for (let n = 2; n < 25; n++) {
      await sposta(n);
      const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: arrivoDiCarta({
          oggetto: `Segnalazione di una buca, giorno ${n}`,
          assegnazioni: [
            { unita: 'edilizia', titolo: 'conoscenza' as const },
            ...(n < 5 ? [{ unita: 'tecnico', titolo: 'conoscenza' as const }] : []),
          ],
        }),
      });
      expect(r.stato, r.testo).toBe(201);
    }
    await sposta(60);
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`SET session_replication_role = replica;
      INSERT INTO registro_giornaliero (ente_id, registro_id, giorno, anno, progressivo, identificativo, quante, eventi, testa_dimensione,
        registrazione_id, documento_pdf_id, documento_xml_id, impronta_pdf, impronta_xml, chiuso_il, dovuto_entro)
      SELECT u.ente_id, u.registro_id, d::date, 1900, d::date - u.giorno, 'prova-' || d::date, 0, 0, u.testa_dimensione,
        coalesce((SELECT min(r.id::text)::uuid FROM registrazione r WHERE r.registro_id = u.registro_id AND (r.istante AT TIME ZONE 'Europe/Rome')::date = d::date), uuid_v7()),
        u.documento_pdf_id, u.documento_xml_id, u.impronta_pdf, u.impronta_xml, d, d::date + 1
      FROM registro_giornaliero u, generate_series(u.giorno + 1, date '${giorno(59)}', interval '1 day') d`);
    await client.end();
    await cercaArretrate({ db: p.db }, p.ente.enteId);

    const posto = await schermo.postazione();
    const { pagina } = posto;
    await schermo.entra(posto, capo);
    await pagina.goto('/registro-giornaliero');
    await pagina.getByText(`Più vecchi di un mese: 23, dal ${italiano(giorno(2))}`).focus();
    await pagina.keyboard.press('Enter');
    const elenco = pagina.getByRole('list', { name: 'Estratti di Area Tecnica, dal più vecchio' });
    await elenco.getByRole('link').nth(19).waitFor();
    expect(await elenco.getByRole('link').count()).toBe(20);
    await pagina.getByRole('button', { name: 'Mostra i seguenti' }).focus();
    await pagina.keyboard.press('Enter');
    await elenco.getByRole('link').nth(22).waitFor();
    for (const width of [360, 1440]) {
      await pagina.setViewportSize({ width, height: 900 });
      expect(await violazioni(pagina)).toEqual([]);
      expect(await sporgenze(pagina)).toBe('');
    }
    await elenco.getByRole('link').first().focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Segnalazione di una buca, giorno 2').waitFor();
    await pagina.keyboard.press('v');
    await pagina.getByText('Vidimato il').waitFor();
    await pagina.goBack();
    await pagina.getByText(`Più vecchi di un mese: 22, dal ${italiano(giorno(3))}`).waitFor();
    await pagina.goto('/scrivania');
    await pagina.getByRole('link', { name: 'Da vidimare 22' }).waitFor();
    expect(posto.lamentele).toEqual([]);
    await posto.contesto.close();

    const altro = await schermo.postazione(360);
    await schermo.entra(altro, 'rsp');
    await altro.pagina.goto('/registro-giornaliero');
    await altro.pagina.getByText(`Più vecchi di un mese: 25, dal ${italiano(giorno(2))}`).click();
    await altro.pagina.getByText(`Area Tecnica: 22 estratti, dal ${italiano(giorno(3))}`).click();
    await altro.pagina.getByText('tocca a Capoarea Bruna').waitFor();
    await altro.pagina
      .getByRole('list', { name: 'Estratti di Area Tecnica, dal più vecchio' })
      .getByRole('link')
      .first()
      .waitFor();
    for (const width of [360, 1440]) {
      await altro.pagina.setViewportSize({ width, height: 900 });
      expect(await violazioni(altro.pagina)).toEqual([]);
      expect(await sporgenze(altro.pagina)).toBe('');
    }
    expect(altro.lamentele).toEqual([]);
    await altro.contesto.close();
  }, 180_000);
});
