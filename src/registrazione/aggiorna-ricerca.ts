import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** Rebuilds what the search reads, after a change. Old values stay findable: who looks for the first sender must find it. */
export async function aggiornaRicerca(tx: Tx, registrazioneId: string): Promise<void> {
  await sql`
    UPDATE scheda s SET
      nomi = vettore_nomi((SELECT string_agg(DISTINCT c.nominativo, ' ') FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id)),
      ricerca = vettore_ricerca(concat_ws(' ', s.oggetto, r.oggetto, r.protocollo_mittente_numero,
        (SELECT string_agg(t.dopo ->> 'numero', ' ') FROM rettifica t WHERE t.registrazione_id = s.registrazione_id AND t.campo = 'protocolloMittente'),
        s.numero_raccomandata, s.luogo, s.rpa, s.note,
        (SELECT string_agg(d.descrizione, ' ') FROM registrazione_documento d WHERE d.registrazione_id = s.registrazione_id),
        (SELECT concat_ws(' ', string_agg(DISTINCT c.nominativo, ' '), string_agg(DISTINCT concat_ws(' ', c.codice_fiscale,
            c.dati ->> 'partitaIva', translate(c.dati ->> 'indirizziDigitali', '[]",', '    ')), ' '))
          FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id)))
    FROM registrazione r WHERE r.id = s.registrazione_id AND s.registrazione_id = ${registrazioneId}`.execute(
    tx,
  );
}
