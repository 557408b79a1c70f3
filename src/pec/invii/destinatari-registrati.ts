import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { nonValido } from './invii.errors.ts';
import type { DestinatarioScelto } from './invii.schema.ts';
import type { DestinatarioInvio } from './richiesta.ts';

type Riga = {
  ruolo: 'destinatario' | 'conoscenza';
  ordine: number;
  nominativo: string;
  indirizzo: string | null;
};

/** More would be a mail merge by certified mail, to be parted among registrations. */
const MASSIMO = 1000;

/**
 * Recipients of a registration as they are in force, with the digital domicile written in it; or those chosen, each with another address
 * where one is given. Nobody else can be written to (RN-11.9).
 *
 * @throws Rifiuto `invio.destinatario-sconosciuto`, `invio.troppi-destinatari`
 */
export async function destinatariRegistrati(
  tx: Tx,
  registrazioneId: string,
  scelti: readonly DestinatarioScelto[] | undefined,
): Promise<DestinatarioInvio[]> {
  const { rows } = await sql<Riga>`
    SELECT c.ruolo, c.ordine, c.nominativo, c.dati #>> '{indirizziDigitali,0}' AS indirizzo
    FROM corrispondente c WHERE c.registrazione_id = ${registrazioneId} AND c.ruolo IN ('destinatario', 'conoscenza')
      AND c.edizione = coalesce((SELECT max(t.edizione) FROM rettifica t WHERE t.registrazione_id = c.registrazione_id
        AND t.campo = CASE c.ruolo WHEN 'destinatario' THEN 'destinatari' ELSE 'perConoscenza' END), 0)
    ORDER BY c.ruolo DESC, c.ordine LIMIT ${MASSIMO + 1}`.execute(tx);
  const quali = scelti
    ? scelti.map((s, i) => {
        const riga = rows.find((r) => r.ruolo === s.ruolo && r.ordine === s.ordine);
        if (!riga)
          throw nonValido(
            'destinatario-sconosciuto',
            `destinatari.${i}`,
            'Il destinatario non è tra quelli della registrazione.',
          );
        return { ...riga, indirizzo: s.indirizzo?.trim() ?? riga.indirizzo };
      })
    : rows;
  if (quali.length > MASSIMO)
    throw nonValido(
      'troppi-destinatari',
      'destinatari',
      `I destinatari sono più di ${MASSIMO}: sceglierne una parte.`,
    );
  return quali.map((r) => ({
    indirizzo: r.indirizzo ?? '',
    nominativo: r.nominativo,
    perConoscenza: r.ruolo === 'conoscenza',
  }));
}
