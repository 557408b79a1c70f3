import { sql } from 'kysely';
import { visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { motivata, verificaMotivata } from './contenuto-consultabile.ts';
import { nonTrovata } from './registrazione.errors.ts';

/** The immutable row of a registration together with its changeable part. */
export type RigaRegistrazione = Awaited<ReturnType<typeof trovaRegistrazione>>;

export async function trovaRegistro(
  tx: Tx,
  codice: string,
): Promise<{ id: string; codice: string; denominazione: string }> {
  const registro = await tx
    .selectFrom('registro')
    .select(['id', 'codice', 'denominazione'])
    .where('codice', '=', codice)
    .executeTakeFirst();
  if (registro) return registro;
  throw new Rifiuto({
    codice: 'registro.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: `Il registro «${codice}» non esiste.`,
  });
}

function conScheda(tx: Tx, ctx: Contesto) {
  return tx
    .selectFrom('registrazione as r')
    .innerJoin('scheda', 'scheda.registrazione_id', 'r.id')
    .innerJoin('registro', 'registro.id', 'r.registro_id')
    .innerJoin('unita', 'unita.id', 'r.unita_id')
    .leftJoin('voce_titolario as v', 'v.id', 'scheda.voce_titolario_id')
    .leftJoin('unita as uc', 'uc.id', 'scheda.unita_competente_id')
    .selectAll('r')
    .select([
      'registro.codice as registro_codice',
      'registro.tipo as registro_tipo',
      'scheda.versione',
      'scheda.annullata',
      'scheda.rettificata',
      'scheda.fascicolata',
      'scheda.oggetto as oggetto_in_vigore',
      'scheda.mezzo',
      'scheda.numero_raccomandata',
      'scheda.luogo',
      'scheda.voce_titolario_id',
      'scheda.unita_competente_id',
      'scheda.rpa',
      'scheda.note',
      'scheda.data_documento',
      'scheda.allegati_dichiarati',
      'scheda.originali',
      'scheda.riservatezza',
      'scheda.dati_particolari',
      'scheda.dati_giudiziari',
      'scheda.gara_fino_a',
      'scheda.protezione',
      sql<boolean>`coalesce(scheda.gara_fino_a > clock_timestamp(), false)`.as('gara_in_corso'),
      motivata(ctx, 'r').as('motivata'),
      'v.codice as voce_codice',
      'v.denominazione as voce_denominazione',
      'uc.codice as uc_codice',
      'uc.denominazione as uc_denominazione',
      'unita.codice as unita_codice',
      'unita.denominazione as unita_denominazione',
    ]);
}

/**
 * @param purche `visibile`: also a reserved one that nobody said why he reads
 * @throws Rifiuto `registrazione.non-trovata`, also when it exists but is not visible to whoever asks;
 *   `documento.motivo-richiesto` of a reserved one (RN-A.10)
 */
export async function trovaRegistrazione(
  tx: Tx,
  ctx: Contesto,
  registro: string,
  anno: number,
  numero: number,
  purche: 'visibile' | 'motivata' = 'motivata',
) {
  const riga = await conScheda(tx, ctx)
    .where('registro.codice', '=', registro)
    .where('r.anno', '=', anno)
    .where('r.numero', '=', numero)
    .where(visibile(ctx, 'scheda'))
    .executeTakeFirst();
  if (!riga) throw nonTrovata(registro, anno, numero);
  if (purche === 'motivata') verificaMotivata(riga);
  return riga;
}

/** The registration a stored reference points to; visibility was decided where the reference was made. */
export async function trovaRegistrazionePerId(tx: Tx, ctx: Contesto, id: string): Promise<RigaRegistrazione> {
  return await conScheda(tx, ctx).where('r.id', '=', id).executeTakeFirstOrThrow();
}

/** The datum of a rettifica that replaces the list of a role. */
const CAMPO_DEL_RUOLO = sql`CASE c.ruolo WHEN 'mittente' THEN 'mittenti' WHEN 'destinatario' THEN 'destinatari' ELSE 'perConoscenza' END`;

/**
 * Only the edition in force of each list: that of the last rettifica of it (which may have emptied it), or the original. The
 * older editions stay in their rows.
 */
const IN_VIGORE = sql<boolean>`c.edizione = coalesce((SELECT max(t.edizione) FROM rettifica t
  WHERE t.registrazione_id = c.registrazione_id AND t.campo = ${CAMPO_DEL_RUOLO}), 0)`;

/** Correspondents in force of one role, in their order, after place `dopo`. */
export async function trovaCorrispondenti(
  tx: Tx,
  registrazioneId: string,
  ruolo: string,
  dopo = 0,
  limite = 100,
) {
  return await tx
    .selectFrom('corrispondente as c')
    .select(['c.ordine', 'c.tipo', 'c.nominativo', 'c.dati'])
    .where('c.registrazione_id', '=', registrazioneId)
    .where('c.ruolo', '=', ruolo)
    .where(IN_VIGORE)
    .where('c.ordine', '>', dopo)
    .orderBy('c.ordine')
    .limit(limite)
    .execute();
}

/** How many of each role are in force. */
export async function contaCorrispondenti(tx: Tx, registrazioneId: string): Promise<Record<string, number>> {
  const righe = await tx
    .selectFrom('corrispondente as c')
    .select(['c.ruolo', (eb) => eb.fn.countAll<number>().as('n')])
    .where('c.registrazione_id', '=', registrazioneId)
    .where(IN_VIGORE)
    .groupBy('c.ruolo')
    .execute();
  return Object.fromEntries(righe.map((r) => [r.ruolo, Number(r.n)]));
}
