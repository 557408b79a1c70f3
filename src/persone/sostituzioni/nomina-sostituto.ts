import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { comunica } from '#comunicazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaPeriodo } from '../giorni.ts';
import { trovaUtenteAttivo } from '../trova.ts';
import { findSostituzioni } from './sostituzioni.queries.ts';
import type { NuovaSostituzione, Sostituzione } from './sostituzioni.schema.ts';

/**
 * Somebody names who acts for him in one of his offices, for a period and for some things. Who stands in for another names nobody;
 * an administrator has no office to be stood in for.
 *
 * @throws Rifiuto `sostituzione.per-altri`, `sostituzione.incarico`, `sostituzione.se-stesso`, `sostituzione.non-incaricato`,
 *   `sostituzione.gia-nominato`, `utente.non-trovato`, `utente.disattivato`, `periodo.passato`, `periodo.rovesciato`
 */
export async function nominaSostituto(
  tx: Tx,
  ctx: Contesto,
  nuova: NuovaSostituzione,
  assenzaId: string | null = null,
): Promise<Sostituzione> {
  const titolareId = titolare(ctx);
  await verificaPeriodo(tx, nuova.dal, nuova.al);
  const incarico = await tx
    .selectFrom('incarico')
    .select('id')
    .where('id', '=', nuova.incarico)
    .where('utente_id', '=', titolareId)
    .where('profilo', '!=', 'amministratore')
    .executeTakeFirst();
  if (!incarico) throw rifiuto('incarico', 'L’ufficio indicato non è tra quelli di chi nomina.', 'incarico');
  const sostituto = await trovaUtenteAttivo(tx, nuova.sostituto);
  if (sostituto.id === titolareId) throw rifiuto('se-stesso', 'Non si sostituisce sé stessi.', 'sostituto');
  await verificaIncaricato(tx, sostituto.id);
  const id = await tx
    .insertInto('sostituzione')
    .values({
      ente_id: ctx.ente.id,
      titolare_id: titolareId,
      sostituto_id: sostituto.id,
      autorizzazione_id: incarico.id,
      assenza_id: assenzaId,
      ambiti: nuova.ambiti,
      dal: nuova.dal,
      al: nuova.al,
      motivo: nuova.motivo ?? null,
      conferita_da: titolareId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .then((r) => r.id)
    .catch((errore: unknown) => {
      if (sqlstate(errore) !== '23P01') throw errore;
      throw new Rifiuto({
        codice: 'sostituzione.gia-nominato',
        categoria: 'conflitto',
        dettaglio: 'In quel periodo è già nominato per quell’ufficio.',
      });
    });
  await traccia(tx, ctx, 'sostituzione.conferita', { tipo: 'sostituzione', id }, { ...nuova });
  const [sostituzione] = await findSostituzioni(tx, { id });
  if (!sostituzione) throw new Error(`sostituzione ${id} scritta e non riletta`);
  await comunica(
    tx,
    ctx,
    {
      tipo: 'sostituzione.conferita',
      oggetto: 'Una sostituzione',
      testo: `${sostituzione.titolare.cognome} ${sostituzione.titolare.nome} si fa sostituire per ${sostituzione.unita.denominazione}, dal ${italiano(nuova.dal)} al ${italiano(nuova.al)}.`,
      collegamento: '/sostituzioni',
    },
    [sostituto.id],
  );
  return sostituzione;
}

/** Who asks, in his own name. */
export function titolare(ctx: Contesto): string {
  if (ctx.utenteId !== null && !ctx.perConto) return ctx.utenteId;
  throw new Rifiuto({
    codice: 'sostituzione.per-altri',
    categoria: 'nonAmmesso',
    dettaglio: 'Chi agisce per conto di un altro non nomina sostituti.',
  });
}

async function verificaIncaricato(tx: Tx, id: string): Promise<void> {
  const { incaricato } = await tx
    .selectFrom('utente')
    .select(sql<boolean>`incaricato_dal IS NOT NULL`.as('incaricato'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (!incaricato)
    throw rifiuto(
      'non-incaricato',
      'Chi sostituisce dev’essere incaricato del trattamento dei dati (RN-20.1).',
      'sostituto',
    );
}

const italiano = (giorno: string): string => giorno.split('-').reverse().join('/');
const rifiuto = (quale: string, dettaglio: string, campo: string): Rifiuto =>
  new Rifiuto({ codice: `sostituzione.${quale}`, categoria: 'nonValido', dettaglio, campo });
