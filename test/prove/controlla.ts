import pg from 'pg';
import { apriBancaDati, inLettura } from '#platform/db';
import { verificaRegistro } from '#registro-verificabile';
import { oggettoDi, type Libro } from './libro.ts';

/** What is in the register, and everything in which it differs from what it must be. */
export type Controllo = { registrazioni: number; foglie: number; difetti: string[] };

type Riga = { anno: number; numero: number; istante: Date; oggetto: string; segnatura: string };

/**
 * Compares the register with what the clients were told. Numbers are 1..n in order of instant; every acknowledged
 * registration is there with its number; no key was registered twice; each registration is whole, and the product's own
 * verification agrees.
 *
 * @param url superuser's connection, on a database with one ente, whose clients wrote in the protocollo
 */
export async function controlla(url: string, libro: Libro): Promise<Controllo> {
  const client = new pg.Client(url);
  await client.connect();
  const righeDi = async <T extends pg.QueryResultRow>(query: string): Promise<T[]> =>
    (await client.query<T>(query)).rows;
  try {
    const righe = await righeDi<Riga>(
      'SELECT anno, numero::int, istante, oggetto, segnatura FROM registrazione ORDER BY anno, numero',
    );
    const incomplete = await righeDi<{ numero: number }>(
      `WITH t AS (SELECT oggetto_id, count(*) AS n FROM traccia WHERE operazione = 'registrata' GROUP BY 1),
         i AS (SELECT posizione, count(*) AS n FROM idempotenza WHERE posizione LIKE '/api/v1/registri/PG/registrazioni/%' GROUP BY 1)
       SELECT numero::int FROM registrazione r LEFT JOIN t ON t.oggetto_id = r.id::text
         LEFT JOIN i ON i.posizione = '/api/v1/registri/PG/registrazioni/' || r.anno || '/' || r.numero
       WHERE t.n IS DISTINCT FROM 1 OR i.n IS DISTINCT FROM 1
         OR (SELECT count(*) FROM scheda s WHERE s.registrazione_id = r.id) <> 1
         OR (SELECT count(*) FROM corrispondente c WHERE c.registrazione_id = r.id) <> 1
         OR (SELECT count(*) FROM foglia f WHERE f.registrazione_id = r.id AND f.tipo = 'registrazione') <> 1`,
    );
    const annullateAMeta = await righeDi<{ numero: number }>(
      `WITH t AS (SELECT oggetto_id, count(*) AS n FROM traccia WHERE operazione = 'registrazione.annullata' GROUP BY 1)
       SELECT numero::int FROM (SELECT r.numero, ARRAY[s.annullata::int, coalesce(t.n, 0),
           (SELECT count(*) FROM annullamento a WHERE a.registrazione_id = r.id),
           (SELECT count(*) FROM richiesta q WHERE q.registrazione_id = r.id AND q.tipo = 'annullamento' AND q.stato = 'autorizzata'),
           (SELECT count(*) FROM foglia f WHERE f.registrazione_id = r.id AND f.tipo = 'annullamento')] AS parti
         FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id LEFT JOIN t ON t.oggetto_id = r.id::text) x
       WHERE parti NOT IN ('{0,0,0,0,0}', '{1,1,1,1,1}')`,
    );
    // ADR 0016: who sees each is what the facts say.
    const malDerivate = await righeDi<{ registrazione_id: string }>(
      'SELECT registrazione_id FROM verifica_visibilita()',
    );
    const annullate = await righeDi<{ oggetto: string }>('SELECT oggetto FROM scheda WHERE annullata');
    // The repertori too: empty, they must be whole all the same.
    const registri = await righeDi<{ id: string; ente_id: string }>(
      `SELECT id, ente_id FROM registro WHERE tipo <> 'fascicoli'`,
    );
    const esito = await secondoIlProdotto(url, registri);
    return {
      ...esito,
      difetti: [
        ...libro.contraddizioni,
        ...esito.difetti,
        ...incomplete.map((r) => `il numero ${r.numero} non è intero`),
        ...malDerivate.map((r) => `di ${r.registrazione_id} non vede chi dovrebbe`),
        ...annullateAMeta.map((r) => `il numero ${r.numero} è annullato a metà`),
        ...difettiAnnullamenti(new Set(annullate.map((r) => r.oggetto)), libro),
        ...difettiSequenza(righe),
        ...difettiConferme(righe, libro),
      ],
    };
  } finally {
    await client.end();
  }
}

async function secondoIlProdotto(
  url: string,
  registri: { id: string; ente_id: string }[],
): Promise<Controllo> {
  const db = apriBancaDati(url, { ruolo: '', max: 1 });
  const tutti: Controllo = { registrazioni: 0, foglie: 0, difetti: [] };
  try {
    for (const { id, ente_id: ente } of registri) {
      const esito = await inLettura(db, ente, (tx) => verificaRegistro(tx, id));
      tutti.registrazioni += esito.registrazioni;
      tutti.foglie += esito.foglie;
      tutti.difetti.push(...esito.difetti.map((d) => d.testo));
    }
    return tutti;
  } finally {
    await db.destroy();
  }
}

function difettiSequenza(righe: Riga[]): string[] {
  const difetti: string[] = [];
  let prima: Riga | undefined;
  for (const riga of righe) {
    const atteso = prima?.anno === riga.anno ? prima.numero + 1 : 1;
    if (riga.numero !== atteso) difetti.push(`${riga.anno}: dopo ${prima?.numero ?? 0} viene ${riga.numero}`);
    if (prima && riga.istante < prima.istante)
      difetti.push(`${riga.anno}/${riga.numero}: istante precedente`);
    prima = riga;
  }
  return difetti;
}

function difettiConferme(righe: Riga[], libro: Libro): string[] {
  const difetti: string[] = [];
  const perOggetto = new Map<string, Riga>();
  for (const riga of righe) {
    const gia = perOggetto.get(riga.oggetto);
    if (gia) difetti.push(`«${riga.oggetto}» registrata due volte: ${gia.numero} e ${riga.numero}`);
    perOggetto.set(riga.oggetto, riga);
  }
  for (const [chiave, c] of libro.confermate) {
    const riga = perOggetto.get(oggettoDi(chiave));
    if (!riga) difetti.push(`${chiave}: confermata con il numero ${c.numero}, e non c’è`);
    else if (riga.numero !== c.numero || riga.anno !== c.anno || riga.segnatura !== c.segnatura)
      difetti.push(`${chiave}: confermata con il numero ${c.numero}, ha il ${riga.numero}`);
  }
  const richieste = new Set([...libro.tentate].map(oggettoDi));
  for (const oggetto of perOggetto.keys())
    if (!richieste.has(oggetto)) difetti.push(`«${oggetto}» nessuno l’ha chiesta`);
  for (const chiave of libro.vietate)
    if (perOggetto.has(oggettoDi(chiave))) difetti.push(`${chiave}: registrata, e non doveva`);
  return difetti;
}

function difettiAnnullamenti(annullate: Set<string>, libro: Libro): string[] {
  return [...libro.annullate.keys()]
    .filter((chiave) => !annullate.has(oggettoDi(chiave)))
    .map((chiave) => `${chiave}: annullamento confermato, e non c’è`);
}
