import type { Contesto, Profilo } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaPeriodo } from '../giorni.ts';
import { decisione, verificaChiDecide, verificaNonUltima } from './chi-decide.ts';
import { giaConcessa } from './concedi.ts';
import { rileggi } from './autorizzazioni.queries.ts';
import type { Autorizzazione, ModificaAutorizzazione } from './autorizzazioni.schema.ts';

/** An authorisation that can still be decided on, locked. */
export async function leggiDaDecidere(tx: Tx, id: string) {
  const riga = await tx
    .selectFrom('autorizzazione')
    .select([
      'id',
      'utente_id',
      'unita_id',
      'profilo',
      'dal',
      'al',
      'revocata_il',
      'responsabile_unita',
      'accesso',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!riga)
    throw new Rifiuto({
      codice: 'autorizzazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'L’autorizzazione non esiste.',
    });
  if (riga.revocata_il !== null)
    throw new Rifiuto({
      codice: 'autorizzazione.gia-revocata',
      categoria: 'conflitto',
      dettaglio: 'L’autorizzazione è già stata revocata.',
    });
  return { ...riga, profilo: riga.profilo as Profilo };
}

/**
 * Changes level, headship, access or end of an authorisation, from the person's next request on; what it was stays in its history.
 *
 * @throws Rifiuto `autorizzazione.non-trovata`, `autorizzazione.gia-revocata`, `autorizzazione.non-di-competenza`,
 *   `autorizzazione.ultima`, `autorizzazione.gia-concessa`, `periodo.passato`, `periodo.rovesciato`
 */
export async function modificaAutorizzazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  modifica: ModificaAutorizzazione,
  richiestaId: string | null = null,
): Promise<Autorizzazione> {
  const prima = await leggiDaDecidere(tx, id);
  verificaChiDecide(ctx, prima.profilo);
  if (modifica.profilo !== undefined && modifica.profilo !== prima.profilo) {
    verificaChiDecide(ctx, modifica.profilo);
    await verificaNonUltima(tx, ctx, { id });
  }
  // The first day, where it is past, was judged when it was given.
  if (modifica.al !== undefined && modifica.al !== null) {
    await verificaPeriodo(tx, undefined, modifica.al);
    if (modifica.al < prima.dal) await verificaPeriodo(tx, prima.dal, modifica.al);
  }
  const { profilo, responsabileUnita, accesso, al, motivo } = modifica;
  await tx
    .updateTable('autorizzazione')
    .set({
      ...(profilo !== undefined && { profilo }),
      ...(responsabileUnita !== undefined && { responsabile_unita: responsabileUnita }),
      ...(accesso !== undefined && { accesso }),
      ...(al !== undefined && { al }),
      richiesta_id: richiestaId,
      ...decisione(ctx, motivo),
    })
    .where('id', '=', id)
    .execute()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23P01' ? giaConcessa() : errore;
    });
  await traccia(
    tx,
    ctx,
    'autorizzazione.modificata',
    { tipo: 'utente', id: prima.utente_id },
    {
      autorizzazione: id,
      prima: {
        profilo: prima.profilo,
        responsabileUnita: prima.responsabile_unita,
        accesso: prima.accesso,
        al: prima.al,
      },
      dopo: modifica,
      ...(richiestaId && { richiesta: richiestaId }),
    },
  );
  return await rileggi(tx, id);
}
