import { sql } from 'kysely';
import { principaliDi, vedeTutto, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { apribile, consultabile } from './accesso.ts';
import { nonAmmesso } from './fascicoli.errors.ts';
import type { RiferimentoRegistrazione } from './fascicoli.schema.ts';

/** A registration as filing needs it. */
export type Registrato = {
  id: string;
  registro: string;
  anno: number;
  numero: number;
  oggetto: string;
  annullata: boolean;
  voce_id: string | null;
  voce_codice: string | null;
  /** Of its titolario entry, the same across versions. */
  identita: string | null;
  unita_competente_id: string | null;
  /** It is of an office of the asker: visible to it as such, or in a fascicolo open to it. */
  dell_ufficio: boolean;
};

/** @throws Rifiuto `registrazione.non-trovata`, also when it exists but the profile may not see it */
export async function trovaRegistrato(
  tx: Tx,
  ctx: Contesto,
  { registro, anno, numero }: RiferimentoRegistrazione,
): Promise<Registrato> {
  const suoi = principaliDi(ctx).filter((p) => p !== ctx.ente.id);
  const { rows } = await sql<Registrato>`
    SELECT s.registrazione_id AS id, r.codice AS registro, s.anno, s.numero, s.oggetto, s.annullata, s.unita_competente_id,
      v.id AS voce_id, v.codice AS voce_codice, v.identita,
      s.visibile_a && ${suoi}::uuid[] OR EXISTS (SELECT FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
          WHERE g.registrazione_id = s.registrazione_id AND g.tolta_il IS NULL AND ${apribile(ctx)}) AS dell_ufficio
    FROM registro r
      JOIN registrazione x ON x.registro_id = r.id AND x.anno = ${anno} AND x.numero = ${numero}
      JOIN scheda s ON s.registrazione_id = x.id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
    WHERE r.codice = ${registro} AND ${consultabile(ctx)}`.execute(tx);
  if (rows[0]) return rows[0];
  throw new Rifiuto({
    codice: 'registrazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: `Nel registro ${registro} non c’è la registrazione ${numero} del ${anno}, o non è visibile al profilo.`,
  });
}

/**
 * Whether an office may file this document. Who registers for the ente (the UOP) files every document (RN-42b.3); another office
 * those that are its own (RN-43.5).
 *
 * @throws Rifiuto `fascicolo.documento-di-altro-ufficio`
 */
export function verificaDellUfficio(ctx: Contesto, documento: Registrato): void {
  const diTutti = ctx.unita?.uop === true || (ctx.unita === null && vedeTutto(ctx));
  if (diTutti || ctx.profilo === 'responsabile' || documento.dell_ufficio) return;
  throw nonAmmesso(
    'documento-di-altro-ufficio',
    'Il documento non è di questo ufficio: può metterlo in un fascicolo il protocollo, o l’ufficio competente.',
  );
}
