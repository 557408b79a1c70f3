import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Selectable, Updateable } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import { inDueLetture, inTransazione, sqlstate, type Db, type DB, type Tx } from '#platform/db';
import { accoda } from '#platform/jobs';
import type { Log } from '#platform/log';
import type { ObjectStore } from '#platform/storage';
import { avvisa, traccia, type Attore } from '#tracciamento';
import type { Verifica } from './registro-verificabile.schema.ts';
import { conflitto } from './registro-verificabile.errors.ts';
import { verificaTraccia } from './traccia/verifica-traccia.ts';
import { verificaRegistro } from './verifica-registro.ts';

/** As many faults as a screen can show; the others are counted. */
const ELENCATI = 200;
const OGNI_MS = 700;

const DaVerificare = Type.Object({ enteId: Type.String(), verificaId: Type.String() });

function inVerifica(v: Selectable<DB['verifica_registro']>): Verifica {
  return {
    id: v.id,
    stato: v.stato as Verifica['stato'],
    chiestaIl: oraDiRoma(v.chiesta_il),
    chiestaDa: v.chiesta_da,
    ...(v.conclusa_il && { conclusaIl: oraDiRoma(v.conclusa_il) }),
    ancheFile: v.anche_file,
    esaminate: v.esaminate,
    totale: v.totale,
    ...(v.esito !== null && { esito: v.esito as unknown as NonNullable<Verifica['esito']> }),
  };
}

export async function ultimaVerifica(tx: Tx, registroId: string): Promise<Verifica | undefined> {
  const riga = await tx
    .selectFrom('verifica_registro')
    .selectAll()
    .where('registro_id', '=', registroId)
    .orderBy('chiesta_il', 'desc')
    .limit(1)
    .executeTakeFirst();
  return riga && inVerifica(riga);
}

/**
 * Puts a verification in the queue.
 *
 * @throws Rifiuto `registro-verificabile.verifica-in-corso`
 */
export async function chiediVerifica(
  tx: Tx,
  chi: Attore,
  registro: { id: string; codice: string },
  ancheFile: boolean,
): Promise<Verifica> {
  const riga = await tx
    .insertInto('verifica_registro')
    .values({
      ente_id: chi.ente.id,
      registro_id: registro.id,
      chiesta_da: chi.attore,
      utente_id: chi.utenteId,
      anche_file: ancheFile,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      if (sqlstate(errore) !== '23505') throw errore;
      throw conflitto('verifica-in-corso', 'Una verifica di questo registro è già in corso.');
    });
  await traccia(tx, chi, 'registro.verifica-chiesta', { tipo: 'registro', id: registro.id }, { ancheFile });
  await accoda(tx, 'registro-verificabile.verifica', { enteId: chi.ente.id, verificaId: riga.id });
  return inVerifica(riga);
}

export type PartiVerifica = { db: Db; archivio: ObjectStore; log: Log };

/** Job `registro-verificabile.verifica`, payload `{ enteId, verificaId }`. Begins again from the start when it is interrupted. */
export async function lavoroVerificaRegistro(contenuto: unknown, parti: PartiVerifica): Promise<void> {
  const { enteId, verificaId } = Value.Parse(DaVerificare, contenuto);
  const aggiorna = (valori: Updateable<DB['verifica_registro']>) =>
    inTransazione(parti.db, enteId, (tx) =>
      tx
        .updateTable('verifica_registro')
        .set(valori)
        .where('id', '=', verificaId)
        .where('stato', 'in', ['in-attesa', 'in-corso'])
        .returning(['registro_id', 'anche_file'])
        .executeTakeFirst(),
    );
  const chiesta = await aggiorna({ stato: 'in-corso', esaminate: 0 });
  if (!chiesta) return;
  try {
    const esito = await esegui(parti, enteId, chiesta, (esaminate, totale) =>
      aggiorna({ esaminate, totale }),
    );
    await aggiorna({
      stato: 'conclusa',
      esito: JSON.stringify(esito),
      conclusa_il: new Date(),
      esaminate: esito.foglie,
      totale: esito.foglie,
    });
    if (esito.difetti.length > 0)
      await segnala(parti, enteId, chiesta.registro_id, esito.difetti.length + esito.altri);
  } catch (errore) {
    parti.log.error({ err: errore, verificaId }, 'verifica del registro interrotta');
    await aggiorna({ stato: 'interrotta', conclusa_il: new Date() });
  }
}

async function esegui(
  { db, archivio }: PartiVerifica,
  enteId: string,
  chiesta: { registro_id: string; anche_file: boolean },
  racconta: (esaminate: number, totale: number) => Promise<unknown>,
): Promise<NonNullable<Verifica['esito']>> {
  let ultimo = 0;
  let inCorso: Promise<unknown> = Promise.resolve();
  const avanzamento = (esaminate: number, totale: number): void => {
    if (Date.now() - ultimo < OGNI_MS) return;
    ultimo = Date.now();
    // Where it has got to is only for who looks: if it cannot be said, the verification goes on.
    inCorso = inCorso.then(() => racconta(esaminate, totale)).catch(() => undefined);
  };
  const [esito, suTraccia] = await inDueLetture(db, enteId, async (tx, altra) => {
    const { tipo } = await tx
      .selectFrom('registro')
      .select('tipo')
      .where('id', '=', chiesta.registro_id)
      .executeTakeFirstOrThrow();
    const letto = await verificaRegistro(tx, chiesta.registro_id, {
      altra,
      avanzamento,
      ...(chiesta.anche_file && { archivio }),
    });
    // The log of the protocollo bears witness of the audit trail.
    return [letto, tipo === 'protocollo' ? await verificaTraccia(tx) : undefined];
  });
  await inCorso;
  const difetti = [...esito.difetti, ...(suTraccia?.difetti ?? [])];
  return {
    registrazioni: esito.registrazioni,
    foglie: esito.foglie,
    teste: esito.teste,
    ...(suTraccia && {
      traccia: { blocchi: suTraccia.blocchi, righe: suTraccia.righe, nonSigillate: suTraccia.nonSigillate },
    }),
    difetti: difetti.slice(0, ELENCATI),
    altri: esito.altri + Math.max(0, difetti.length - ELENCATI),
  };
}

async function segnala(
  parti: PartiVerifica,
  enteId: string,
  registroId: string,
  quanti: number,
): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const { codice } = await tx
      .selectFrom('registro')
      .select('codice')
      .where('id', '=', registroId)
      .executeTakeFirstOrThrow();
    const testo = `La verifica del registro ${codice} ha trovato ${quanti === 1 ? 'un difetto, che si legge' : `${quanti} difetti, elencati`} nello stato del registro.`;
    await avvisa(tx, enteId, `registro.difetti.${codice}`, testo);
  });
}
