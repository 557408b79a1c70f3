import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, sporgenze, violazioni } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { LUNGO, postaDaMostrare, VENTI, type PostaDaMostrare } from '../support/posta-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ISTANZA = 'Istanza di accesso agli atti';

describe.skipIf(manca('chromium'))('le schermate della posta sono accessibili', () => {
  let s: Schermo;
  let posta: PostaDaMostrare | undefined;
  beforeAll(async () => {
    s = await apriSchermo();
  });
  afterAll(async () => {
    await posta?.chiudi();
    await s.chiudi();
  });

  test('senza caselle e senza messaggi nessuna ha difetti né scorre in orizzontale', async () => {
    expect(
      await guarda(
        s,
        {
          operatore: ['/pec', '/pec/invii', '/pec/invii?vista=ricevute'],
          admin: ['/amministrazione/caselle'],
        },
        [360],
      ),
    ).toEqual([]);
  });

  test('con messaggi e invii di ogni genere nessuna ha difetti né scorre in orizzontale, né le finestre degli atti', async () => {
    posta = await postaDaMostrare(s.prodotto);
    const { messaggi: m, spedita } = posta;
    const superutente = new pg.Client(s.prodotto.banca.urlSuperutente);
    await superutente.connect();
    await superutente.query('UPDATE ente SET dimostrativo = true WHERE id = $1', [s.prodotto.ente.enteId]);
    await superutente.end();
    expect(
      await guarda(
        s,
        {
          operatore: [
            `/pec?m=${m[LUNGO]}`,
            `/pec?stato=quarantena&m=${m.quarantena}`,
            '/pec/invii',
            '/pec/invii?vista=ricevute',
            `${spedita}?scheda=spedizione`,
            '/dimostrazione',
          ],
          admin: ['/amministrazione/caselle'],
        },
        [1440, 360],
      ),
    ).toEqual([]);
    expect(await guarda(s, { operatore: [`/pec?m=${m[VENTI]}`, '/scrivania'] }, [360])).toEqual([]);

    const p = await s.postazione(360);
    await s.entra(p, 'operatore');
    const { pagina } = p;
    const difetti: string[] = [];
    const finestra = async (via: string, bottone: RegExp): Promise<void> => {
      await pagina.goto(via);
      await pagina.getByRole('button', { name: bottone }).first().click();
      await pagina.getByRole('dialog').waitFor();
      for (const v of await violazioni(pagina)) difetti.push(`${bottone.source}: ${v}`);
      const fuori = await sporgenze(pagina);
      if (fuori) difetti.push(`${bottone.source}: ${fuori}`);
    };
    const aperta = `/pec?m=${m[ISTANZA]}`;
    await finestra(aperta, /^Non registrare/);
    await finestra(aperta, /^Allega a/);
    await finestra(aperta, /^Restituisci/);
    await finestra(aperta, /^Rifiuta/);
    await finestra('/pec/invii', /^Rispedisci/);
    await finestra('/pec/invii', /^Decidi/);
    await finestra('/pec/invii?vista=ricevute', /^Abbina/);
    await finestra(`${spedita}?scheda=spedizione`, /^Spedisci/);
    expect([...difetti, ...p.lamentele]).toEqual([]);
  }, 240_000);
});
