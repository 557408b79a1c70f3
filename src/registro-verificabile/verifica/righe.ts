import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/**
 * What the database thinks of a leaf. `testo`: written again from the rows it is the same to the last character, so it is canonical, of its
 * place and register, and true; its digest too is its own. `dati`: the rows say what it says; its form and digest are still to be looked
 * at. `null`: whatever is not plainly so, to be compared datum by datum, which also says what is wrong.
 */
export type Accordo = 'testo' | 'dati' | null;

export type FogliaLetta = {
  posizione: number;
  tipo: string;
  /** Milliseconds: of a million instants few are ever shown. */
  istante: number;
  impronta: Buffer;
} & (
  | { accordo: 'testo' }
  | { accordo: Exclude<Accordo, 'testo'>; contenuto: string; registrazione_id: string | null }
);

export type RegistrazioneLetta = {
  id: string;
  anno: number;
  numero: number;
  istante: number;
  flusso: string;
  oggetto: string;
  supporto: string;
  esemplare: string | null;
  esemplare_unico: boolean | null;
  protocollo_mittente_numero: string | null;
  protocollo_mittente_data: string | null;
  data_arrivo: Date | null;
  diciture: string[];
  segnatura: string;
  impronta_segnatura: string;
  utente_id: string | null;
  chiave_api_id: string | null;
  operatore: string;
  unita_id: string;
  /** Whether there is a scheda, and it is of this number, instant and flusso. */
  con_scheda: boolean;
  stessa_scheda: boolean;
  annullata: boolean;
  rettificata: boolean;
  /** Null when it is that of the registration. */
  in_vigore: string | null;
  in_breve: string;
  mezzo: string | null;
  numero_raccomandata: string | null;
  luogo: string | null;
  voce: string | null;
  competente: string | null;
  rpa: string | null;
  note: string | null;
  data_documento: string | null;
  allegati_dichiarati: number | null;
  numero_allegati: number;
  originali: unknown;
  riservatezza: string;
  dati_particolari: boolean;
  dati_giudiziari: boolean;
  gara_fino_a: Date | null;
};

export type CorrispondenteLetto = {
  registrazione_id: string;
  edizione: number;
  ruolo: 'mittente' | 'destinatario' | 'conoscenza';
  tipo: string;
  nominativo: string;
  codice_fiscale: string | null;
  dati: { tipo?: string; nominativo?: string; codiceFiscale?: string };
};

export type DocumentoLetto = {
  registrazione_id: string;
  ordine: number;
  ruolo: string;
  descrizione: string | null;
  tipo: string | null;
  impronta: string | null;
  algoritmo: string | null;
  nome_file: string | null;
  formato: string | null;
  dimensione: number | null;
  documento_id: string | null;
  conservata: string | null;
};

export type EventoLetto = {
  registrazione_id: string;
  tipo: 'annullamento' | 'rettifica' | 'variazione';
  istante: Date;
  operatore: string;
  campo: string | null;
  prima: unknown;
  dopo: unknown;
  motivo: string | null;
  edizione: number;
  atto_numero: string | null;
  atto_data: string | null;
  richiesta_da: string | null;
};

/** The rows that some leaves speak of. */
export type Brano = {
  registrazioni: Map<string, RegistrazioneLetta>;
  corrispondenti: Map<string, CorrispondenteLetto[]>;
  documenti: Map<string, DocumentoLetto[]>;
  eventi: Map<string, EventoLetto[]>;
};

function perRegistrazione<R extends { registrazione_id: string }>(righe: readonly R[]): Map<string, R[]> {
  const mappa = new Map<string, R[]>();
  for (const r of righe) {
    const gia = mappa.get(r.registrazione_id);
    if (gia) gia.push(r);
    else mappa.set(r.registrazione_id, [r]);
  }
  return mappa;
}

/** Of a timestamp that was cut to the millisecond when it was written. */
export const MILLESIMI = (colonna: string) =>
  sql<number>`round(date_part('epoch', ${sql.ref(colonna)}) * 1000)`;

/** Reads the rows of the leaves at those positions. */
export async function leggiBrano(tx: Tx, registroId: string, posizioni: readonly number[]): Promise<Brano> {
  if (posizioni.length === 0)
    return { registrazioni: new Map(), corrispondenti: new Map(), documenti: new Map(), eventi: new Map() };
  const tratto = sql`f.registro_id = ${registroId}::uuid AND f.posizione = ANY (${posizioni}::bigint[])`;
  const registrate = sql`${tratto} AND f.tipo = 'registrazione'`;
  const diverse = sql`(SELECT DISTINCT f.registrazione_id FROM foglia f WHERE ${tratto} AND f.registrazione_id IS NOT NULL) d`;
  const registrazioni =
    await sql<RegistrazioneLetta>`SELECT r.id, r.anno, r.numero, ${MILLESIMI('r.istante')} AS istante, r.flusso, r.oggetto, r.supporto, r.esemplare, r.esemplare_unico,
        r.protocollo_mittente_numero, r.protocollo_mittente_data, r.data_arrivo, r.diciture, r.segnatura, r.impronta_segnatura,
        r.utente_id, r.chiave_api_id, r.operatore, r.unita_id, s.registrazione_id IS NOT NULL AS con_scheda,
        (s.anno, s.numero, s.istante, s.flusso, s.registro_id) = (r.anno, r.numero, r.istante, r.flusso, r.registro_id) AS stessa_scheda,
        s.annullata, s.rettificata, nullif(s.oggetto, r.oggetto) AS in_vigore,
        s.corrispondenti AS in_breve, s.mezzo, s.numero_raccomandata, s.luogo, v.codice AS voce, u.codice AS competente, s.rpa, s.note,
        s.data_documento, s.allegati_dichiarati, s.numero_allegati, s.originali, s.riservatezza, s.dati_particolari,
        s.dati_giudiziari, s.gara_fino_a
      FROM foglia f JOIN registrazione r ON r.id = f.registrazione_id AND r.registro_id = f.registro_id
        LEFT JOIN scheda s ON s.registrazione_id = r.id
        LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id LEFT JOIN unita u ON u.id = s.unita_competente_id
      WHERE ${registrate}`.execute(tx);
  const corrispondenti =
    await sql<CorrispondenteLetto>`SELECT c.registrazione_id, c.edizione, c.ruolo, c.tipo, c.nominativo, c.codice_fiscale, c.dati
      FROM foglia f JOIN corrispondente c ON c.registrazione_id = f.registrazione_id WHERE ${registrate}
      ORDER BY c.registrazione_id, c.edizione, c.ruolo, c.ordine`.execute(tx);
  const documenti =
    await sql<DocumentoLetto>`SELECT d.registrazione_id, d.ordine, d.ruolo, d.descrizione, d.tipo, d.impronta, d.algoritmo, d.nome_file,
        d.formato, d.dimensione, d.documento_id, o.impronta AS conservata
      FROM foglia f JOIN registrazione_documento d ON d.registrazione_id = f.registrazione_id
        LEFT JOIN documento o ON o.id = d.documento_id WHERE ${registrate} ORDER BY d.registrazione_id, d.ordine`.execute(
      tx,
    );
  const eventi =
    await sql<EventoLetto>`SELECT x.registrazione_id, x.tipo, x.istante, x.operatore, x.campo, x.prima, x.dopo, x.motivo, x.edizione,
        x.atto_numero, x.atto_data, x.richiesta_da FROM (
        SELECT v.registrazione_id, 'variazione' AS tipo, v.istante, v.operatore, v.campo, v.prima, v.dopo, v.motivo, 0 AS edizione,
          NULL AS atto_numero, NULL::date AS atto_data, NULL AS richiesta_da
        FROM ${diverse} JOIN variazione v ON v.registrazione_id = d.registrazione_id
        UNION ALL SELECT t.registrazione_id, 'rettifica', t.istante, t.operatore, t.campo, t.prima, t.dopo, t.motivazione, t.edizione,
          NULL, NULL, q.richiesta_da_nome
        FROM ${diverse} JOIN rettifica t ON t.registrazione_id = d.registrazione_id LEFT JOIN richiesta q ON q.id = t.richiesta_id
        UNION ALL SELECT a.registrazione_id, 'annullamento', a.istante, a.operatore, NULL, NULL, NULL, a.motivazione, 0,
          a.atto_numero, a.atto_data, q.richiesta_da_nome
        FROM ${diverse} JOIN annullamento a ON a.registrazione_id = d.registrazione_id LEFT JOIN richiesta q ON q.id = a.richiesta_id
      ) x ORDER BY x.registrazione_id, x.istante, x.edizione`.execute(tx);
  return {
    registrazioni: new Map(registrazioni.rows.map((r) => [r.id, r])),
    corrispondenti: perRegistrazione(corrispondenti.rows),
    documenti: perRegistrazione(documenti.rows),
    eventi: perRegistrazione(eventi.rows),
  };
}
