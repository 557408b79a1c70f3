import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { carica, ricevi } from '#documenti';
import { leggiAoo } from '#organizzazione';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { registra, type Risposta } from '#registrazione';
import { letteraPdf, type Lettera } from '#segnatura';
import { traccia } from '#tracciamento';
import { accodaInvio } from '../invii/accoda-invio.ts';
import { oggettoDocumento, testoDocumento, type DocumentoDaTrasmettere } from '../invii/testo-documento.ts';
import { annota } from '../libro/annota.ts';
import { conflitto } from '../pec.errors.ts';
import { messaggioDaProtocollare, rifiutoMessaggio } from './agisci.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import { mittenteACuiScrivere } from './mittente-a-cui-scrivere.ts';
import type { ComunicazioneRifiuto } from './mittente.schema.ts';
import { oggettoRifiuto, testoRifiuto } from './modelli-testo.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';
import { primaRisposta } from './prima-risposta.ts';
import { mittenteDi } from './proponi.ts';

const NOME_FILE = 'comunicazione di respingimento.pdf';
const MASSIMO = 64 * 1024 * 1024;

/** What is proposed to be written of a rejection. */
export async function rifiutoProposto(tx: Tx, m: RigaMessaggio): Promise<{ oggetto: string; testo: string }> {
  return { oggetto: oggettoRifiuto(m), testo: testoRifiuto(m, await motiviDi(tx, m)) };
}

// As they were given, one by one: in the column they stand in a line.
async function motiviDi(tx: Tx, m: RigaMessaggio): Promise<string[]> {
  const { rows } = await sql<{ motivi: string[] | null }>`
    SELECT dettaglio -> 'motivi' AS motivi FROM messaggio_evento
    WHERE messaggio_id = ${m.id} AND evento = 'non-presentato' ORDER BY istante DESC, id DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.motivi ?? [m.motivo ?? ''];
}

/**
 * Tells the sender that his message was rejected and why: a document made from the text, registered as it leaves and queued to him
 * from the box he wrote to, all of it or nothing (RN-79.6).
 *
 * @throws Rifiuto `pec.non-rifiutato`, `pec.gia-comunicato`, `pec.senza-mittente`, `pec.risposta-a-automatico`; of the registration's
 *   rules; `invio.*` the box cannot send
 */
export async function comunicaRifiuto(
  parti: PartiMessaggi,
  ctx: Contesto,
  id: string,
  richiesta: ComunicazioneRifiuto,
  chiave?: string,
): Promise<Risposta> {
  const { m, gia, proposto, aoo, destinatario } = await inLettura(parti.db, ctx.ente.id, async (tx) => {
    const riga = await messaggioDaProtocollare(tx, ctx, id);
    return {
      m: riga,
      gia: await primaRisposta(tx, ctx, chiave),
      proposto: await rifiutoProposto(tx, riga),
      aoo: await leggiAoo(tx),
      destinatario: await mittenteDi(tx, riga),
    };
  });
  // The document is made anew at each request, so the request is never the same: the key alone tells a retry.
  if (gia && m.comunicazione) return gia;
  verificaDaComunicare(m);
  const a = mittenteACuiScrivere(m);
  const { oggetto } = proposto;
  const documento = await conservaLettera(parti, ctx, {
    mittente: {
      amministrazione: { denominazione: ctx.ente.denominazione, codiceIpa: ctx.ente.codiceIpa },
      aoo,
    },
    destinatario: `${a.nominativo}\n${a.indirizzo}`,
    oggetto,
    testo: richiesta.testo ?? proposto.testo,
    istante: parti.orologio.adesso(),
  });
  try {
    return await registra(
      parti,
      ctx,
      'PG',
      {
        flusso: 'U',
        oggetto,
        supporto: 'digitale',
        mezzo: m.tipo === 'posta-certificata' ? 'pec' : 'email',
        destinatari: [destinatario],
        documentoPrincipale: documento,
        ...(richiesta.classificazione !== undefined && { classificazione: richiesta.classificazione }),
      },
      chiave,
      async (tx, registrazione) => await scrivi(tx, ctx, m, a, { id: registrazione.id, documento }),
    );
  } catch (errore) {
    throw rifiutoMessaggio(errore);
  }
}

function verificaDaComunicare(m: RigaMessaggio): void {
  if (m.stato !== 'non-presentato')
    throw conflitto('non-rifiutato', 'Il messaggio non è stato rifiutato: non c’è nulla da comunicare.');
  if (m.comunicazione)
    throw conflitto('gia-comunicato', 'Il rifiuto di questo messaggio è già stato comunicato.');
}

async function scrivi(
  tx: Tx,
  ctx: Contesto,
  m: RigaMessaggio,
  a: { indirizzo: string; nominativo: string },
  r: { id: string; documento: string },
): Promise<void> {
  // Two who communicate together: the second one gets no number.
  const { rows } = await sql<{ detto: boolean }>`
    SELECT comunicazione_id IS NOT NULL AS detto FROM messaggio WHERE id = ${m.id} FOR UPDATE`.execute(tx);
  if (rows[0]?.detto !== false)
    throw conflitto('gia-comunicato', 'Il rifiuto di questo messaggio è già stato comunicato.');
  await tx
    .updateTable('messaggio')
    .set({ comunicazione_id: r.id, comunicato_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', m.id)
    .execute();
  const { rows: registrate } = await sql<DocumentoDaTrasmettere>`
    SELECT e.denominazione AS ente, g.codice AS registro, g.denominazione AS "denominazioneRegistro", r.anno, r.numero, r.istante, s.oggetto
    FROM registrazione r JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id JOIN ente e ON e.id = r.ente_id
    WHERE r.id = ${r.id}`.execute(tx);
  const [d] = registrate;
  if (!d) throw new Error('the registration just written is not there');
  const invii = await accodaInvio(tx, ctx, {
    casellaId: m.casella_id,
    genere: 'documento',
    registrazioneId: r.id,
    messaggioId: m.id,
    oggetto: oggettoDocumento(d),
    testo: testoDocumento(d, [NOME_FILE]),
    destinatari: [a],
    allegati: [{ documentoId: r.documento, nome: NOME_FILE }],
    inRispostaA: m.lettura?.riferimento ?? m.message_id ?? undefined,
  });
  const detto = { registro: d.registro, anno: d.anno, numero: d.numero, invii };
  await annota(tx, ctx, m.id, 'rifiuto-comunicato', detto);
  await traccia(tx, ctx, 'pec.rifiuto-comunicato', { tipo: 'messaggio', id: m.id }, detto);
}

/** The letter as a document not yet registered; the sweeper takes it if it never is. */
async function conservaLettera(parti: PartiMessaggi, ctx: Contesto, lettera: Lettera): Promise<string> {
  const pdf = Buffer.from(await letteraPdf(lettera));
  const ricevuto = await ricevi(parti.archivio, ctx.ente.id, Readable.from([pdf]), MASSIMO);
  try {
    const { id } = await inTransazione(parti.db, ctx.ente.id, (tx) => carica(tx, ctx, ricevuto, NOME_FILE));
    return id;
  } finally {
    await ricevuto.deposito.discard();
  }
}
