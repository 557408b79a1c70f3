import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

const GIORNO = 86_400_000;
const giorno = (scarto: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(Date.now() + scarto * GIORNO);

describe.skipIf(manca('chromium'))('le persone e i poteri sullo schermo', () => {
  let schermo: Schermo;
  let laura: string;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 180_000);
  afterAll(() => schermo.chiudi());

  async function lasciaSenzaLamenti(posto: Postazione): Promise<void> {
    expect(posto.lamentele).toEqual([]);
    await posto.contesto.close();
  }

  test(
    'l’amministratore crea un utente e ne vede una volta la password iniziale; il responsabile lo autorizza, e la storia dice chi e perché',
    { timeout: 120_000 },
    async () => {
      const admin = await schermo.postazione(360);
      const { pagina } = admin;
      await schermo.entra(admin, 'admin');
      await pagina.goto('/amministrazione/utenti/nuovo');
      await pagina.getByLabel('Cognome (obbligatorio)').fill('Bianchi');
      await pagina.getByLabel('Nome (obbligatorio)', { exact: true }).fill('Laura');
      await pagina.getByLabel('Codice fiscale (obbligatorio)').fill('RSSMRA85T10A562X');
      await pagina.getByLabel('Nome utente (obbligatorio)').fill('l.bianchi');
      await pagina.getByRole('checkbox', { name: 'È incaricato del trattamento' }).check();
      await pagina.getByLabel('Atto di nomina (obbligatorio)').fill('Decreto n. 4');
      await pagina.getByRole('button', { name: 'Crea l’utente' }).click();
      await pagina.locator('.campo__errore', { hasText: 'carattere di controllo' }).waitFor();
      await pagina.getByLabel('Codice fiscale (obbligatorio)').fill('rssmra85t10a562s');
      await pagina.getByRole('button', { name: 'Crea l’utente' }).click();
      await pagina.getByRole('button', { name: 'Genera la password iniziale' }).click();
      const foglio = pagina.getByRole('group', { name: 'Password iniziale' });
      const password = (await foglio.locator('code').last().textContent()) ?? '';
      expect(password.length).toBeGreaterThan(10);
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.emulateMedia({ media: 'print' });
      expect(await pagina.getByRole('link', { name: 'Permessi' }).isVisible()).toBe(false);
      expect(await foglio.locator('code').first().isVisible()).toBe(true);
      await pagina.emulateMedia({ media: 'screen' });
      await pagina.getByRole('button', { name: 'L’ho consegnata: apri la scheda' }).click();
      await pagina.getByText('non è mai entrato').waitFor();
      // He creates accounts, and the screen says why he gives no power over the register.
      await pagina.getByText('quelli del protocollo li concede il responsabile').waitFor();
      await pagina.getByRole('button', { name: 'Concedi un’autorizzazione' }).click();
      expect(await pagina.getByLabel('Profilo').locator('option').allTextContents()).toEqual([
        'amministratore',
      ]);
      laura = pagina.url().split('/').at(-1) ?? '';
      await lasciaSenzaLamenti(admin);

      const rsp = await schermo.postazione();
      const { pagina: p } = rsp;
      await schermo.entra(rsp, 'rsp');
      await p.goto('/amministrazione/utenti?profilo=nessuno');
      await p.getByRole('link', { name: 'Bianchi Laura' }).waitFor();
      expect(await violazioni(p)).toEqual([]);
      await p.getByRole('link', { name: 'Bianchi Laura' }).click();
      await p.getByRole('button', { name: 'Concedi un’autorizzazione' }).click();
      await p.getByLabel('Ufficio (obbligatorio)').selectOption('protocollo');
      await p.getByLabel('Profilo').selectOption('operatore');
      await p.getByLabel('Motivo, con l’atto se c’è (obbligatorio)').fill('Ordine di servizio n. 12');
      expect(await violazioni(p)).toEqual([]);
      await p.getByRole('button', { name: 'Concedi', exact: true }).click();
      const una = p.locator('.autorizzazione', { hasText: 'Ufficio Protocollo' });
      await una.getByText('in vigore', { exact: true }).waitFor();
      await una.getByRole('button', { name: 'Modifica' }).click();
      await una.getByLabel('Al (vuoto: fino a revoca)').fill(giorno(-1));
      await una.getByLabel('Motivo, con l’atto se c’è (obbligatorio)').fill('Contratto a termine');
      await una.getByRole('button', { name: 'Modifica: vale da subito' }).click();
      await una.locator('.campo__errore', { hasText: 'Non può finire prima di oggi' }).waitFor();
      await una.getByLabel('Al (vuoto: fino a revoca)').fill(giorno(60));
      await una.getByRole('button', { name: 'Modifica: vale da subito' }).click();
      await una.getByText('Storia dell’autorizzazione').click();
      await una.getByText('Ordine di servizio n. 12').waitFor();
      await una.getByText('Contratto a termine').waitFor();
      await una.getByRole('button', { name: 'Revoca' }).click();
      await p.getByRole('dialog').getByLabel('Motivo (obbligatorio)').fill('Trasferita');
      expect(await violazioni(p)).toEqual([]);
      await p.getByRole('button', { name: 'Revoca: vale da subito' }).click();
      await p.getByText('Finite (1)').click();
      await p.locator('.autorizzazione--finita', { hasText: 'revocata' }).waitFor();
      await lasciaSenzaLamenti(rsp);
    },
  );

  test(
    'chi dirige un ufficio chiede per una sua persona, il responsabile decide, chi ha chiesto vede l’esito',
    { timeout: 120_000 },
    async () => {
      const capo = await schermo.postazione(360);
      const { pagina } = capo;
      await schermo.entra(capo, 'tecnico');
      await pagina.locator('.utente__bottone').click();
      await pagina.getByRole('link', { name: 'Richieste di autorizzazione' }).click();
      await pagina.getByRole('button', { name: 'Nuova richiesta' }).click();
      await pagina.getByRole('combobox', { name: 'Per chi' }).fill('laura bi');
      await pagina.getByRole('option', { name: 'Bianchi Laura' }).click();
      await pagina.getByLabel('Profilo').selectOption('operatore');
      await pagina.getByLabel('Perché (obbligatorio)').fill('Segue le pratiche edilizie');
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.getByRole('button', { name: 'Presenta la richiesta' }).click();
      await pagina.getByRole('link', { name: 'In attesa (1)' }).waitFor();

      const rsp = await schermo.postazione();
      await schermo.entra(rsp, 'rsp');
      await rsp.pagina.goto('/amministrazione/aoo');
      await rsp.pagina.getByRole('link', { name: 'Richieste di autorizzazione 1 da decidere' }).click();
      await rsp.pagina.getByRole('button', { name: 'Respingi la richiesta per Bianchi Laura' }).click();
      expect(
        await rsp.pagina.getByRole('button', { name: 'Respingi la richiesta', exact: true }).isDisabled(),
      ).toBe(true);
      await rsp.pagina.getByRole('button', { name: 'Lascia in attesa' }).click();
      await rsp.pagina.getByRole('button', { name: 'Accogli la richiesta per Bianchi Laura' }).click();
      await rsp.pagina.getByRole('button', { name: 'Accogli: vale da subito' }).click();
      await rsp.pagina.getByText('Nessuna richiesta in attesa').waitFor();

      await pagina.getByRole('link', { name: 'Decise' }).click();
      await pagina.locator('.richiesta', { hasText: 'Accolta' }).waitFor();
      await rsp.pagina.goto(`/amministrazione/utenti/${laura}`);
      await rsp.pagina.locator('.autorizzazione', { hasText: 'Ufficio Tecnico' }).waitFor();
      await lasciaSenzaLamenti(rsp);
      await lasciaSenzaLamenti(capo);
    },
  );

  test(
    'ciascuno segna un’assenza e nomina chi lo sostituisce; chi dirige vede chi manca nel suo ufficio',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione(360);
      const { pagina } = posto;
      await schermo.entra(posto, 'operatore');
      await pagina.goto('/sostituzioni');
      await pagina.getByRole('button', { name: 'Segna un’assenza' }).click();
      await pagina.getByLabel('Ultimo giorno (obbligatorio)').fill(giorno(5));
      await pagina.getByRole('checkbox', { name: 'Qualcuno mi sostituisce' }).check();
      await pagina.getByRole('combobox', { name: 'Chi mi sostituisce' }).fill('rag');
      await pagina.getByRole('option', { name: 'Prova-ragioniere Anna' }).click();
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.getByRole('button', { name: 'Segna l’assenza' }).click();
      await pagina.getByRole('button', { name: 'Revoca la sostituzione di Prova-ragioniere Anna' }).waitFor();
      await pagina.getByRole('button', { name: 'Nomina un sostituto' }).click();
      await pagina.getByRole('combobox', { name: 'Chi' }).fill('anagrafe');
      await pagina.getByRole('option', { name: 'Prova-anagrafe Anna' }).click();
      await pagina.getByLabel('Primo giorno (obbligatorio)').fill(giorno(10));
      await pagina.getByRole('button', { name: 'Nomina', exact: true }).click();
      await pagina.locator('li', { hasText: 'Prova-anagrafe Anna' }).getByText('futura').waitFor();

      const capo = await schermo.postazione();
      await schermo.entra(capo, 'rsp');
      await capo.pagina.goto('/sostituzioni');
      const ufficio = capo.pagina.getByRole('region', { name: 'Oggi in Ufficio Protocollo' });
      await ufficio.getByText('Sostituito da Prova-ragioniere Anna').waitFor();
      await ufficio.getByText('Prova-anagrafe Anna per Prova-operatore Anna').waitFor();
      await lasciaSenzaLamenti(capo);

      await pagina.getByRole('button', { name: 'Annulla l’assenza' }).click();
      await pagina.getByText('Nessun assente.').waitFor();
      await lasciaSenzaLamenti(posto);
    },
  );

  test(
    'il secondo fattore si esige da un profilo sapendo quanti dovranno attivarlo, e uno perduto si azzera con il motivo',
    { timeout: 120_000 },
    async () => {
      const { prodotto } = schermo;
      const { corpo } = await prodotto.chiama<{ segreto: string }>(
        'operatore',
        'POST',
        '/secondo-fattore/totp',
      );
      const codice = TOTP.generate({ secret: Secret.fromBase32(corpo.segreto.replaceAll(' ', '')) });
      const attivato = await prodotto.chiama('operatore', 'POST', '/secondo-fattore/totp/conferma', {
        corpo: { codice },
      });
      expect(attivato.stato, attivato.testo).toBe(200);
      const posto = await schermo.postazione();
      const { pagina } = posto;
      await schermo.entra(posto, 'admin');
      await pagina.goto('/amministrazione/secondo-fattore');
      await pagina.getByRole('checkbox', { name: 'operatore' }).check();
      await pagina.getByText('persone dovranno attivarne uno').waitFor();
      await pagina.getByRole('checkbox', { name: 'operatore' }).uncheck();
      await pagina.getByRole('checkbox', { name: 'consultazione' }).check();
      await pagina.getByRole('button', { name: 'Salva' }).click();
      await pagina.getByText('deve attivarlo').first().waitFor();
      await pagina.getByRole('button', { name: 'Azzera il secondo fattore di Prova-operatore' }).click();
      const finestra = pagina.getByRole('dialog');
      await finestra.getByLabel('Motivo (obbligatorio)').fill('Perso');
      await finestra.getByRole('button', { name: 'Azzera' }).click();
      await finestra.getByText('Servono almeno 10 caratteri.').waitFor();
      await finestra.getByLabel('Motivo (obbligatorio)').fill('Telefono perso, riconosciuto di persona');
      expect(await violazioni(pagina)).toEqual([]);
      await finestra.getByRole('button', { name: 'Azzera' }).click();
      await pagina
        .locator('li', { hasText: 'Prova-operatore' })
        .getByText('nessun secondo fattore')
        .waitFor();
      await prodotto.chiama('rsp', 'PUT', '/secondo-fattore/obbligo', { corpo: { profili: [] } });
      await lasciaSenzaLamenti(posto);
    },
  );

  test(
    'la matrice si legge in parole, intera o un profilo alla volta; nessuna di queste schermate ha difetti né scorre in orizzontale',
    { timeout: 240_000 },
    async () => {
      const posto = await schermo.postazione();
      const { pagina } = posto;
      await schermo.entra(posto, 'operatore');
      await pagina.goto('/amministrazione/permessi');
      const riga = pagina.getByRole('row', { name: /Autorizza annullamenti e rettifiche/ });
      await riga.waitFor();
      expect((await riga.getByRole('cell').allTextContents()).map((t) => t.trim())).toEqual([
        'no',
        'no',
        'no',
        'no',
      ]);
      await pagina.getByRole('radio', { name: 'Ruoli' }).check();
      expect(await riga.getByRole('cell').first().textContent()).toContain('sì');
      await pagina.setViewportSize({ width: 360, height: 740 });
      await pagina.getByLabel('Cerca un’operazione').fill('annullamenti autorizza');
      await pagina.getByLabel('Quale').selectOption('segretario');
      await pagina.getByText('Nessuna operazione', { exact: true }).waitFor();
      await pagina.getByRole('checkbox', { name: 'Solo ciò che può' }).uncheck();
      await pagina.locator('.matrice__voce', { hasText: 'no' }).first().waitFor();
      await lasciaSenzaLamenti(posto);

      const larghe = ['/amministrazione/permessi', '/autorizzazioni/richieste?stato=decise', '/sostituzioni'];
      expect(await guarda(schermo, { tecnico: larghe }, [360, 1440])).toEqual([]);
      // At the other width they were looked at while they were used.
      const strette = ['', '/importa', `/${laura}`].map((via) => `/amministrazione/utenti${via}`);
      expect(
        await guarda(schermo, { admin: [...strette, '/amministrazione/secondo-fattore'] }, [360]),
      ).toEqual([]);
    },
  );
});
