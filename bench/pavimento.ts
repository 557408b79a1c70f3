import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import pg from 'pg';
import { permessiDelProfilo, type Contesto } from '#autorizzazioni';
import { orologioDiSistema } from '#platform/clock';
import { configurazionePool, DialettoPerEnte, RUOLO_APPLICAZIONE, type DB } from '#platform/db';
import { registra } from '../src/registrazione/registra.ts';
import { Scrittore } from '../src/registrazione/scrittore.ts';
import { carta } from './richieste.ts';

/*
 * The floor: the same rows, in the same tables with the same triggers and the same lock, written by a bare client in a
 * transaction of its own per registration. Four round trips: BEGIN with the ente, lock and number, rows, COMMIT. No HTTP, no
 * session, no validation, no reading of facts beforehand, nothing composed but what the number changes.
 */

type Modello = {
  enteId: string;
  registroId: string;
  voce: Record<string, Record<string, unknown>>;
  contenuto: string;
};

/** What the product writes for {@link carta}: taken from the product itself, by registering one and listening. */
async function modello(url: string): Promise<Modello> {
  let scritto: string | undefined;
  const db = new Kysely<DB>({
    dialect: new DialettoPerEnte({ pool: new pg.Pool(configurazionePool(url, RUOLO_APPLICAZIONE, 1)) }),
    log: ({ query }) => {
      if (query.sql.includes('scrivi_registrazioni')) scritto = String(query.parameters[0]);
    },
  });
  try {
    const ctx = await contesto(url);
    const scrittore = new Scrittore({ db, orologio: orologioDiSistema });
    const parti = {
      db,
      scrittore,
      orologio: orologioDiSistema,
      urlPubblico: 'http://127.0.0.1',
      urlConfigurato: true,
    };
    await registra(parti, ctx, 'PG', carta, `modello-${randomUUID()}`);
    const [voce] = JSON.parse(scritto ?? '[]') as Modello['voce'][];
    if (!voce) throw new Error('nessuna registrazione da imitare');
    return {
      enteId: ctx.ente.id,
      registroId: String(voce.registrazione?.registro_id),
      voce,
      contenuto: String(voce.foglia?.contenuto),
    };
  } finally {
    await db.destroy();
  }
}

/** The context of `operatore` of the demo ente. */
async function contesto(url: string): Promise<Contesto> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{
      ente: Contesto['ente'];
      utente: string;
      unita: NonNullable<Contesto['unita']>;
    }>(`
      SELECT jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo) AS ente,
        u.id AS utente, jsonb_build_object('id', x.id, 'codice', x.codice, 'denominazione', x.denominazione, 'uop', x.uop, 'ufficioProtocollo', x.ufficio_protocollo) AS unita
      FROM utente u JOIN ente e ON e.id = u.ente_id JOIN incarico i ON i.utente_id = u.id JOIN unita x ON x.id = i.unita_id
      WHERE u.nome_utente = 'operatore'`);
    const [r] = rows;
    if (!r) throw new Error('manca l’ente dimostrativo');
    return {
      ente: r.ente,
      soggetto: { tipo: 'utente', id: r.utente },
      attore: 'Conti Paolo (operatore)',
      utenteId: r.utente,
      chiaveApiId: null,
      profilo: 'operatore',
      responsabileUnita: false,
      delegatoRsp: false,
      ruoli: new Set(),
      perConto: null,
      unita: r.unita,
      permessi: new Set(permessiDelProfilo.operatore),
      principali: [],
      accesso: 'contenuto',
      incaricatoTrattamento: true,
      datiParticolari: false,
      datiGiudiziari: false,
      ip: '127.0.0.1',
      richiestaId: randomUUID(),
    };
  } finally {
    await client.end();
  }
}

/** The rows of one registration with its number; the segnatura keeps the text of the model, which costs the same. */
function voce(
  m: Modello,
  a: { istante: Date; numero: string; prima_foglia: string },
): Record<string, unknown> {
  const istante = a.istante.toISOString();
  const contenuto = m.contenuto
    .replace(/"istante":"[^"]+Z"/, `"istante":"${istante}"`)
    .replace(/"numero":\d+/, `"numero":${a.numero}`)
    .replace(/"posizione":\d+/, `"posizione":${a.prima_foglia}`)
    .replace(/"sale":"\w+"/, `"sale":"${randomBytes(16).toString('hex')}"`);
  const impronta = createHash('sha256').update(Buffer.of(0)).update(contenuto).digest('hex');
  return {
    ...m.voce,
    registrazione: {
      ...m.voce.registrazione,
      id: randomUUID(),
      token: randomBytes(16).toString('base64url'),
      numero: Number(a.numero),
      istante,
    },
    foglia: { posizione: Number(a.prima_foglia), contenuto, impronta },
    idempotenza: { ...m.voce.idempotenza, chiave: randomUUID() },
  };
}

/**
 * Bare clients, each with a connection of its own and the application's privileges.
 *
 * @param url superuser's connection, on a database with the demo ente
 * @param perTransazione registrations written by each transaction: 1 is the floor
 */
export async function pavimento(
  url: string,
  clienti: number,
  perTransazione = 1,
): Promise<{ lavoratori: (() => Promise<void>)[]; chiudi: () => Promise<void> }> {
  const m = await modello(url);
  const connessioni = await Promise.all(
    Array.from({ length: clienti }, async () => {
      const client = new pg.Client({ ...configurazionePool(url, RUOLO_APPLICAZIONE), types: undefined });
      await client.connect();
      return client;
    }),
  );
  const lavoratori = connessioni.map((client) => async (): Promise<void> => {
    await client.query(`BEGIN; SELECT set_config('tabularium.ente', '${m.enteId}', true)`);
    const { rows } = await client.query<{ istante: Date; primo_numero: string; prima_foglia: string }>(
      'SELECT istante, primo_numero, prima_foglia FROM apri_registro($1, $2, $2, $3)',
      [m.registroId, perTransazione, new Date()],
    );
    const voci = rows.flatMap((a) =>
      Array.from({ length: perTransazione }, (_, i) =>
        voce(m, {
          istante: a.istante,
          numero: String(Number(a.primo_numero) + i),
          prima_foglia: String(Number(a.prima_foglia) + i),
        }),
      ),
    );
    await client.query('SELECT scrivi_registrazioni($1)', [JSON.stringify(voci)]);
    await client.query('COMMIT');
  });
  return {
    lavoratori,
    chiudi: async () => {
      for (const client of connessioni) await client.end();
    },
  };
}
