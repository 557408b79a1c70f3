import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, nonValido, rifiutoBancaDati } from './assegnazioni.errors.ts';
import type { Subassegnazione } from './assegnazioni.schema.ts';
import { istanteCorrente, perComando, statoInatteso } from './comando.ts';
import { scriviPassi } from './passi.ts';

/**
 * The head of the unit gives the document to people of it, of his choice (RN-34.5, RN-26.1-4). The unit keeps it; each person has it
 * on his desk, in charge from now.
 *
 * @returns ids of the new assignments
 * @throws Rifiuto `assegnazione.persona-di-altro-ufficio`, `assegnazione.gia-data`, `assegnazione.non-in-carico`
 */
export async function subassegna(tx: Tx, ctx: Contesto, id: string, r: Subassegnazione): Promise<string[]> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'capo');
  if (a.subassegnata || a.utente_id !== null)
    throw conflitto(
      'gia-di-una-persona',
      'Questa assegnazione è già di una persona: si subassegna quella dell’ufficio.',
    );
  if (a.stato !== 'in-carico') throw statoInatteso(a, 'in-carico');
  if (a.annullata) throw conflitto('documento-annullato', 'La registrazione è annullata.');
  await verificaPersone(tx, a.unita_id, r.persone);
  const istante = await istanteCorrente(tx);
  const nuove = r.persone.map((utente) => ({ id: uuidv7(), utente }));
  try {
    await sql`
      INSERT INTO assegnazione (id, ente_id, registrazione_id, unita_id, utente_id, titolo, origine_id, subassegnata, stato, nota,
        scadenza, assegnata_il, assegnata_da, assegnata_da_nome, da_unita_id, smistata_il, in_carico_il)
      SELECT n.id, ${ctx.ente.id}, ${a.registrazione_id}, ${a.unita_id}, n.utente, ${a.titolo}, ${a.id}, true, 'in-carico', ${r.nota ?? null},
        ${r.scadenza ?? a.scadenza}, ${istante}, ${ctx.utenteId}, ${ctx.attore}, ${ctx.unita?.id ?? null}, ${istante}, ${istante}
      FROM jsonb_to_recordset(${JSON.stringify(nuove)}) AS n (id uuid, utente uuid)`.execute(tx);
  } catch (errore) {
    if (sqlstate(errore) === '23505')
      throw conflitto('gia-data', 'Una di queste persone ha già il documento.');
    throw rifiutoBancaDati(errore);
  }
  await scriviPassi(
    tx,
    ctx,
    nuove.map(({ id: nuova, utente }) => ({
      assegnazione: nuova,
      registrazione: a.registrazione_id,
      passo: 'subassegnata',
      istante,
      motivo: r.nota,
      dettaglio: { unita: a.unita_id, utente, origine: a.id, titolo: a.titolo },
    })),
  );
  await traccia(
    tx,
    ctx,
    'assegnazione.subassegnata',
    { tipo: 'registrazione', id: a.registrazione_id },
    { da: a.id, unita: a.unita_codice, persone: r.persone },
  );
  return nuove.map((n) => n.id);
}

async function verificaPersone(tx: Tx, unitaId: string, persone: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT u.id FROM utente u JOIN incarico i ON i.utente_id = u.id AND i.unita_id = ${unitaId} AND i.profilo <> 'amministratore'
    WHERE u.id = ANY (${[...persone]}::uuid[]) AND u.attivo`.execute(tx);
  const fuori = persone.findIndex((p) => !rows.some((r) => r.id === p));
  if (fuori >= 0)
    throw nonValido(
      'persona-di-altro-ufficio',
      `persone.${fuori}`,
      'Si subassegna solo a chi lavora nell’ufficio (art. 34).',
    );
}
