import { sql } from 'kysely';
import { comunica } from '#comunicazioni';
import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { inTransazione, type Db } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { GIORNO_PROMEMORIA, GIORNO_SCADUTO, giorniPassati } from './termine-rifiuto.ts';

type DaComunicare = {
  id: string;
  oggetto: string | null;
  mittente: string | null;
  entro: string;
  casella: string;
  utenti: string[];
};

/**
 * Nightly: rejections that the sender does not know of yet, to the office that works the box: on the twelfth day a reminder, on the
 * sixteenth that the term has passed (RN-79.6); each once.
 */
export async function ricordaRifiuti(
  { db }: { db: Db },
  enteId: string,
  adesso: Date = new Date(),
): Promise<void> {
  const oggi = giornoDiRoma(adesso);
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<DaComunicare>`
      SELECT m.id, m.oggetto, m.mittente, m.comunicare_entro::text AS entro, c.codice AS casella,
        ARRAY(SELECT avvisati_di(c.unita_id)) AS utenti
      FROM messaggio m JOIN casella c ON c.id = m.casella_id
      WHERE m.stato = 'non-presentato' AND m.comunicazione_id IS NULL ORDER BY m.comunicare_entro, m.id`.execute(
      tx,
    );
    for (const m of rows) {
      const giorni = giorniPassati(m.entro, oggi);
      if (giorni < GIORNO_PROMEMORIA) continue;
      const scaduto = giorni >= GIORNO_SCADUTO;
      await comunica(
        tx,
        attoreSistema(enteId),
        {
          chiave: `rifiuto:${m.id}:${scaduto ? 'scaduto' : 'promemoria'}`,
          tipo: scaduto ? 'pec.rifiuto-scaduto' : 'pec.rifiuto-da-comunicare',
          oggetto: scaduto
            ? `Rifiuto non comunicato: il termine è passato il ${dataItaliana(m.entro)}`
            : `Rifiuto da comunicare entro il ${dataItaliana(m.entro)}`,
          testo: `${m.mittente ?? 'Il mittente'} non sa ancora che il suo messaggio «${m.oggetto ?? ''}» è stato respinto (casella ${m.casella}; art. 79).`,
          dettaglio: { messaggio: m.id, entro: m.entro },
          collegamento: `/pec?stato=da-comunicare&m=${m.id}`,
        },
        m.utenti,
      );
    }
  });
}
