import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { ricordaScadenze } from '#comunicazioni';
import { avviaLavori } from '../../src/app/jobs.ts';
import type {
  Comunicazione,
  ElencoComunicazioni,
  ReteUnita,
} from '../../src/comunicazioni/comunicazioni.schema.ts';
import type { RichiestaRegistrazione } from '../../src/registrazione/registrazione.schema.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { lavoriFiniti } from '../support/lavori-di-prova.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../support/persone-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
let lavori: { ferma: () => Promise<void> };
let superutente: pg.Client;
let persone: Record<string, string>;

beforeAll(async () => {
  p = await prodottoDiProva();
  const { urlSuperutente } = p.banca;
  await aggiungiAreaTecnica(urlSuperutente, p.ente);
  persone = await aggiungiPersone(urlSuperutente, p.ente, [
    { nomeUtente: 'capoarea', unita: 'area-tecnica', responsabile: true },
    { nomeUtente: 'capoaffari', unita: 'affari-generali', responsabile: true },
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'bianchi', unita: 'edilizia' },
    { nomeUtente: 'verdi', unita: 'edilizia' },
    { nomeUtente: 'neri', unita: 'edilizia' },
    { nomeUtente: 'capolavori', unita: 'lavori', responsabile: true },
  ]);
  superutente = new pg.Client(urlSuperutente);
  await superutente.connect();
  lavori = await avviaLavori(p.ambiente);
});
afterEach(async () => {
  await lavoriFiniti(p.banca.urlSuperutente, 'comunicazioni.');
  await superutente.query(
    'UPDATE comunicazione_destinatario SET letta_il = clock_timestamp() WHERE letta_il IS NULL',
  );
});
afterAll(async () => {
  await lavori.ferma();
  await superutente.end();
  await p.chiudi();
});

type Registrata = { numero: string; anno: number; id: string };
async function registra(altro: Partial<RichiestaRegistrazione>): Promise<Registrata> {
  const r = await p.chiama<Registrata>('rsp', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta(altro),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT registrazione_id AS id FROM scheda WHERE numero = $1 AND anno = $2 AND registro_id = $3`,
    [Number(r.corpo.numero), r.corpo.anno, p.ente.registroId],
  );
  return { ...r.corpo, id: rows[0]?.id ?? '' };
}
const partenza = (unitaCompetente: string): Promise<Registrata> =>
  registra({
    flusso: 'U',
    oggetto: 'Risposta alla richiesta di accesso',
    mittente: undefined,
    unitaCompetente,
    destinatari: [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi' }],
  });

/** Who has something unread, and what of it. */
async function daLeggere(): Promise<Record<string, Comunicazione[]>> {
  await lavoriFiniti(p.banca.urlSuperutente, 'comunicazioni.');
  const chi = [...Object.keys(persone), 'rsp', 'operatore', 'anagrafe', 'ragioniere', 'tecnico'];
  const trovate: Record<string, Comunicazione[]> = {};
  for (const nome of chi) {
    const { corpo } = await p.chiama<ElencoComunicazioni>(
      nome as UtenteDiProva,
      'GET',
      '/comunicazioni?nonLette=true',
    );
    if (corpo.items.length > 0) trovate[nome] = corpo.items;
  }
  return trovate;
}

const digitale = async (altro: Partial<RichiestaRegistrazione>): Promise<Registrata> =>
  await registra({
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: await p.carica('rsp', 'istanza.pdf', pdfDiProva()),
    ...altro,
  });

/** The assignment of a document to Edilizia, as its head sees it. */
async function diEdilizia({ anno, numero }: Registrata): Promise<string> {
  const { corpo } = await p.chiama<{ items: { id: string; unita: { codice: string } }[] }>(
    'capoedilizia' as UtenteDiProva,
    'GET',
    `/registri/PG/registrazioni/${anno}/${numero}/assegnazioni`,
  );
  return corpo.items.find((a) => a.unita.codice === 'edilizia')?.id ?? '';
}

test('RN-34.2 finita la protocollazione ufficio e Responsabile d’Area hanno ciascuno una comunicazione, diretta o per conoscenza', async () => {
  const r = await registra({
    oggetto: 'Richiesta di permesso di costruire',
    unitaCompetente: 'edilizia',
    assegnazioni: [{ unita: 'lavori', titolo: 'conoscenza' }],
  });
  const trovate = await daLeggere();
  expect(Object.keys(trovate).sort()).toEqual(['capoarea', 'capoedilizia', 'capolavori']);
  const numero = Number(r.numero);
  for (const [chi, modo] of [
    ['capoedilizia', 'diretta'],
    ['capoarea', 'diretta'],
    ['capolavori', 'conoscenza'],
  ] as const) {
    expect(trovate[chi]).toHaveLength(1);
    expect(trovate[chi]?.[0]).toMatchObject({
      tipo: 'protocollazione',
      oggetto: expect.stringMatching(
        new RegExp(`^Arrivo n\\. ${numero}/${r.anno} del \\d\\d/\\d\\d/\\d{4}$`),
      ) as string,
      documento: 'Richiesta di permesso di costruire',
      dettaglio: { anno: r.anno, numero, modo, flusso: 'E' },
      collegamento: `/registro/${r.anno}/${numero}`,
    });
  }
});

test('RN-35.1c di un documento di carta mai acquisito ufficio e responsabili ricevono gli estremi', async () => {
  const r = await registra({ oggetto: 'Planimetria a mano', unitaCompetente: 'edilizia' });
  const { capoedilizia, capoarea } = await daLeggere();
  for (const c of [capoedilizia?.[0], capoarea?.[0]]) {
    expect(c).toMatchObject({ dettaglio: { supporto: 'analogico', numero: Number(r.numero) } });
    expect(c?.testo).toContain('È di carta');
  }
});

test('RN-73.1 di arrivi e partenze di un ufficio sono avvisati quelli che il Responsabile di Area ha indicato, e nessun altro dell’ufficio', async () => {
  const via = '/comunicazioni/rete/edilizia';
  const indicazione = 'Nota del 12/11/2026';
  const senza = await p.chiama('rsp', 'PUT', via, { corpo: { persone: [persone.bianchi], indicazione } });
  expect(senza.corpo).toMatchObject({ status: 422, codice: 'rete.responsabile-mancante' });
  const estranea = { persone: [persone.capolavori], indicataDa: persone.capoarea, indicazione };
  expect((await p.chiama('rsp', 'PUT', via, { corpo: estranea })).corpo).toMatchObject({
    codice: 'rete.non-lavora-li',
  });
  const corpo = { persone: [persone.bianchi, persone.verdi], indicataDa: persone.capoarea, indicazione };
  const fatto = await p.chiama<ReteUnita>('rsp', 'PUT', via, { corpo });
  expect(fatto.corpo.indicate.map((i) => [i.persona.nome, i.indicataDa, i.indicazione])).toEqual([
    ['Bianchi Bruna', 'Capoarea Bruna', indicazione],
    ['Verdi Bruna', 'Capoarea Bruna', indicazione],
  ]);

  await registra({ unitaCompetente: 'edilizia' });
  expect(Object.keys(await daLeggere()).sort()).toEqual(['bianchi', 'capoarea', 'verdi']);
  await superutente.query('UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()');
  const u = await partenza('edilizia');
  const dopo = await daLeggere();
  expect(Object.keys(dopo).sort()).toEqual(['bianchi', 'capoarea', 'verdi']);
  expect(dopo.bianchi).toMatchObject([
    { dettaglio: { flusso: 'U', numero: Number(u.numero) }, testo: 'Partito da Ufficio Edilizia.' },
  ]);

  // Taken off again, the row stays with who did it.
  await p.chiama('rsp', 'PUT', via, { corpo: { ...corpo, persone: [] } });
  const { rows } = await superutente.query(
    'SELECT revocata_da FROM rete_comunicazioni WHERE revocata_il IS NOT NULL',
  );
  expect(rows).toEqual([{ revocata_da: 'Prova-rsp Anna (rsp)' }, { revocata_da: 'Prova-rsp Anna (rsp)' }]);
  await expect(superutente.query('DELETE FROM rete_comunicazioni')).rejects.toThrow();
  expect((await p.chiama('operatore', 'PUT', via, { corpo })).stato).toBe(403);
});

test('RN-73.2 il Responsabile di Area sa di ogni documento arrivato alle sue unità o partito da esse; quello di un’altra Area no', async () => {
  for (const codice of ['edilizia', 'lavori']) {
    await registra({ unitaCompetente: codice });
    await partenza(codice);
  }
  const { capoarea, capoaffari } = await daLeggere();
  expect(capoarea).toHaveLength(4);
  expect(capoaffari).toBeUndefined();
});

test('chi è avvisato per più motivi, o due volte dallo stesso lavoro, ha una comunicazione sola', async () => {
  const r = await registra({ unitaCompetente: 'edilizia' });
  await inTransazione(p.db, p.ente.enteId, (tx) =>
    sql`SELECT accoda_lavoro('comunicazioni.protocollazione', ${JSON.stringify({ enteId: p.ente.enteId, registrazioni: [r.id] })}) FROM generate_series(1, 5)`.execute(
      tx,
    ),
  );
  const { capoedilizia, capoarea } = await daLeggere();
  expect([capoedilizia?.length, capoarea?.length]).toEqual([1, 1]);
});

test('chi riceve un documento di persona lo sa, e la UOP sa di un rinvio senza che se ne scriva il motivo', async () => {
  const capo = 'capoedilizia' as UtenteDiProva;
  const r = await digitale({ unitaCompetente: 'edilizia' });
  await lavoriFiniti(p.banca.urlSuperutente, 'comunicazioni.');
  await superutente.query('UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()');
  const id = await diEdilizia(r);
  const data = await p.chiama(capo, 'POST', `/assegnazioni/${id}/subassegnazione`, {
    corpo: { persone: [persone.neri] },
  });
  expect(data.stato).toBe(200);
  const dopo = await daLeggere();
  expect(Object.keys(dopo)).toEqual(['neri']);
  expect(dopo.neri).toMatchObject([{ tipo: 'assegnazione.persona', dettaglio: { modo: 'diretta' } }]);

  await superutente.query('UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()');
  const motivo = 'Riguarda la malattia di un vicino';
  const rinviata = await p.chiama(capo, 'POST', `/assegnazioni/${id}/rinvio`, { corpo: { motivo } });
  expect(rinviata.stato).toBe(200);
  const { rsp } = await daLeggere();
  expect(rsp).toMatchObject([
    { tipo: 'assegnazione.rinviata', mittente: expect.stringContaining('Capoedilizia') as string },
  ]);
  expect(JSON.stringify(rsp)).not.toContain('malattia');
});

test('di ciò che sta per scadere è avvisato una volta chi lo ha', async () => {
  const tra = (giorni: number): string =>
    new Date(Date.now() + giorni * 86_400_000).toISOString().slice(0, 10);
  const aNeri = (scadenza: string): Promise<Registrata> =>
    digitale({
      assegnazioni: [{ unita: 'edilizia', persona: persone.neri, titolo: 'competenza', scadenza }],
    });
  const presto = await aNeri(tra(2));
  await aNeri(tra(20));
  await lavoriFiniti(p.banca.urlSuperutente, 'comunicazioni.');
  await superutente.query('UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()');
  for (let i = 0; i < 3; i++) await ricordaScadenze({ db: p.db }, p.ente.enteId);
  const data = await daLeggere();
  expect(Object.keys(data)).toEqual(['neri']);
  expect(data.neri).toMatchObject([
    {
      tipo: 'assegnazione.in-scadenza',
      oggetto: expect.stringContaining(`Arrivo n. ${Number(presto.numero)}/`) as string,
    },
  ]);
});
