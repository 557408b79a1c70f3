import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { avvisiDocumento, estremi, type Motivo } from './avvisi-documento.ts';
import { scriviComunicazioni, type DaComunicare } from './scrivi-comunicazioni.ts';

type Parti = { db: Db };
type Contenuto = { enteId: string };

/**
 * `comunicazioni.protocollazione` {enteId, registrazioni[]}: what left, to the unit it left from (RN-73.1, RN-73.2); an internal
 * document also to the unit it is for. A unit that only registered what others sent is told nothing. What arrives is told
 * when it is sent to the office, by {@link lavoroPassi}.
 */
export async function lavoroProtocollazione(contenuto: unknown, { db }: Parti): Promise<void> {
  const { enteId, registrazioni } = contenuto as Contenuto & { registrazioni: string[] };
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<Motivo>`
      SELECT r.id AS registrazione, x.unita, 'diretta' AS modo
      FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id, LATERAL (
        SELECT s.unita_competente_id AS unita WHERE s.unita_competente_id IS NOT NULL
        UNION SELECT u.id FROM unita u WHERE u.id = r.unita_id AND u.uu AND (r.flusso = 'I' OR r.flusso = 'U' AND s.unita_competente_id IS NULL)
      ) x
      WHERE r.id = ANY (${registrazioni}::uuid[])`.execute(tx);
    await scriviComunicazioni(tx, enteId, await avvisiDocumento(tx, rows));
  });
}

type Passo = {
  id: string;
  passo: string;
  assegnazione_id: string;
  registrazione: string;
  unita: string;
  unita_nome: string;
  modo: Motivo['modo'];
  persona: string | null;
  autore: string | null;
  operatore: string;
  uop: string;
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  flusso: 'E' | 'U' | 'I';
};

/**
 * `comunicazioni.passi` {enteId, passi[]}, put in the outbox by the database for each step that somebody must hear of: sent to
 * an office (RN-34.2, RN-35.1c) or given to a person, to them; sent back, to the UOP that assigned it.
 */
export async function lavoroPassi(contenuto: unknown, { db }: Parti): Promise<void> {
  const { enteId, passi } = contenuto as Contenuto & { passi: string[] };
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<Passo>`
      SELECT p.id, p.passo, a.id AS assegnazione_id, a.registrazione_id AS registrazione, a.unita_id AS unita,
        n.denominazione AS unita_nome, CASE a.titolo WHEN 'competenza' THEN 'diretta' ELSE 'conoscenza' END AS modo,
        a.utente_id AS persona, p.utente_id AS autore, p.operatore, coalesce(a.da_unita_id, r.unita_id) AS uop, g.codice AS registro, r.anno,
        r.numero, r.istante, r.flusso
      FROM passo_assegnazione p JOIN assegnazione a ON a.id = p.assegnazione_id JOIN unita n ON n.id = a.unita_id
        JOIN registrazione r ON r.id = a.registrazione_id JOIN registro g ON g.id = r.registro_id
      WHERE p.id = ANY (${passi}::uuid[])`.execute(tx);
    const alle = rows.filter((p) => p.passo !== 'rinviata');
    const personali = alle.filter((p) => p.persona !== null).map(aPersona);
    const motivi = alle
      .filter((p) => p.passo !== 'subassegnata')
      .map(({ registrazione, unita, modo }) => ({ registrazione, unita, modo }));
    const esclusi = alle.flatMap((p) => (p.persona === null ? [] : [`${p.registrazione}:${p.persona}`]));
    const rinvii = await Promise.all(rows.filter((p) => p.passo === 'rinviata').map((p) => rinvio(tx, p)));
    await scriviComunicazioni(tx, enteId, [
      ...(await avvisiDocumento(tx, motivi, esclusi)),
      ...personali,
      ...rinvii,
    ]);
  });
}

function aPersona(p: Passo): DaComunicare {
  const { testo, pagina } = estremi(p);
  return {
    chiave: `persona:${p.assegnazione_id}:${p.id}`,
    tipo: 'assegnazione.persona',
    oggetto: `Assegnato a te: ${testo}`,
    testo: `Assegnato da ${p.operatore}, per ${p.unita_nome}${p.modo === 'conoscenza' ? ', per conoscenza' : ''}.`,
    dettaglio: { modo: p.modo, unita: p.unita_nome },
    collegamento: pagina,
    mittente: p.operatore,
    registrazioneId: p.registrazione,
    utenti: p.persona !== null && p.persona !== p.autore ? [p.persona] : [],
  };
}

// The reason stays where the document is read: it may say what a reserved document is about.
async function rinvio(tx: Tx, p: Passo): Promise<DaComunicare> {
  const { rows } = await sql<{ utente: string }>`SELECT u AS utente FROM avvisati_di(${p.uop}) u`.execute(tx);
  const { testo, pagina } = estremi(p);
  return {
    chiave: `rinvio:${p.id}`,
    tipo: 'assegnazione.rinviata',
    oggetto: `Rinviato: ${testo}`,
    testo: `${p.unita_nome} non lo ritiene di sua competenza: va assegnato di nuovo. Il motivo è tra i passi dell’assegnazione.`,
    dettaglio: { unita: p.unita_nome },
    collegamento: pagina,
    mittente: p.operatore,
    registrazioneId: p.registrazione,
    utenti: rows.map((r) => r.utente).filter((u) => u !== p.autore),
  };
}

/** Days before the due date of an assignment at which whoever has it is reminded. */
const GIORNI_PRIMA = 3;

/** Nightly: what falls due soon, to the person who has it, or to those whom the unit has indicated; once for each due date. */
export async function ricordaScadenze({ db }: Parti, enteId: string): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<Omit<Passo, 'passo'> & { scadenza: string; utenti: string[] }>`
      SELECT a.id AS assegnazione_id, a.registrazione_id AS registrazione, n.denominazione AS unita_nome, a.scadenza, g.codice AS registro,
        r.anno, r.numero, r.istante, r.flusso,
        CASE WHEN a.utente_id IS NOT NULL THEN ARRAY[a.utente_id] ELSE ARRAY(SELECT avvisati_di(a.unita_id)) END AS utenti
      FROM assegnazione a JOIN unita n ON n.id = a.unita_id JOIN registrazione r ON r.id = a.registrazione_id
        JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id AND NOT s.annullata
      WHERE a.stato IN ('smistata', 'in-carico') AND a.titolo = 'competenza'
        AND a.scadenza - (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date BETWEEN 0 AND ${GIORNI_PRIMA}
        AND NOT EXISTS (SELECT FROM comunicazione c WHERE c.ente_id = a.ente_id AND c.chiave = 'scadenza:' || a.id || ':' || a.scadenza)`.execute(
      tx,
    );
    await scriviComunicazioni(
      tx,
      enteId,
      rows.map((p) => {
        const { testo, pagina } = estremi(p);
        return {
          chiave: `scadenza:${p.assegnazione_id}:${p.scadenza}`,
          tipo: 'assegnazione.in-scadenza',
          oggetto: `Scade il ${p.scadenza.split('-').reverse().join('/')}: ${testo}`,
          testo: `È in carico a ${p.unita_nome}.`,
          dettaglio: { unita: p.unita_nome, scadenza: p.scadenza },
          collegamento: pagina,
          mittente: 'Scadenzario',
          registrazioneId: p.registrazione,
          utenti: p.utenti,
        };
      }),
    );
  });
}
