import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { FascicoloNominato } from '#fascicoli';
import { inLettura, type Db, type Tx } from '#platform/db';
import { conflitto, nonAmmesso, nonTrovata } from './coda.errors.ts';
import { trovaInCoda } from './coda.queries.ts';
import { verificaInCoda } from './esci.ts';

/** What a registration must know of the item of the queue it answers. */
export type VoceDaRegistrare = {
  id: string;
  /** The fascicolo the office named, whether or not it is open to the Ufficio Protocollo (RN-42b.4). */
  fascicolo: FascicoloNominato | undefined;
  /** The office has said that the other class is meant. */
  confermaAltraClasse: boolean;
  /** The office wants it known to few: it is registered so, whatever is asked (RN-27.4). */
  riservata: boolean;
};

/**
 * The item about to be registered.
 *
 * @param classificazione code of the class the document is being given
 * @throws Rifiuto `coda.non-trovata`, `coda.gia-uscita`, `coda.altro-flusso`, `coda.del-protocollo`
 */
export async function voceDaRegistrare(
  db: Db,
  ctx: Contesto,
  id: string,
  flusso: string | undefined,
  classificazione: string | undefined,
): Promise<VoceDaRegistrare> {
  if (!ctx.permessi.has('coda.protocolla'))
    throw nonAmmesso('del-protocollo', 'I documenti della coda li registra l’Ufficio Protocollo.');
  return await inLettura(db, ctx.ente.id, async (tx) => {
    const [c] = await trovaInCoda(tx, sql`c.id = ${id}`);
    if (!c) throw nonTrovata();
    verificaInCoda(c);
    if (c.flusso !== flusso)
      throw conflitto(
        'altro-flusso',
        'Il documento è stato sottoposto per un’altra via: in arrivo, in partenza o interno.',
      );
    const riservata = c.richiesta.riservatezza === 'riservato';
    if (c.fascicolo === null || c.fascicolo_id === null)
      return { id, fascicolo: undefined, confermaAltraClasse: false, riservata };
    const { rows } = await sql<{ stessa: boolean }>`
      SELECT coalesce(${c.fascicolo_identita}::uuid = (SELECT d.identita FROM voce_titolario d
        WHERE d.titolario_id = titolario_al(oggi_a_roma()) AND d.codice = ${classificazione ?? null}), false) AS stessa`.execute(
      tx,
    );
    return {
      id,
      fascicolo: {
        id: c.fascicolo_id,
        numero: c.fascicolo,
        chiuso: c.fascicolo_chiuso === true,
        classificazione: c.fascicolo_classe ?? '',
        stessaClasse: rows[0]?.stessa ?? false,
      },
      confermaAltraClasse: c.richiesta.confermaAltraClasse ?? false,
      riservata,
    };
  });
}

/**
 * Closes items in the transaction that registers them.
 *
 * @throws database errors `TB038` it left the queue meanwhile, `TB039` it is not in the fascicolo the office named
 */
export async function chiudiRegistrate(
  tx: Tx,
  elenco: readonly { coda: string; registrazione: string; ctx: Contesto }[],
): Promise<void> {
  if (elenco.length === 0) return;
  const voci = elenco.map(({ coda, registrazione, ctx }) => ({
    coda,
    registrazione,
    operatore: ctx.attore,
    utente: ctx.utenteId,
  }));
  await sql`
    UPDATE coda c SET stato = 'registrata', registrazione_id = v.registrazione, conclusa_il = r.istante, conclusa_da = v.operatore,
      conclusa_da_id = v.utente
    FROM jsonb_to_recordset(${JSON.stringify(voci)}) AS v (coda uuid, registrazione uuid, operatore text, utente uuid)
      JOIN registrazione r ON r.id = v.registrazione
    WHERE c.id = v.coda`.execute(tx);
}
