import { sql } from 'kysely';
import { contenutoAperto, visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { invioNonTrovato, ricevutaNonTrovata } from './invii.errors.ts';

export type Eml = { id: string; nomeFile: string; formato: string; impronta: string; dimensione: number };

const CHE = {
  invio: sql`invio i JOIN documento d ON d.id = i.eml_id`,
  ricevuta: sql`ricevuta x JOIN messaggio m ON m.id = x.messaggio_id JOIN documento d ON d.id = m.eml_id LEFT JOIN invio i ON i.id = x.invio_id`,
};

/**
 * The message as it was sent, or a receipt as it arrived, byte for byte: proof of the sending, for whoever may read the document
 * (BES-3). What is of no registration, only for who sends.
 *
 * @throws Rifiuto `invio.non-trovato`, `ricevuta.non-trovata`; `documento.contenuto-protetto` where the files are not open to him
 */
export async function trovaEml(tx: Tx, ctx: Contesto, che: keyof typeof CHE, id: string): Promise<Eml> {
  const suo = che === 'invio' ? sql`i.id = ${id}` : sql`x.id = ${id}`;
  const { rows } = await sql<Eml & { aperto: boolean }>`
    SELECT d.id, d.nome_file AS "nomeFile", 'message/rfc822' AS formato, d.impronta, d.dimensione,
      s.registrazione_id IS NULL OR ${contenutoAperto(ctx, 's')} AS aperto
    FROM ${CHE[che]} LEFT JOIN scheda s ON s.registrazione_id = i.registrazione_id
    WHERE ${suo} AND CASE WHEN s.registrazione_id IS NULL THEN ${ctx.permessi.has('pec.spedisce')} ELSE ${visibile(ctx, 's')} END`.execute(
    tx,
  );
  const [eml] = rows;
  if (!eml) throw che === 'invio' ? invioNonTrovato() : ricevutaNonTrovata();
  if (!eml.aperto)
    throw new Rifiuto({
      codice: 'documento.contenuto-protetto',
      categoria: 'nonAmmesso',
      dettaglio: 'I file di questo documento non sono aperti a chi li chiede.',
    });
  return eml;
}
