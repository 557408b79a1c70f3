import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { EnteDescritto, PersonaFisica } from './descritto.ts';

/** What is said of a document that is in a fascicolo and was never registered. */
export type Sciolto = {
  documentoId: string;
  impronta: string;
  nomeFile: string;
  formato: string;
  ente: EnteDescritto;
  denominazione: string;
  /** The day it bears, or the one it was put there. */
  data: string;
  operatore: PersonaFisica | null;
  riservato: boolean;
  classificazione: { codice: string; descrizione: string; piano: string };
  conservazione: number | null;
  fascicoli: string[];
};

/**
 * What Allegato 5 says of a document of a fascicolo without a registration, as it was first put there.
 *
 * @returns undefined when it is in no fascicolo
 */
export async function leggiSciolto(tx: Tx, documentoId: string): Promise<Sciolto | undefined> {
  const { rows } = await sql<{ sciolto: Sciolto }>`
    SELECT jsonb_build_object(
      'documentoId', d.id, 'impronta', d.impronta, 'nomeFile', d.nome_file, 'formato', d.formato,
      'ente', jsonb_build_object('denominazione', e.denominazione, 'codice', e.codice_ipa, 'codiceFiscale', e.codice_fiscale,
        'aoo', jsonb_build_object('denominazione', a.denominazione, 'codice', a.codice, 'casellaPec', a.casella_pec)),
      'denominazione', y.denominazione, 'data', coalesce(y.data_documento, y.giorno)::text, 'operatore', persona_fisica(y.utente_id),
      'riservato', f.riservatezza <> 'nessuno',
      'classificazione', jsonb_build_object('codice', v.codice, 'descrizione', v.denominazione, 'piano', t.versione),
      'conservazione', anni_di_conservazione(coalesce(f.aggregazione_id, f.voce_titolario_id)),
      'fascicoli', (SELECT jsonb_agg(g.codice ORDER BY z.inserita_il, g.codice) FROM fascicolazione z
        JOIN fascicolo g ON g.id = z.fascicolo_id WHERE z.documento_id = d.id AND z.tolta_il IS NULL)) AS sciolto
    FROM fascicolazione y JOIN documento d ON d.id = y.documento_id JOIN fascicolo f ON f.id = y.fascicolo_id
      JOIN registro g ON g.id = f.registro_id JOIN aoo a ON a.id = g.aoo_id JOIN ente e ON e.id = y.ente_id
      JOIN voce_titolario v ON v.id = f.voce_titolario_id JOIN titolario t ON t.id = v.titolario_id
    WHERE y.documento_id = ${documentoId} AND y.tolta_il IS NULL ORDER BY y.inserita_il, y.id LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.sciolto;
}
