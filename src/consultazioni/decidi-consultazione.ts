import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { comunica } from '#comunicazioni';
import { dataItaliana } from '#platform/clock';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, nonAmmessa, nonValida } from './consultazioni.errors.ts';
import { daRiga, trovaConsultazione, type RigaConsultazione } from './consultazioni.queries.ts';
import type { Consultazione, DecisioneConsultazione } from './consultazioni.schema.ts';

/**
 * Grants the consultation until a day, or refuses it saying why; who asked is told (RN-51.1). Granted, it holds from the person's next
 * request and needs nobody to end it.
 *
 * @throws Rifiuto `consultazione.non-trovata`, `consultazione.non-competente`, `consultazione.gia-decisa`, `consultazione.fino-al`,
 *   `consultazione.motivo`, `consultazione.senza-documento`
 */
export async function decidiConsultazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  d: DecisioneConsultazione,
): Promise<Consultazione> {
  const r = await daDecidere(tx, ctx, id);
  if (r.stato !== 'in-attesa')
    throw conflitto('gia-decisa', 'Sulla richiesta di consultazione si è già deciso.');
  const motivo = d.motivo?.trim() || null;
  if (d.esito === 'negata' && motivo === null)
    throw nonValida('motivo', 'motivo', 'A chi ha chiesto si dice perché la consultazione è negata.');
  if (d.esito === 'concessa' && r.registrazione_id === null)
    throw conflitto(
      'senza-documento',
      'Nessun documento aveva quel numero: la richiesta si può solo negare.',
    );
  const finoAl = d.esito === 'concessa' ? await giornoFinale(tx, d.finoAl) : null;
  await tx
    .updateTable('richiesta_consultazione')
    .set({
      stato: d.esito,
      decisa_da: ctx.utenteId,
      decisa_da_nome: ctx.attore,
      decisa_il: sql<Date>`clock_timestamp()`,
      decisione_motivo: motivo,
      fino_al: finoAl,
    })
    .where('id', '=', id)
    .execute();
  await traccia(
    tx,
    ctx,
    d.esito === 'concessa' ? 'consultazione.concessa' : 'consultazione.negata',
    oggettoDi(r),
    { richiedente: r.richiedente, finoAl, motivo },
  );
  const nome = nomeDi(r);
  await comunica(
    tx,
    ctx,
    finoAl === null
      ? {
          tipo: 'consultazione.negata',
          oggetto: `Consultazione di ${nome} negata`,
          testo: motivo ?? '',
          collegamento: '/consultazioni',
        }
      : {
          tipo: 'consultazione.concessa',
          oggetto: `Consultazione di ${nome} concessa`,
          testo: `Il documento ${nome} si può consultare fino al ${dataItaliana(finoAl)} compreso.${motivo === null ? '' : ` ${motivo}`}`,
          collegamento: '/consultazioni',
        },
    [r.utente_id],
  );
  return daRiga(ctx, await trovaConsultazione(tx, ctx, id));
}

/**
 * Ends a consultation before its day; who had it is told why.
 *
 * @throws Rifiuto `consultazione.non-trovata`, `consultazione.non-competente`, `consultazione.non-in-corso`
 */
export async function revocaConsultazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  motivo: string,
): Promise<Consultazione> {
  const r = await daDecidere(tx, ctx, id);
  if (r.stato !== 'concessa') throw conflitto('non-in-corso', 'La consultazione non è in corso.');
  await tx
    .updateTable('richiesta_consultazione')
    .set({
      revocata_da: ctx.utenteId,
      revocata_da_nome: ctx.attore,
      revocata_il: sql<Date>`clock_timestamp()`,
      revoca_motivo: motivo.trim(),
    })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'consultazione.revocata', oggettoDi(r), {
    richiedente: r.richiedente,
    motivo: motivo.trim(),
  });
  await comunica(
    tx,
    ctx,
    {
      tipo: 'consultazione.revocata',
      oggetto: `Consultazione di ${nomeDi(r)} revocata`,
      testo: motivo.trim(),
      collegamento: '/consultazioni',
    },
    [r.utente_id],
  );
  return daRiga(ctx, await trovaConsultazione(tx, ctx, id));
}

const nomeDi = (r: RigaConsultazione): string => `${r.registro} ${r.numero}/${r.anno}`;
const oggettoDi = (r: RigaConsultazione) =>
  r.registrazione_id === null
    ? { tipo: 'consultazione', id: r.id }
    : { tipo: 'registrazione', id: r.registrazione_id };

async function daDecidere(tx: Tx, ctx: Contesto, id: string): Promise<RigaConsultazione> {
  await tx.selectFrom('richiesta_consultazione').select('id').where('id', '=', id).forUpdate().execute();
  const r = await trovaConsultazione(tx, ctx, id);
  if (!r.decide)
    throw nonAmmessa(
      'non-competente',
      'Decide il responsabile del servizio o dell’ufficio competente, e mai chi ha chiesto.',
    );
  return r;
}

/** Within a year: who still needs it then asks again. */
async function giornoFinale(tx: Tx, finoAl: string | undefined): Promise<string> {
  const { rows } = await sql<{ ammesso: boolean | null }>`
    SELECT ${finoAl ?? null}::date BETWEEN oggi.g AND oggi.g + interval '1 year' AS ammesso
    FROM (SELECT (now() AT TIME ZONE 'Europe/Rome')::date AS g) oggi`.execute(tx);
  if (finoAl === undefined || !rows[0]?.ammesso)
    throw nonValida('fino-al', 'finoAl', 'L’ultimo giorno della consultazione va da oggi a un anno da oggi.');
  return finoAl;
}
