import { sql } from 'kysely';
import { PROTEZIONE, RISERVATO, visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { nomeCampo } from '#registrazione';
import { numeroASetteCifre } from '#segnatura';
import type { Tratto } from './leggi-giornata.ts';
import { modificaDi, righeModifiche, type RigaModifica } from './modifiche.ts';
import type { ElencoModifiche } from './registro-giornaliero.schema.ts';

const MASSIMO = 500;

/** What was changed in a stretch of registrations of before it, of those that whoever asks sees (RN-53.1-2). */
export async function elencaModifiche(tx: Tx, ctx: Contesto, t: Tratto): Promise<ElencoModifiche> {
  const { rows } = await sql<
    RigaModifica & { anno: number; numero: number; registrata: Date; protezione: number }
  >`
    SELECT m.*, s.anno, s.numero, s.istante AS registrata, s.protezione
    FROM (${righeModifiche(sql`x.ente_id = ${ctx.ente.id}::uuid AND x.istante >= ${t.inizio} AND x.istante < ${t.fine}`)}) m
      JOIN scheda s ON s.registrazione_id = m.registrazione_id
    WHERE s.registro_id = ${t.registroId} AND s.istante < ${t.inizio} AND ${visibile(ctx, 's')}
    ORDER BY m.istante, m.registrazione_id, m.passo LIMIT ${MASSIMO + 1}`.execute(tx);
  return {
    altre: rows.length > MASSIMO,
    items: rows.slice(0, MASSIMO).map((r) => {
      const m = modificaDi(r);
      const chiusa = r.protezione >= PROTEZIONE.riservato;
      return {
        anno: r.anno,
        numero: numeroASetteCifre(r.numero),
        dataRegistrazione: oraDiRoma(r.registrata),
        tipo: m.tipo,
        campo: m.campo === undefined ? undefined : (nomeCampo[m.campo] ?? m.campo),
        istante: oraDiRoma(m.istante),
        prima: chiusa ? [RISERVATO] : m.prima,
        dopo: chiusa ? [RISERVATO] : m.dopo,
        motivo: chiusa && m.motivo !== undefined ? RISERVATO : m.motivo,
        operatore: m.operatore,
      };
    }),
  };
}
