import { sql, type Selectable } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { DB, Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { aggiornaRicerca } from './aggiorna-ricerca.ts';
import type { Nominato } from './bozza.ts';
import { scriviEvento } from '#numerazione';
import { conflitto, nonValido } from './registrazione.errors.ts';
import { riassumi } from './riassumi.ts';
import type { CampoRettificabile } from './registrazione.schema.ts';
import { trovaRegistrazionePerId, type RigaRegistrazione } from './registrazione.queries.ts';
import { valoreInVigore } from './valore-in-vigore.ts';

type RigaRichiesta = Selectable<DB['richiesta']>;

const ruolo: Partial<Record<CampoRettificabile, string>> = {
  mittenti: 'mittente',
  destinatari: 'destinatario',
  perConoscenza: 'conoscenza',
};

async function annulla(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  r: RigaRegistrazione,
  q: RigaRichiesta,
  atto: { numero: string; data: string },
): Promise<void> {
  const istante = await scriviEvento(tx, ctx, adesso, r, 'annullamento', {
    motivazione: q.motivazione,
    atto,
    richiestaDa: q.richiesta_da_nome,
  });
  await tx
    .insertInto('annullamento')
    .values({
      registrazione_id: r.id,
      ente_id: ctx.ente.id,
      richiesta_id: q.id,
      istante,
      motivazione: q.motivazione,
      atto_numero: atto.numero,
      atto_data: atto.data,
      operatore: ctx.attore,
      utente_id: ctx.utenteId,
    })
    .execute();
  await tx.updateTable('scheda').set({ annullata: true }).where('registrazione_id', '=', r.id).execute();
}

async function rettifica(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  r: RigaRegistrazione,
  q: RigaRichiesta,
): Promise<void> {
  const campo = q.campo as CampoRettificabile;
  const prima = await valoreInVigore(tx, r, campo);
  const istante = await scriviEvento(tx, ctx, adesso, r, 'rettifica', {
    campo,
    prima,
    dopo: q.valore,
    motivazione: q.motivazione,
    richiestaDa: q.richiesta_da_nome,
  });
  const { edizione } = await tx
    .insertInto('rettifica')
    .values({
      registrazione_id: r.id,
      edizione: sql<number>`(SELECT coalesce(max(x.edizione), 0) + 1 FROM rettifica x WHERE x.registrazione_id = ${r.id})`,
      ente_id: ctx.ente.id,
      richiesta_id: q.id,
      istante,
      campo,
      prima: JSON.stringify(prima),
      dopo: JSON.stringify(q.valore),
      motivazione: q.motivazione,
      operatore: ctx.attore,
      utente_id: ctx.utenteId,
    })
    .returning('edizione')
    .executeTakeFirstOrThrow();
  const suo = ruolo[campo];
  if (suo) await scriviCorrispondenti(tx, ctx, r.id, edizione, suo, q.valore as unknown as Nominato[]);
  const elencato = campo === (r.flusso === 'E' ? 'mittenti' : 'destinatari');
  await tx
    .updateTable('scheda')
    .set({
      rettificata: true,
      ...(campo === 'oggetto' && { oggetto: q.valore as string }),
      ...(elencato && { corrispondenti: riassumi(q.valore as unknown as Nominato[]) }),
    })
    .where('registrazione_id', '=', r.id)
    .execute();
  await aggiornaRicerca(tx, r.id);
}

/** A new edition of a whole list: the one it replaces stays in its rows. */
async function scriviCorrispondenti(
  tx: Tx,
  ctx: Contesto,
  id: string,
  edizione: number,
  suo: string,
  elenco: Nominato[],
): Promise<void> {
  await sql`
    INSERT INTO corrispondente (ente_id, registrazione_id, edizione, ruolo, ordine, tipo, nominativo, codice_fiscale, dati)
    SELECT ${ctx.ente.id}::uuid, ${id}::uuid, ${edizione}, ${suo}, n, c ->> 'tipo', c ->> 'nominativo', upper(c ->> 'codiceFiscale'), c
    FROM jsonb_array_elements(${JSON.stringify(elenco)}::jsonb) WITH ORDINALITY AS x (c, n)`.execute(tx);
}

/**
 * Carries out a request that is authorised: nothing disappears, the event gets its leaf, the request is closed for good
 * (RN-57.1, RN-57.2, RN-57.3). The caller holds permission `provvedimento.autorizza`.
 *
 * @throws Rifiuto `registrazione.atto-mancante` for an annullamento without number and date of the act (RN-57.1-3)
 */
export async function applicaProvvedimento(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  q: RigaRichiesta,
  decisione: { atto: { numero: string; data: string } | undefined; motivo: string | null },
): Promise<void> {
  const r = await trovaRegistrazionePerId(tx, ctx, q.registrazione_id);
  if (r.annullata) throw conflitto('annullata', 'La registrazione è già annullata.');
  const { atto } = decisione;
  if (q.tipo === 'annullamento') {
    if (!atto)
      throw nonValido(
        'atto-mancante',
        'atto',
        'L’annullamento richiede numero e data dell’atto che lo dispone.',
      );
    await annulla(tx, ctx, adesso, r, q, atto);
  } else {
    await rettifica(tx, ctx, adesso, r, q);
  }
  await tx
    .updateTable('richiesta')
    .set({
      stato: 'autorizzata',
      decisa_da: ctx.utenteId,
      decisa_da_nome: ctx.attore,
      decisa_il: sql`clock_timestamp()`,
      motivo_decisione: decisione.motivo,
      atto_numero: atto?.numero ?? q.atto_numero,
      atto_data: atto?.data ?? q.atto_data,
    })
    .where('id', '=', q.id)
    .execute();
  const fatto = q.tipo === 'annullamento' ? 'registrazione.annullata' : 'registrazione.rettificata';
  await traccia(
    tx,
    ctx,
    fatto,
    { tipo: 'registrazione', id: r.id },
    { richiesta: q.id, campo: q.campo, atto },
  );
}
