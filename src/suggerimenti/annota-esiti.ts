import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { EsitiSuggerimenti } from './suggerimenti.schema.ts';

/**
 * Records what became of the proposals that were shown while registering: taken, or passed over for something else. Said twice
 * of one registration (a retry) it is recorded once.
 *
 * @throws Rifiuto `suggerimento.registrazione-non-trovata`
 */
export async function annotaEsiti(tx: Tx, ctx: Contesto, richiesta: EsitiSuggerimenti): Promise<void> {
  const { registro, anno, numero } = richiesta.registrazione;
  const registrazione = await tx
    .selectFrom('registrazione as r')
    .innerJoin('registro as g', 'g.id', 'r.registro_id')
    .select('r.id')
    .where('g.codice', '=', registro)
    .where('r.anno', '=', anno)
    .where('r.numero', '=', Number(numero))
    .executeTakeFirst();
  if (!registrazione)
    throw new Rifiuto({
      codice: 'suggerimento.registrazione-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: `La registrazione ${numero}/${anno} del registro «${registro}» non esiste.`,
    });
  const modello = await tx.selectFrom('modello_suggerimenti').select('addestrato_il').executeTakeFirst();
  const scritti = await tx
    .insertInto('suggerimento_esito')
    .values(
      richiesta.esiti.map((e) => ({
        ente_id: ctx.ente.id,
        registrazione_id: registrazione.id,
        campo: e.campo,
        proposti: e.proposti,
        scelto: e.scelto ?? null,
        // Said by the browser, checked here.
        accettato: e.accettato && e.scelto !== undefined && e.proposti.includes(e.scelto),
        modello_del: modello?.addestrato_il ?? null,
        utente_id: ctx.utenteId,
      })),
    )
    .onConflict((c) => c.columns(['registrazione_id', 'campo']).doNothing())
    .returning(['campo', 'accettato'])
    .execute();
  if (scritti.length === 0) return;
  await traccia(
    tx,
    ctx,
    'suggerimento.esito',
    { tipo: 'registrazione', id: registrazione.id },
    {
      accettati: scritti.filter((e) => e.accettato).map((e) => e.campo),
      rifiutati: scritti.filter((e) => !e.accettato).map((e) => e.campo),
    },
  );
}
