import type { Contesto } from '#autorizzazioni';
import { giornoDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { conflitto, nonTrovata, nonValido } from './assegnazioni.errors.ts';
import { trovaAssegnazioni } from './assegnazioni.queries.ts';
import type { Rinvio } from './assegnazioni.schema.ts';
import { chiudiSubassegnazioni, istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';
import { cambiaCompetente } from './competenza.ts';
import { sql } from 'kysely';
import { verificaParte } from './accesso.ts';

/**
 * The office is not competent: the document goes back to the UOP, with the reason, and is no longer the office's (RN-26.1-3, RN-33.3-4).
 * An envelope reserved to others comes back closed the same day; later, the delay stays written (RN-20.2). Sent back already by the
 * same person, it stays as it is.
 *
 * @param adesso the application's clock
 * @throws Rifiuto `assegnazione.non-rinviabile`, `assegnazione.subassegnata`, `assegnazione.busta-con-documenti`
 */
export async function rinvia(tx: Tx, ctx: Contesto, adesso: Date, id: string, r: Rinvio): Promise<void> {
  const [letta] = await trovaAssegnazioni(tx, sql`a.id = ${id}`);
  if (!letta) throw nonTrovata();
  await verificaParte(tx, ctx, letta, 'ufficio');
  // The register before the assignment: the order of whoever assigns.
  const dellUfficio = letta.titolo === 'competenza' && !letta.subassegnata;
  const viva = letta.stato === 'smistata' || letta.stato === 'in-carico';
  if (dellUfficio && viva && !letta.annullata)
    await cambiaCompetente(tx, ctx, adesso, letta.registrazione_id, null);
  const { a } = await perComando(tx, ctx, id, r.versione, 'ufficio');
  if (a.stato !== 'smistata' && a.stato !== 'in-carico') throw statoInatteso(a, 'rinviabile');
  if (a.subassegnata)
    throw conflitto(
      'subassegnata',
      'Alla UOP rinvia l’ufficio: chi ha avuto il documento dal responsabile lo dice a lui.',
    );
  if (a.annullata)
    throw conflitto('documento-annullato', 'La registrazione è annullata: non c’è nulla da rinviare.');
  const istante = await istanteCorrente(tx);
  const busta =
    r.bustaChiusa === true
      ? await bustaChiusa(tx, a.registrazione_id, a.smistata_il ?? istante, istante)
      : undefined;
  await scriviEsito(
    tx,
    ctx,
    a,
    { stato: 'rinviata', conclusa_il: istante, rinvio_motivo: r.motivo, busta_chiusa: busta !== undefined },
    [{ passo: 'rinviata', istante, motivo: r.motivo, ...(busta && { dettaglio: busta }) }],
  );
  await chiudiSubassegnazioni(tx, ctx, a, 'revocata', r.motivo, istante);
}

/** A closed envelope has no contents to show: what was scanned was opened. */
async function bustaChiusa(
  tx: Tx,
  registrazioneId: string,
  consegnata: Date,
  adesso: Date,
): Promise<Record<string, unknown>> {
  const contenuto = await tx
    .selectFrom('registrazione_documento')
    .select('ordine')
    .where('registrazione_id', '=', registrazioneId)
    .where('documento_id', 'is not', null)
    .executeTakeFirst();
  if (contenuto)
    throw nonValido('busta-con-documenti', 'bustaChiusa', 'Il documento ha dei file: la busta non è chiusa.');
  const [il, del] = [giornoDiRoma(adesso), giornoDiRoma(consegnata)];
  return { bustaChiusa: true, consegnata: del, rinviata: il, ritardo: il !== del };
}
