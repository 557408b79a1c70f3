import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Passo } from './assegnazioni.schema.ts';

const titoli: Record<string, string> = {
  assegnata: 'Assegnato',
  smistata: 'Smistato',
  'presa-in-carico': 'Entrato nell’ufficio',
  confermata: 'Presa in carico confermata',
  subassegnata: 'Subassegnato',
  rinviata: 'Rinviato alla UOP',
  'rinvio-evaso': 'Dato seguito al rinvio',
  archiviata: 'Archiviato',
  riaperta: 'Riaperto',
  revocata: 'Assegnazione revocata',
  scadenza: 'Cambiata la scadenza',
  nota: 'Cambiata la nota',
  trasferita: 'Passato all’ufficio che è subentrato',
  'ritiro-autorizzato': 'Autorizzato il ritiro in giornata',
};

/** Every step of the assignments of a document, oldest first, with operator, office, day and hour (RN-33.6). */
export async function passiDelDocumento(tx: Tx, registrazioneId: string): Promise<Passo[]> {
  const { rows } = await sql<{
    istante: Date;
    passo: string;
    operatore: string;
    per_conto_di: string | null;
    unita: string | null;
    assegnazione_id: string;
    verso: string;
    motivo: string | null;
    dettaglio: Record<string, unknown>;
  }>`
    SELECT p.istante, p.passo, p.operatore, p.per_conto_di, n.denominazione AS unita, p.assegnazione_id,
      u.denominazione || coalesce(' · ' || z.cognome || ' ' || z.nome, '') AS verso, p.motivo, p.dettaglio
    FROM passo_assegnazione p
      JOIN assegnazione a ON a.id = p.assegnazione_id
      JOIN unita u ON u.id = a.unita_id
      LEFT JOIN utente z ON z.id = a.utente_id
      LEFT JOIN unita n ON n.id = p.unita_id
    WHERE p.registrazione_id = ${registrazioneId}
    ORDER BY p.istante, p.ordine`.execute(tx);
  return rows.map((r) => ({
    istante: oraDiRoma(r.istante),
    passo: r.passo,
    titolo: titoli[r.passo] ?? r.passo,
    operatore: r.operatore,
    perContoDi: r.per_conto_di ?? undefined,
    unita: r.unita ?? undefined,
    assegnazione: r.assegnazione_id,
    verso: r.verso,
    motivo: r.motivo ?? undefined,
    dettaglio: r.dettaglio,
  }));
}
