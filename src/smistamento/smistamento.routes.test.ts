import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { creaEnteDiProva, type UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { mutaUffici } from '../../test/support/uffici-di-prova.ts';
import type {
  ElencoRegole,
  NuovaRegola,
  RegolaSmistamento,
  SmistamentoProposto,
} from './smistamento.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  await mutaUffici(p.banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const aggiungi = (corpo: NuovaRegola, chi: UtenteDiProva = 'rsp') =>
  p.chiama<RegolaSmistamento & { codice: string; campi: { campo: string }[] }>(
    chi,
    'POST',
    '/regole-smistamento',
    { corpo },
  );
const elenco = async () => (await p.chiama<ElencoRegole>('rsp', 'GET', '/regole-smistamento')).corpo.items;
const proposta = async (query: Record<string, string>): Promise<SmistamentoProposto> => {
  const r = await p.chiama<SmistamentoProposto>(
    'operatore',
    'GET',
    `/regole-smistamento/proposta?${new URLSearchParams(query)}`,
  );
  expect(r.stato, r.testo).toBe(200);
  return r.corpo;
};
async function svuota(): Promise<void> {
  for (const { id } of await elenco()) await p.chiama('rsp', 'DELETE', `/regole-smistamento/${id}`);
}

test('le regole sono del responsabile; chi registra ne riceve le proposte e non le vede né le scrive', async () => {
  const r = await aggiungi({ nome: 'Tributi', parole: { almenoUna: ['TARI'] }, competenza: 'ragioneria' });
  expect(r.stato, r.testo).toBe(201);
  for (const chi of ['admin', 'operatore', 'ragioniere', 'tecnico', 'consultazione', 'nuovo'] as const) {
    expect((await p.chiama(chi, 'GET', '/regole-smistamento')).stato, chi).toBe(403);
    expect((await aggiungi({ nome: 'x', mezzo: 'pec', competenza: 'tecnico' }, chi)).stato, chi).toBe(403);
  }
  expect((await proposta({ oggetto: 'Richiesta rimborso tari' })).competenza?.regola.nome).toBe('Tributi');
  expect((await p.chiama('consultazione', 'GET', '/regole-smistamento/proposta?oggetto=tari')).stato).toBe(
    403,
  );
  await svuota();
});

test('accenti, maiuscole e desinenze non contano; la voce comprende ciò che sta sotto; la proposta dice la regola e il perché', async () => {
  await aggiungi({
    nome: 'Edilizia',
    classificazione: 'VI',
    parole: { almenoUna: ['attività edilizia', 'SCIA'], nessuna: ['Rinunzia'] },
    competenza: 'tecnico',
    conoscenza: ['ragioneria'],
  });
  const esito = await proposta({ oggetto: 'Segnalazioni di ATTIVITA’ EDILIZIE', classificazione: 'VI.3' });
  expect(esito).toMatchObject({
    competenza: {
      ufficio: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
      regola: { nome: 'Edilizia' },
      perche: ['classificazione VI', 'oggetto con «attività edilizia»'],
    },
    conoscenza: [{ ufficio: { codice: 'ragioneria' }, regola: { nome: 'Edilizia' } }],
  });
  const altre: Record<string, string>[] = [
    { oggetto: 'SCIA alternativa', classificazione: 'IV.3' },
    { oggetto: 'SCIA alternativa' },
    { oggetto: 'Rinunzie alla SCIA', classificazione: 'VI.3' },
    { oggetto: 'Altro', classificazione: 'VI.3' },
  ];
  for (const query of altre) expect(await proposta(query), query.oggetto).toEqual({ conoscenza: [] });
  await svuota();
});

test('il mittente è una voce di rubrica, un codice o parole del nome; mezzo e casella restringono', async () => {
  const { corpo: voce } = await p.chiama<{ id: string }>('operatore', 'POST', '/rubrica', {
    corpo: { tipo: 'PG', denominazione: 'Società Luce S.p.A.', partitaIva: 'IT12345678903' },
  });
  await aggiungi({ nome: 'Rubrica', rubrica: voce.id, competenza: 'ragioneria' });
  await aggiungi({ nome: 'Codice', mittente: 'rss mra 80a01 h501u', competenza: 'anagrafe' });
  await aggiungi({ nome: 'Nome', mittente: 'soprintendenza', mezzo: 'pec', competenza: 'tecnico' });
  await aggiungi({ nome: 'Casella', casella: 'suap@pec.example', competenza: 'tecnico' });
  const da = async (query: Record<string, string>) =>
    (await proposta({ oggetto: 'Comunicazione', ...query })).competenza?.regola.nome;
  expect(await da({ corrispondente: 'Luce', partitaIva: '12345678903' })).toBe('Rubrica');
  expect(await da({ corrispondente: 'SOCIETA’ LUCE s.p.a.' })).toBe('Rubrica');
  expect(await da({ corrispondente: 'Luce' })).toBeUndefined();
  expect(await da({ corrispondente: 'Rossi Mario', codiceFiscale: 'RSSMRA80A01H501U' })).toBe('Codice');
  expect(await da({ corrispondente: 'La Soprintendenza di Roma', mezzo: 'pec' })).toBe('Nome');
  expect(await da({ corrispondente: 'La Soprintendenza di Roma', mezzo: 'posta' })).toBeUndefined();
  expect(await da({ casella: 'SUAP@pec.example' })).toBe('Casella');
  const lette = await elenco();
  expect(lette[0]).toMatchObject({ rubrica: { nominativo: 'Società Luce S.p.A.' } });
  await svuota();
});

test('una regola che non si può provare, o non porta a nulla, è rifiutata con il campo', async () => {
  const valida: NuovaRegola = { nome: 'x', mezzo: 'pec', competenza: 'tecnico' };
  const prove: [NuovaRegola, string, string][] = [
    [{ nome: 'x', competenza: 'tecnico' }, 'smistamento.senza-condizioni', 'classificazione'],
    [
      { nome: 'x', competenza: 'tecnico', parole: { nessuna: ['scia'] } },
      'smistamento.senza-condizioni',
      'classificazione',
    ],
    [{ nome: 'x', mezzo: 'pec' }, 'smistamento.senza-esito', 'competenza'],
    [{ ...valida, mezzo: 'brevi-manu' }, 'smistamento.mezzo', 'mezzo'],
    [{ ...valida, classificazione: 'XX.9' }, 'smistamento.voce-sconosciuta', 'classificazione'],
    [{ ...valida, competenza: 'affari-generali' }, 'smistamento.ufficio', 'competenza'],
    [{ ...valida, competenza: 'nessuno' }, 'smistamento.ufficio', 'competenza'],
    [{ ...valida, conoscenza: ['tecnico'] }, 'smistamento.ufficio-ripetuto', 'conoscenza.0'],
    [{ ...valida, parole: { tutte: ['della'] } }, 'smistamento.parola-vuota', 'parole.tutte'],
    [{ ...valida, dal: '2026-05-02', al: '2026-05-01' }, 'smistamento.giorni', 'al'],
    [{ ...valida, rubrica: p.ente.enteId }, 'smistamento.rubrica', 'rubrica'],
  ];
  for (const [corpo, codice, campo] of prove) {
    const r = await aggiungi(corpo);
    expect([r.stato, r.corpo.codice, r.corpo.campi[0]?.campo]).toEqual([422, codice, campo]);
  }
  expect(await elenco()).toEqual([]);
});

test('le regole si riordinano tutte insieme, e chi ha letto un elenco vecchio è fermato', async () => {
  const nomi = ['Prima', 'Seconda', 'Terza'];
  for (const nome of nomi)
    await aggiungi({ nome, parole: { tutte: ['mensa', nome] }, competenza: 'ragioneria' });
  await aggiungi({ nome: 'Generale', parole: { tutte: ['mensa'] }, competenza: 'tecnico' });
  const prima = (await elenco()).map((r) => r.id);
  const ordina = (regole: string[]) =>
    p.chiama<ElencoRegole>('rsp', 'PUT', '/regole-smistamento/ordine', { corpo: { regole } });
  const dopo = await ordina(prima.toReversed());
  expect(dopo.corpo.items.map((r) => r.nome)).toEqual(['Generale', 'Terza', 'Seconda', 'Prima']);
  // The general one, now first, leaves nothing to the others.
  expect(dopo.corpo.items.map((r) => r.segnali.map((s) => s.tipo))).toEqual([
    [],
    ['mai-raggiunta'],
    ['mai-raggiunta'],
    ['mai-raggiunta'],
  ]);
  expect((await proposta({ oggetto: 'Mensa, terza rata' })).competenza?.ufficio.codice).toBe('tecnico');
  await ordina(prima);
  expect((await proposta({ oggetto: 'Mensa, terza rata' })).competenza?.ufficio.codice).toBe('ragioneria');
  expect((await ordina(prima.slice(1))).corpo).toMatchObject({
    status: 409,
    codice: 'smistamento.elenco-cambiato',
  });

  const [regola] = await elenco();
  const riscrivi = (corpo: object) => p.chiama('rsp', 'PUT', `/regole-smistamento/${regola?.id}`, { corpo });
  const nuova = {
    nome: 'Prima',
    parole: { tutte: ['mensa', 'prima'] },
    competenza: 'ragioneria',
    attiva: false,
  };
  expect((await riscrivi({ ...nuova, versione: 1 })).corpo).toMatchObject({
    versione: 2,
    inVigore: false,
    modificataDa: expect.stringContaining('Prova-rsp') as string,
  });
  expect((await riscrivi({ ...nuova, versione: 1 })).corpo).toMatchObject({
    status: 409,
    codice: 'smistamento.modificata-da-altri',
    dati: { attuale: { versione: 2 } },
  });
  const { rows } = await superutente.query<{ operazione: string }>(
    `SELECT DISTINCT operazione FROM traccia WHERE operazione LIKE 'smistamento.%' ORDER BY 1`,
  );
  expect(rows.map((r) => r.operazione)).toEqual([
    'smistamento.regola-aggiunta',
    'smistamento.regola-modificata',
    'smistamento.regola-tolta',
    'smistamento.regole-riordinate',
  ]);
  await svuota();
});

test('fuori dai suoi giorni una regola non propone', async () => {
  await aggiungi({ nome: 'Ieri', mezzo: 'pec', dal: '2020-01-01', al: '2020-12-31', competenza: 'tecnico' });
  await aggiungi({ nome: 'Domani', mezzo: 'pec', dal: '2099-01-01', competenza: 'tecnico' });
  expect(await proposta({ oggetto: 'Qualcosa', mezzo: 'pec' })).toEqual({ conoscenza: [] });
  expect((await elenco()).map((r) => r.inVigore)).toEqual([false, false]);
  await svuota();
});

test('una regola che porta a un ufficio chiuso lo dice, e propone chi ne fa il lavoro', async () => {
  await aggiungi({ nome: 'Stato civile', parole: { tutte: ['matrimonio'] }, competenza: 'anagrafe' });
  await aggiungi({ nome: 'Copie', parole: { tutte: ['matrimonio'] }, conoscenza: ['anagrafe', 'tecnico'] });
  const { anagrafe, ragioneria } = p.ente.unita;
  await superutente.query('SET session_replication_role = replica');
  await superutente.query('UPDATE unita SET attiva = false WHERE id = $1', [anagrafe.id]);
  expect((await elenco())[0]).toMatchObject({
    competenza: { codice: 'anagrafe', chiuso: true },
    segnali: [
      { tipo: 'ufficio-chiuso', testo: expect.stringContaining('nessuno ne fa il lavoro') as string },
    ],
  });
  expect(await proposta({ oggetto: 'Pubblicazioni di matrimonio' })).toEqual({
    conoscenza: [
      {
        ufficio: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
        regola: expect.objectContaining({ nome: 'Copie' }) as object,
      },
    ],
  });
  await superutente.query(
    'INSERT INTO unita_successore (ente_id, unita_id, ordine, successore_id) VALUES ($1, $2, 1, $3)',
    [p.ente.enteId, anagrafe.id, ragioneria.id],
  );
  const [regola] = await elenco();
  expect(regola).toMatchObject({ competenza: { chiuso: true, successore: { codice: 'ragioneria' } } });
  const esito = await proposta({ oggetto: 'Pubblicazioni di matrimonio' });
  expect(esito.competenza?.ufficio.codice).toBe('ragioneria');
  expect(esito.conoscenza.map((c) => c.ufficio.codice)).toEqual(['tecnico']);
  // Written again, it must say an office that is open.
  const ancora = await p.chiama('rsp', 'PUT', `/regole-smistamento/${regola?.id}`, {
    corpo: { nome: 'x', parole: { tutte: ['matrimonio'] }, competenza: 'anagrafe', versione: 1 },
  });
  expect(ancora.corpo).toMatchObject({ status: 422, codice: 'smistamento.ufficio' });
  await superutente.query('UPDATE unita SET attiva = true WHERE id = $1', [anagrafe.id]);
  await superutente.query('SET session_replication_role = DEFAULT');
  await svuota();
});

test('le regole di un ente non sono di un altro, e la banca dati rifiuta quelle senza condizioni, senza esito o con uffici altrui', async () => {
  await aggiungi({ nome: 'Nostra', mezzo: 'pec', competenza: 'tecnico' });
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const lette = await inTransazione(p.db, altro.enteId, (tx) =>
    tx.selectFrom('regola_smistamento').select('id').execute(),
  );
  expect(lette).toEqual([]);
  const scrivi = (dati: object) =>
    inTransazione(p.db, p.ente.enteId, (tx) =>
      tx
        .insertInto('regola_smistamento')
        .values({
          ente_id: p.ente.enteId,
          posto: 9,
          nome: 'x',
          dal: '2026-01-01',
          creata_da: 'Prova',
          mezzo: 'pec',
          competente_id: p.ente.unita.tecnico.id,
          ...dati,
        })
        .execute(),
    );
  await expect(scrivi({ ente_id: altro.enteId })).rejects.toThrow('row-level security');
  await expect(scrivi({ mezzo: null, parole_nessuna: ['scia'] })).rejects.toThrow('regola_con_condizioni');
  await expect(scrivi({ competente_id: null })).rejects.toThrow('regola_con_esito');
  await expect(scrivi({ competente_id: altro.unita.tecnico.id })).rejects.toThrow('foreign key');
  await expect(scrivi({ conoscenza: [altro.unita.tecnico.id] })).rejects.toThrow('non è di questo ente');
  await svuota();
});
