import { sql } from 'kysely';
import { comunica } from '#comunicazioni';
import { PROTEZIONE } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import type { Attore } from '#tracciamento';

type Riga = {
  registro: string | null;
  anno: number | null;
  numero: number | null;
  protetta: boolean;
  casella: string;
  utenti: string[];
};

/**
 * Tells the Ufficio Protocollo, and the office whose document it is, what became of a sending (RN-32.1-3). Of what is not for
 * everybody, not to whom it was sent.
 *
 * @param testo with `{chi}` where the recipient is named
 */
export async function avvisaUffici(
  tx: Tx,
  attore: Attore,
  invioId: string,
  cosa: { tipo: string; oggetto: string; testo: string; chi?: string },
): Promise<void> {
  const { particolari, giudiziari, riservato } = PROTEZIONE;
  const { rows } = await sql<Riga>`
    SELECT g.codice AS registro, s.anno, s.numero, coalesce((s.protezione & ${particolari | giudiziari | riservato}::integer) <> 0, false)
      AS protetta, c.codice AS casella, ARRAY(
        SELECT DISTINCT u FROM unnest(ARRAY[c.unita_id, r.unita_id, s.unita_competente_id] ||
          ARRAY(SELECT q.unita_id FROM coda q WHERE q.registrazione_id = i.registrazione_id)) n, LATERAL avvisati_di(n) u
        WHERE n IS NOT NULL) AS utenti
    FROM invio i JOIN casella c ON c.id = i.casella_id LEFT JOIN registrazione r ON r.id = i.registrazione_id
      LEFT JOIN scheda s ON s.registrazione_id = i.registrazione_id LEFT JOIN registro g ON g.id = s.registro_id
    WHERE i.id = ${invioId}`.execute(tx);
  const [r] = rows;
  if (!r) return;
  const numero = r.numero === null ? '' : ` ${r.registro} n. ${numeroASetteCifre(r.numero)}/${r.anno}`;
  const chi = cosa.chi === undefined || r.protetta ? 'un destinatario' : cosa.chi;
  await comunica(
    tx,
    attore,
    {
      tipo: cosa.tipo,
      oggetto: `${cosa.oggetto}:${numero === '' ? ` messaggio della casella ${r.casella}` : numero}`,
      testo: cosa.testo.replace('{chi}', chi),
      dettaglio: { invio: invioId },
      collegamento: r.numero === null ? `/pec/invii/${invioId}` : paginaDi(r),
    },
    r.utenti,
  );
}

// The office may not open the list of the sendings; the document, it may.
const paginaDi = (r: Riga): string =>
  r.registro === 'PG' ? `/registro/${r.anno}/${r.numero}` : `/repertori/${r.registro}/${r.anno}/${r.numero}`;
