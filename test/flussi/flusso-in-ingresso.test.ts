import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import type { Assegnazione } from '../../src/assegnazioni/assegnazioni.schema.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { apriDiProva } from '../support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  // Somebody of the Tecnico to give documents to.
  await superutente.query(
    `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo) VALUES ($1, $2, $3, 'consultazione')`,
    [p.ente.enteId, p.ente.utenti.nuovo.id, p.ente.unita.tecnico.id],
  );
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const digitale = async (dati: Record<string, unknown> = {}) => ({
  ...arrivoDiCarta(dati),
  supporto: 'digitale',
  analogico: undefined,
  documentoPrincipale: await p.carica('operatore', 'domanda.pdf', pdfDiProva()),
});
async function registra(corpo: Record<string, unknown>): Promise<string> {
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
  expect(r.stato, r.testo).toBe(201);
  return `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`;
}
async function assegna(via: string, smista: boolean): Promise<Assegnazione> {
  const r = await p.chiama<{ items: Assegnazione[] }>('operatore', 'POST', `${via}/assegnazioni`, {
    corpo: { assegnazioni: [{ unita: 'tecnico', titolo: 'competenza' }], smista },
  });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo.items[0] as Assegnazione;
}
/** Each command with who may give it and what it needs to know. */
const comandi = {
  smistamento: ['operatore', {}],
  conferma: ['tecnico', {}],
  rinvio: ['tecnico', { motivo: 'Non compete al Tecnico' }],
  subassegnazione: ['tecnico', {}],
  archiviazione: ['tecnico', {}],
  riapertura: ['tecnico', {}],
  revoca: ['operatore', { motivo: 'Assegnato per errore' }],
} as const;
type Comando = keyof typeof comandi;
/** Gives a command; whether it was refused, or did something, or found it done already. */
async function comanda(a: Assegnazione, comando: Comando): Promise<'rifiutato' | 'fatto' | 'nulla'> {
  const [chi, corpo] = comandi[comando];
  const persone = comando === 'subassegnazione' ? { persone: [p.ente.utenti.nuovo.id] } : {};
  const passi = async (): Promise<string> => {
    const { rows } = await superutente.query<{ n: string }>(
      `SELECT count(*) AS n FROM passo_assegnazione
       WHERE registrazione_id = (SELECT registrazione_id FROM assegnazione WHERE id = $1)`,
      [a.id],
    );
    return rows[0]?.n ?? '';
  };
  const prima = await passi();
  const { stato, testo } = await p.chiama(chi, 'POST', `/assegnazioni/${a.id}/${comando}`, {
    corpo: { ...corpo, ...persone },
  });
  expect([200, 403, 404, 409, 422], `${comando}: ${testo}`).toContain(stato);
  if (stato !== 200) return 'rifiutato';
  return prima === (await passi()) ? 'nulla' : 'fatto';
}

/** States of an incoming document after registration: how one comes there, and the commands that then succeed, no others. */
const stati: Record<string, { carta?: true; smista?: false; passi: Comando[]; ammessi: Comando[] }> = {
  'assegnata, non smistata': { smista: false, passi: [], ammessi: ['smistamento', 'revoca'] },
  'smistata, di carta': { carta: true, passi: [], ammessi: ['rinvio', 'revoca'] },
  'in carico, da confermare': {
    passi: [],
    ammessi: ['conferma', 'rinvio', 'subassegnazione', 'archiviazione', 'revoca'],
  },
  'in carico': {
    passi: ['conferma'],
    ammessi: ['rinvio', 'subassegnazione', 'archiviazione', 'revoca'],
  },
  rinviata: { passi: ['rinvio'], ammessi: [] },
  archiviata: { passi: ['conferma', 'archiviazione'], ammessi: ['riapertura'] },
  revocata: { passi: ['revoca'], ammessi: [] },
};

test('RN-B.1 un documento in arrivo fa solo i passi del flusso: ricezione, registrazione e segnatura, classificazione, assegnazione, smistamento, presa in carico, fascicolo', async () => {
  // Received and checked, not registered: it cannot be assigned, nor have a number by another way.
  const corpo = await digitale();
  expect(
    (await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: { ...corpo, oggetto: '' } }))
      .stato,
  ).toBe(422);
  const assente = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni/2026/999/assegnazioni', {
    corpo: { assegnazioni: [{ unita: 'tecnico', titolo: 'competenza' }] },
  });
  expect(assente.stato).toBe(404);
  // Registered: it has its segnatura; without a class it enters no fascicolo and is not archived.
  const via = await registra(corpo);
  expect((await p.chiama<Registrazione>('operatore', 'GET', via)).corpo.segnatura).not.toBe('');
  const fascicolo = await apriDiProva(p, 'operatore', { denominazione: 'Lavori' });
  const fascicola = async (): Promise<number> => {
    const [, , , , anno, numero] = via.split('/');
    return (
      await p.chiama('operatore', 'POST', `/fascicoli/${fascicolo.numero}/documenti`, {
        corpo: { registrazione: { registro: 'PG', anno: Number(anno), numero: Number(numero) } },
      })
    ).stato;
  };
  expect(await fascicola()).toBeGreaterThanOrEqual(400);
  const senzaClasse = await assegna(via, true);
  expect(await comanda(senzaClasse, 'archiviazione')).toBe('rifiutato');
  const { corpo: dopo } = await p.chiama<Registrazione>('operatore', 'GET', via);
  const classifica = await p.chiama('operatore', 'PATCH', via, {
    corpo: { versione: dopo.versione, classificazione: 'VI.3' },
  });
  expect(classifica.stato, classifica.testo).toBe(200);
  expect(await fascicola()).toBe(201);

  const trovati: Record<string, Comando[]> = {};
  for (const [nome, { carta, smista, passi }] of Object.entries(stati)) {
    trovati[nome] = [];
    for (const comando of Object.keys(comandi) as Comando[]) {
      const dati = { classificazione: 'VI.3' };
      const a = await assegna(
        await registra(carta ? arrivoDiCarta(dati) : await digitale(dati)),
        smista ?? true,
      );
      for (const passo of passi) expect(await comanda(a, passo), `${nome}: ${passo}`).toBe('fatto');
      if ((await comanda(a, comando)) === 'fatto') trovati[nome].push(comando);
    }
  }
  expect(trovati).toEqual(Object.fromEntries(Object.entries(stati).map(([n, s]) => [n, s.ammessi])));
  // The same for the database: a state is reached only from those that lead to it.
  const a = await assegna(await registra(await digitale({ classificazione: 'VI.3' })), true);
  expect(await comanda(a, 'rinvio')).toBe('fatto');
  await expect(
    superutente.query(
      `UPDATE assegnazione SET stato = 'in-carico', conclusa_il = NULL, rinvio_motivo = NULL WHERE id = $1`,
      [a.id],
    ),
  ).rejects.toMatchObject({ code: 'TB031' });
});

test('RN-4.3b per ogni via si registra con le stesse regole: senza oggetto, con un numero proprio o una data passata si è rifiutati', async () => {
  // One route makes registrations, whoever calls it: the screens, programs with a key, what comes from the queue.
  const chiave = await p.chiama<{ chiave: string }>('admin', 'POST', '/chiavi-api', {
    corpo: {
      nome: 'Sportello telematico',
      ambiti: ['registrazioni:scrivi'],
      unita: 'protocollo',
      scadeIl: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
  });
  expect(chiave.stato, chiave.testo).toBe(201);
  const registrano = rotteDichiarate(p.app).filter((r) => r.permesso === 'registrazione.registra');
  expect(
    registrano.map((r) => `${r.metodo} ${r.url}`).filter((r) => !/simili|esiti|csv|modelli/.test(r)),
  ).toEqual(['POST /api/v1/registri/:registro/registrazioni']);
  const sottoposta = await p.chiama<{ id: string }>('ragioniere', 'POST', '/coda', {
    corpo: {
      flusso: 'E',
      oggetto: 'Pervenuto in ragioneria',
      mittente: { tipo: 'PF', nome: 'Luca', cognome: 'Verdi' },
      documentoPrincipale: await p.carica('ragioniere', 'lettera.pdf', pdfDiProva()),
    },
  });
  expect(sottoposta.stato, sottoposta.testo).toBe(201);
  const vie: Record<string, (corpo: object) => Promise<{ stato: number; campo: string | undefined }>> = {};
  const manda = async (corpo: object, intestazioni?: Record<string, string>) => {
    const r = await p.chiama<{ campi?: { campo: string }[] }>(
      intestazioni ? null : 'operatore',
      'POST',
      '/registri/PG/registrazioni',
      { corpo, ...(intestazioni && { intestazioni }) },
    );
    return { stato: r.stato, campo: r.corpo.campi?.[0]?.campo };
  };
  vie.schermata = (corpo) => manda(corpo);
  vie.chiave = (corpo) => manda(corpo, { authorization: `Bearer ${chiave.corpo.chiave}` });
  vie.coda = (corpo) => manda({ ...corpo, coda: sottoposta.corpo.id });
  const prima = await superutente.query('SELECT count(*) AS n FROM registrazione');
  for (const [nome, via] of Object.entries(vie)) {
    const buono = await digitale();
    for (const [campo, difetto] of [
      ['oggetto', { oggetto: undefined }],
      ['oggetto', { oggetto: '   ' }],
      ['numero', { numero: 7 }],
      ['dataRegistrazione', { dataRegistrazione: '2020-01-01T00:00:00Z' }],
      ['istante', { istante: '2020-01-01T00:00:00Z' }],
    ] as const) {
      expect([nome, campo, await via({ ...buono, ...difetto })]).toEqual([
        nome,
        campo,
        { stato: 422, campo },
      ]);
    }
  }
  expect((await superutente.query('SELECT count(*) AS n FROM registrazione')).rows).toEqual(prima.rows);
});
