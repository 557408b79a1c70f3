import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();

/** A fascicolo with everything in it. */
const atti: [UtenteDiProva, string, object][] = [
  [
    'operatore',
    '/fascicoli',
    {
      tipo: 'procedimento',
      denominazione: 'Permesso di costruire in via dell’Università',
      oggetto: `Ampliamento di un fabbricato, pratica ${'n.123/'.repeat(12)}`,
      classificazione: 'VI.3',
      riservatezza: 'riservato',
      uffici: ['protocollo', 'anagrafe', 'tecnico'],
      luogo: 'Armadio 3',
      note: 'Consegnata a mano.',
      procedimento: {
        denominazione: 'Permesso di costruire',
        materia: 'Edilizia privata',
        catalogo: 'https://www.esempio.example/procedimenti/permesso-di-costruire',
        fasi: [{ tipo: 'istruttoria', inizio: '2026-01-02' }],
      },
      amministrazioniPartecipanti: [{ denominazione: 'Vigili del fuoco' }],
      dati: { foglio: 12, mappale: '345' },
    },
  ],
  ['operatore', '/fascicoli/1/sottofascicoli', { denominazione: 'Istruttoria', oggetto: 'Pareri' }],
  ['operatore', '/fascicoli/1/documenti', { registrazione: { registro: 'PG', anno: ANNO, numero: 1 } }],
  ['operatore', '/fascicoli/1.1/documenti', { registrazione: { registro: 'PG', anno: ANNO, numero: 2 } }],
  [
    'operatore',
    '/richieste-fascicolo',
    { registrazione: { registro: 'PG', anno: ANNO, numero: 3 }, ufficio: 'tecnico', nota: 'Dove va?' },
  ],
];

describe.skipIf(manca('chromium'))('le schermate dei fascicoli sono accessibili', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('quando non c’è ancora nessun fascicolo', async () => {
    const vuote = [
      '/fascicoli',
      '/fascicoli?q=parole',
      '/fascicoli?vista=classi',
      '/fascicoli/1',
      '/fascicoli/nuovo',
      '/fascicoli/da-sistemare',
      '/fascicoli/segnalazioni',
      '/fascicoli/repertorio',
    ];
    expect(await guarda(schermo, { operatore: vuote }, [360])).toEqual([]);
  }, 240_000);

  test('quando i fascicoli sono pieni', async () => {
    const { prodotto } = schermo;
    for (const numero of [1, 2, 3, 4]) {
      const documentoPrincipale = await prodotto.carica(
        'operatore',
        'Determinazione_dirigenziale_n_1234_approvazione_graduatoria_provvisoria.pdf',
        await pdfDiProva(`Documento ${numero}`),
      );
      const { stato } = await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: {
          flusso: 'E',
          oggetto: `Istanza con un indirizzo lungo https://www.esempio.example/${'percorso/'.repeat(8)}${numero}`,
          mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
          documentoPrincipale,
          ...(numero < 4 && { classificazione: 'VI.3' }),
        },
      });
      expect(stato).toBe(201);
    }
    for (const [chi, percorso, corpo] of atti) {
      const { stato } = await prodotto.chiama(chi, 'POST', percorso, { corpo });
      expect([percorso, stato]).toEqual([percorso, 201]);
    }
    const { corpo: dentro } = await prodotto.chiama<{ items: { id: string }[] }>(
      'anagrafe',
      'GET',
      '/fascicoli/1/documenti',
    );
    const segnalata = await prodotto.chiama('anagrafe', 'POST', '/segnalazioni-fascicolazione', {
      corpo: { fascicolazione: dentro.items[0]?.id, motivo: 'È di un’altra pratica.', proposto: '1.1' },
    });
    expect(segnalata.stato).toBe(201);
    const piene = [
      '/fascicoli?q=permesso&stato=aperto&classificazione=VI.3',
      '/fascicoli?vista=classi&classificazione=VI.3',
      '/fascicoli/1',
      '/fascicoli/1?scheda=dati',
      '/fascicoli/1?scheda=storia',
      `/fascicoli/nuovo?da=PG/${ANNO}/1`,
      '/fascicoli/da-sistemare',
      '/fascicoli/da-sistemare?mancano=fascicolo',
      '/fascicoli/segnalazioni',
      '/fascicoli/repertorio',
      `/registro/${ANNO}/1?scheda=fascicoli`,
    ];
    expect(await guarda(schermo, { operatore: piene }, [1440, 360])).toEqual([]);
  }, 240_000);

  test('con le cartelle e le finestre aperte', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'operatore');
    const difetti: string[] = [];
    const guardaOra = async (momento: string): Promise<void> => {
      for (const v of await violazioni(pagina)) difetti.push(`${momento}: ${v}`);
    };
    await pagina.goto('/fascicoli/1');
    await pagina.getByRole('button', { name: /^1\.1 Istruttoria/ }).click();
    await pagina.getByRole('list', { name: 'Documenti di 1.1' }).waitFor();
    await guardaOra('sottofascicolo aperto');
    for (const [tasto, nome] of [
      ['d', /^Aggiungi un documento/],
      ['s', /^Nuovo sottofascicolo/],
      ['x', /^Chiudi il fascicolo/],
      ['f', /^Fascicola in/],
      ['t', /^Togli dal fascicolo/],
    ] as const) {
      await pagina.keyboard.press(tasto);
      await pagina.getByRole('dialog', { name: nome }).waitFor();
      await guardaOra(`finestra ${nome.source}`);
      await pagina.keyboard.press('Escape');
      await pagina.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await pagina.keyboard.press('m');
    await pagina.getByRole('button', { name: 'Altri dati del fascicolo' }).click();
    await guardaOra('modifica');
    expect([...difetti, ...lamentele]).toEqual([]);
    await contesto.close();
  }, 120_000);
});
