import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { verificaParte, type Parte } from './accesso.ts';
import { conflitto, rifiutoBancaDati } from './assegnazioni.errors.ts';
import { bloccaAssegnazione, type RigaAssegnazione } from './assegnazioni.queries.ts';
import { scriviPassi, type NuovoPasso } from './passi.ts';

/**
 * The assignment a command is about, locked, for who may give it.
 *
 * @param versione the one that was read; another one means somebody came first
 * @throws Rifiuto `assegnazione.non-trovata`, `assegnazione.modificata-nel-frattempo`, or that it is not his to do
 */
export async function perComando(
  tx: Tx,
  ctx: Contesto,
  id: string,
  versione: number | undefined,
  lato: keyof Parte,
): Promise<{ a: RigaAssegnazione; parte: Parte; guidate: ReadonlySet<string> }> {
  const trovata = await verificaParte(tx, ctx, await bloccaAssegnazione(tx, id), lato);
  if (versione !== undefined && versione !== trovata.a.versione)
    throw conflitto(
      'modificata-nel-frattempo',
      'Qualcun altro ha lavorato su questa assegnazione: ricaricarla per vedere che cosa è cambiato.',
      { versione: trovata.a.versione, stato: trovata.a.stato },
    );
  return trovata;
}

/** A command that finds the assignment in a state where it makes no sense. */
export function statoInatteso(a: RigaAssegnazione, che: string): Error {
  const detto = {
    assegnata: 'non è ancora stata smistata',
    smistata: 'attende che l’ufficio la prenda in carico',
    'in-carico': 'è in carico all’ufficio',
    rinviata: 'è tornata alla UOP',
    archiviata: 'è archiviata',
    revocata: 'è stata revocata',
  }[a.stato];
  return conflitto(`non-${che}`, `L’assegnazione a ${a.unita_denominazione} ${detto}.`, {
    stato: a.stato,
    versione: a.versione,
  });
}

/** What is written of an assignment: columns of the row, its steps, the audit line; all or nothing. */
export async function scriviEsito(
  tx: Tx,
  ctx: Contesto,
  a: RigaAssegnazione,
  colonne: Record<string, unknown>,
  passi: Omit<NuovoPasso, 'assegnazione' | 'registrazione'>[],
): Promise<void> {
  try {
    await tx.updateTable('assegnazione').set(colonne).where('id', '=', a.id).execute();
  } catch (errore) {
    throw rifiutoBancaDati(errore);
  }
  await scriviPassi(
    tx,
    ctx,
    passi.map((p) => ({ ...p, assegnazione: a.id, registrazione: a.registrazione_id })),
  );
  await traccia(
    tx,
    ctx,
    `assegnazione.${passi.at(-1)?.passo ?? 'modificata'}`,
    { tipo: 'registrazione', id: a.registrazione_id },
    { assegnazione: a.id, unita: a.unita_codice, ...(a.utente_id && { utente: a.utente_id }) },
  );
}

/** The clock of the register, for what must bear one instant in several rows. */
export async function istanteCorrente(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ adesso: Date }>`SELECT istante_corrente() AS adesso`.execute(tx);
  if (!rows[0]) throw new Error('istante_corrente non ha risposto');
  return rows[0].adesso;
}

/**
 * When the office's own assignment ends or goes away, those it gave to its people do too: nobody keeps what the office no longer has.
 */
export async function chiudiSubassegnazioni(
  tx: Tx,
  ctx: Contesto,
  a: RigaAssegnazione,
  come: 'archiviata' | 'revocata',
  motivo: string | undefined,
  istante: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    UPDATE assegnazione SET stato = ${come}, conclusa_il = ${istante} WHERE origine_id = ${a.id} AND subassegnata
      AND stato IN ('assegnata', 'smistata', 'in-carico') RETURNING id`.execute(tx);
  await scriviPassi(
    tx,
    ctx,
    rows.map(({ id }) => ({
      assegnazione: id,
      registrazione: a.registrazione_id,
      passo: come,
      motivo,
      istante,
      dettaglio: { conUfficio: true },
    })),
  );
}
