import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import canonicalize from 'canonicalize';
import { rifiutoBancaDati, trovaDestinatari } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import { voceDaRegistrare } from '#coda';
import { trovaNominati } from '#fascicoli';
import type { Orologio } from '#platform/clock';
import { inLettura, sqlstate, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Circostanze, Fatti } from './bozza.ts';
import { rifiutoOrologio } from './orologio.ts';
import { prepara, type InRegistrando, type Pronta } from './prepara.ts';
import { conflitto, nonAmmesso } from './registrazione.errors.ts';
import type { RichiestaInviata } from './registrazione.schema.ts';
import { completaCompetente, completaRichiesta } from './completa-richiesta.ts';
import type { Risposta } from './risposta.ts';
import type { Scrittore } from './scrittore.ts';

export type { InRegistrando } from './prepara.ts';

export type PartiRegistra = {
  db: Db;
  scrittore: Scrittore;
  orologio: Orologio;
  urlPubblico: string;
  urlConfigurato: boolean;
};

/** SHA-256 of the request in canonical form: the same request typed with its members in another order is the same. */
function improntaRichiesta(registro: string, richiesta: RichiestaInviata): string {
  return createHash('sha256')
    .update(canonicalize({ registro, richiesta }) ?? '')
    .digest('hex');
}

async function leggiFatti(
  db: Db,
  ctx: Contesto,
  registro: string,
  r: RichiestaInviata,
  chiave: string | undefined,
): Promise<Fatti> {
  const documenti = [
    r.documentoPrincipale,
    ...(r.allegati ?? []).map((a) => (typeof a === 'string' ? a : a.documento)),
  ];
  const domanda = {
    registro,
    ufficio: ctx.unita?.id,
    principale: r.documentoPrincipale,
    documenti: documenti.filter((id) => id !== undefined),
    classificazione: r.classificazione,
    unitaCompetente: r.unitaCompetente,
    categoriaEsclusa: r.categoriaEsclusa,
    riferimenti: [
      ...(r.copiaDi ? [r.copiaDi] : []),
      ...(r.collegamenti ?? []).map(({ registro: altro, anno, numero }) => ({
        registro: altro,
        anno,
        numero,
      })),
      ...(r.giaRegistrato ? [r.giaRegistrato] : []),
    ],
    soggetto: ctx.soggetto.id,
    chiave,
  };
  const { rows } = await sql<{
    fatti: Fatti;
  }>`SELECT fatti_registrazione(${ctx.ente.id}, ${JSON.stringify(domanda)}) AS fatti`.execute(db);
  const fatti = rows[0]?.fatti;
  if (!fatti?.registro.id) {
    throw new Rifiuto({
      codice: 'registro.non-trovato',
      categoria: 'nonTrovato',
      dettaglio: `Il registro «${registro}» non esiste.`,
    });
  }
  return fatti;
}

function primaRisposta(fatti: Fatti, impronta: string): Risposta | undefined {
  if (!fatti.risposta) return undefined;
  if (fatti.risposta.impronta !== impronta) {
    throw conflitto(
      'chiave-riusata',
      'La stessa Idempotency-Key è già servita per una registrazione diversa.',
    );
  }
  return { stato: fatti.risposta.stato, posizione: fatti.risposta.posizione, corpo: fatti.risposta.corpo };
}

/** The same of assignments: a person who left the office, an office closed, between the reading and the writing. */
const nelDirlo = (errore: unknown): unknown => {
  if (sqlstate(errore) === DEL_SISTEMA)
    return nonAmmesso('del-sistema', 'Nel repertorio dei registri giornalieri scrive solo il sistema.');
  return sqlstate(errore)?.startsWith('TB03') === true ? rifiutoBancaDati(errore) : errore;
};
const DEL_SISTEMA = 'TB039';

/** SQLSTATEs by which the database says that the circumstances are no longer those that were read. */
const SUPERATI = ['23505', 'TB006', 'TB007', 'TB008', 'TB009', 'TB038'];

/** What else the rules look at is read here; with an item of the queue, its fascicolo is one of those named (RN-42b.4). */
async function preparaRichiesta(
  { db, orologio, urlPubblico, urlConfigurato }: PartiRegistra,
  ctx: Contesto,
  fatti: Fatti,
  inviata: RichiestaInviata,
): Promise<Pronta> {
  const richiesta = completaRichiesta(inviata, fatti.registro.tipo);
  const elenco = richiesta.assegnazioni ?? [];
  const circostanze: Circostanze = {
    ctx,
    fatti,
    fascicoli: await trovaNominati(db, ctx, richiesta.fascicoli ?? [], fatti.voce?.codice),
    assegnazioni: elenco[0] ? await inLettura(db, ctx.ente.id, (tx) => trovaDestinatari(tx, elenco)) : [],
    adesso: orologio.adesso(),
    urlPubblico,
    urlConfigurato,
  };
  if (richiesta.coda === undefined) return prepara(richiesta, circostanze);
  const voce = await voceDaRegistrare(db, ctx, richiesta.coda, richiesta.flusso, fatti.voce?.codice);
  const { fascicolo } = voce;
  const protetta = voce.riservata ? { ...richiesta, riservatezza: 'riservato' as const } : richiesta;
  if (!fascicolo) return prepara(protetta, { ...circostanze, coda: voce.id });
  const altri = circostanze.fascicoli.filter((f) => f.id !== fascicolo.id);
  return prepara(
    {
      ...protetta,
      fascicoli: [fascicolo.numero, ...(richiesta.fascicoli ?? []).filter((n) => n !== fascicolo.numero)],
      confermaAltraClasse: richiesta.confermaAltraClasse ?? voce.confermaAltraClasse,
    },
    { ...circostanze, coda: voce.id, fascicoli: [fascicolo, ...altri] },
  );
}

/**
 * Registers a document: number, date, segnatura, leaf of the log, audit line and job in one transaction, or nothing
 * (RN-52, RN-54.1, RN-56.2; DPR 445/2000 artt. 53–56). In a repertorio (RN-39.1) as in the protocollo: which rules hold is
 * a matter of `regole/`.
 *
 * With an Idempotency-Key a retry gets the first answer again, also when the first connection broke after the commit,
 * and two requests racing with the same key make one registration.
 *
 * @param inRegistrando what else is written in the same transaction
 * @throws Rifiuto with the field at fault; `registrazione.chiave-riusata` for the same key with another body
 */
export async function registra(
  parti: PartiRegistra,
  ctx: Contesto,
  registro: string,
  inviata: RichiestaInviata,
  chiave?: string,
  inRegistrando?: InRegistrando,
): Promise<Risposta> {
  const impronta = improntaRichiesta(registro, inviata);
  const tenta = async (): Promise<Risposta> => {
    const richiesta = completaCompetente(inviata);
    const fatti = await leggiFatti(parti.db, ctx, registro, richiesta, chiave);
    const gia = primaRisposta(fatti, impronta);
    if (gia) return gia;
    const pronta = await preparaRichiesta(parti, ctx, fatti, richiesta);
    if (chiave !== undefined) pronta.idempotenza = { chiave, impronta };
    if (inRegistrando) pronta.inRegistrando = inRegistrando;
    return await parti.scrittore.scrivi(fatti.registro.id ?? '', pronta);
  };
  try {
    try {
      return await tenta();
    } catch (errore) {
      // Somebody with the same key, or the same document, came first, or closed the register. Seen from there the rules say
      // so, with the number that won; or the request still stands (the other one made it a second registration, RN-64.1).
      if (!SUPERATI.includes(sqlstate(errore) ?? '')) throw errore;
      return await tenta();
    }
  } catch (errore) {
    throw (await rifiutoOrologio(parti.db, ctx, registro, errore)) ?? nelDirlo(errore);
  }
}
