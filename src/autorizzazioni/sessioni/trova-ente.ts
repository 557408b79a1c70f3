import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { Rifiuto } from '#platform/http';

/**
 * The ente somebody signs in to: the one he names, or the only one there is.
 *
 * @throws Rifiuto `sessione.ente-sconosciuto`; `sessione.ente-da-indicare`, with the enti to choose from
 */
export async function trovaEnte(db: Db, codiceIpa: string | undefined): Promise<{ id: string }> {
  const enti = await db
    .selectFrom('ente')
    .select(['id', 'codice_ipa as codiceIpa', 'denominazione'])
    .$if(codiceIpa !== undefined, (q) =>
      q.where(sql<string>`lower(codice_ipa)`, '=', (codiceIpa ?? '').toLowerCase()),
    )
    .orderBy('denominazione')
    .limit(200)
    .execute();
  const [ente, altro] = enti;
  if (!ente)
    throw new Rifiuto({
      codice: 'sessione.ente-sconosciuto',
      categoria: 'nonValido',
      dettaglio: codiceIpa === undefined ? 'Non c’è ancora alcun ente.' : 'L’ente indicato non esiste.',
      campo: 'ente',
    });
  if (altro)
    throw new Rifiuto({
      codice: 'sessione.ente-da-indicare',
      categoria: 'nonValido',
      dettaglio: 'Qui lavorano più enti: indicare il proprio.',
      campo: 'ente',
      dati: { enti: enti.map(({ codiceIpa, denominazione }) => ({ codiceIpa, denominazione })) },
    });
  return ente;
}
