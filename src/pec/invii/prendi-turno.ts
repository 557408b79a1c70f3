import { sql } from 'kysely';
import { inTransazione, type Tx } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import { annotaInvio } from './annota-invio.ts';
import { ATTESA_MS, type PartiInvii } from './parti.ts';
import { programma } from './scrivi-invio.ts';
import type { CasellaInUscita } from './uscita.ts';

const ORA_MS = 3_600_000;

export type Preso = {
  messageId: string;
  da: string;
  a: string[];
  eml: { impronta: string; dimensione: number };
  casella: CasellaInUscita;
};

/** `interrotto`: somebody was sending it, and is surely no more. */
export type Turno = { preso: Preso } | { interrotto: { casellaId: string; messageId: string } } | undefined;

async function leggi(tx: Tx, invioId: string) {
  return await tx
    .selectFrom('invio as i')
    .innerJoin('casella as c', 'c.id', 'i.casella_id')
    .leftJoin('documento as d', 'd.id', 'i.eml_id')
    .select([
      'i.stato',
      'i.prossimo_il',
      'i.partito_il',
      'i.message_id',
      'd.impronta',
      'd.dimensione',
      'c.attiva',
    ])
    .select(['c.id', 'c.indirizzo', 'c.politica', 'c.trasporto', 'c.parametri', 'c.segreto', 'c.uscita'])
    .select('c.uscita_segreto')
    .where('i.id', '=', invioId)
    .forUpdate('i')
    .executeTakeFirst();
}

/** When the box may send again: no more than so many sendings in any hour (RN-11.9). The caller holds the box. */
async function prossimoPosto(tx: Tx, casellaId: string, limiteOrario: number): Promise<Date | undefined> {
  const { rows } = await sql<{ partito_il: Date }>`
    SELECT partito_il FROM invio WHERE casella_id = ${casellaId} AND partito_il > clock_timestamp() - interval '1 hour'
    ORDER BY partito_il DESC OFFSET ${limiteOrario - 1} LIMIT 1`.execute(tx);
  return rows[0] && new Date(rows[0].partito_il.getTime() + ORA_MS);
}

/**
 * Takes a sending to hand it over now, and commits that it is leaving before a byte goes: whoever finds it so afterwards knows that it
 * may have left. What must wait waits, and its job with it.
 */
export async function prendiTurno(parti: PartiInvii, enteId: string, invioId: string): Promise<Turno> {
  return await inTransazione(parti.db, enteId, async (tx): Promise<Turno> => {
    const i = await leggi(tx, invioId);
    if (i?.stato === 'in-partenza') {
      const da = Date.now() - (i.partito_il?.getTime() ?? 0);
      return da < (parti.attesa ?? ATTESA_MS)
        ? undefined
        : { interrotto: { casellaId: i.id, messageId: i.message_id } };
    }
    if (i?.stato !== 'in-coda' || i.impronta === null || i.dimensione === null) return undefined;
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/uscita/${i.id}`}, 0))`.execute(tx);
    const posto = i.attiva
      ? await prossimoPosto(tx, i.id, politicaDi(i.politica).limiteOrario)
      : new Date(Date.now() + ORA_MS);
    const quando = posto ?? i.prossimo_il;
    if (quando.getTime() > Date.now()) {
      await tx.updateTable('invio').set({ prossimo_il: quando }).where('id', '=', invioId).execute();
      await programma(tx, enteId, invioId, quando);
      return undefined;
    }
    await tx
      .updateTable('invio')
      .set({
        stato: 'in-partenza',
        partito_il: sql<Date>`clock_timestamp()`,
        tentativi: sql<number>`tentativi + 1`,
        motivo: null,
      })
      .where('id', '=', invioId)
      .execute();
    await annotaInvio(tx, attoreSistema(enteId), invioId, 'in-partenza');
    const a = await tx
      .selectFrom('invio_destinatario')
      .select('indirizzo')
      .where('invio_id', '=', invioId)
      .orderBy('ordine')
      .execute();
    const { impronta, dimensione, message_id, indirizzo, ...casella } = i;
    return {
      preso: {
        messageId: message_id,
        da: indirizzo,
        a: a.map((d) => d.indirizzo),
        eml: { impronta, dimensione },
        casella,
      },
    };
  });
}
