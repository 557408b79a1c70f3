import { sql } from 'kysely';
import { dataItaliana, giornoDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { DaComunicare } from './scrivi-comunicazioni.ts';

/** Why a unit is told of a document: it was registered for it or from it, or sent to it. */
export type Motivo = { registrazione: string; unita: string; modo: 'diretta' | 'conoscenza' };

type Riga = {
  registrazione_id: string;
  unita_id: string;
  unita: string;
  modo: Motivo['modo'];
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  flusso: 'E' | 'U' | 'I';
  supporto: string;
  utenti: string[];
};

const FLUSSI = { E: 'Arrivo', U: 'Partenza', I: 'Documento interno' } as const;

/** Number, date and direction: what may be said of any document, reserved ones too. */
export function estremi(d: {
  flusso: 'E' | 'U' | 'I';
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
}) {
  const registro = d.registro === 'PG' ? '' : `${d.registro} `;
  return {
    testo: `${FLUSSI[d.flusso]} n. ${registro}${d.numero}/${d.anno} del ${dataItaliana(giornoDiRoma(d.istante))}`,
    pagina:
      d.registro === 'PG'
        ? `/registro/${d.anno}/${d.numero}`
        : `/repertori/${d.registro}/${d.anno}/${d.numero}`,
  };
}

/**
 * The communications of avvenuta protocollazione: for each unit those it has indicated (RN-73.1) and the Responsabile of its
 * Area (RN-73.2), with number, date and kind (RN-34.2); of paper too, scanned or not (RN-35.1c). Who is told for more than one
 * reason is told once, directly rather than per conoscenza; a Responsabile of more than one of the units once for each document.
 *
 * @param esclusi who is told otherwise of the same document, as `registrazione:utente`
 */
export async function avvisiDocumento(
  tx: Tx,
  motivi: readonly Motivo[],
  esclusi: readonly string[] = [],
): Promise<DaComunicare[]> {
  if (motivi.length === 0) return [];
  const { rows } = await sql<Riga>`
    WITH motivo AS MATERIALIZED (
      SELECT DISTINCT ON (registrazione, unita) * FROM jsonb_to_recordset(${JSON.stringify(motivi)}::jsonb) AS m (registrazione uuid,
        unita uuid, modo text)
      ORDER BY registrazione, unita, modo DESC
    ), persona AS (
      SELECT m.*, a AS utente, 1 AS grado FROM motivo m, avvisati_di(m.unita) a
      UNION ALL
      SELECT m.*, a, 2 FROM motivo m, responsabili_area(m.unita) a
      WHERE NOT EXISTS (SELECT FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id
        WHERE c.registrazione_id = m.registrazione AND c.tipo = 'protocollazione' AND d.utente_id = a)
    ), una AS (
      SELECT DISTINCT ON (registrazione, utente) * FROM persona
      WHERE registrazione || ':' || utente <> ALL (${[...esclusi]}::text[])
      ORDER BY registrazione, utente, modo DESC, grado
    )
    SELECT r.id AS registrazione_id, n.id AS unita_id, n.denominazione AS unita, una.modo, g.codice AS registro, r.anno, r.numero,
      r.istante, r.flusso, r.supporto, array_agg(una.utente) AS utenti
    FROM una JOIN registrazione r ON r.id = una.registrazione JOIN registro g ON g.id = r.registro_id JOIN unita n ON n.id = una.unita
    GROUP BY r.id, n.id, n.denominazione, una.modo, g.codice`.execute(tx);
  return rows.map((r) => {
    const { testo, pagina } = estremi(r);
    const come = r.modo === 'diretta' ? 'per competenza' : 'per conoscenza';
    return {
      chiave: `protocollazione:${r.registrazione_id}:${r.unita_id}`,
      tipo: 'protocollazione',
      oggetto: testo,
      testo: [
        r.flusso === 'U' ? `Partito da ${r.unita}.` : `Indirizzato a ${r.unita}, ${come}.`,
        r.supporto === 'analogico' && r.flusso !== 'U'
          ? 'È di carta: si ritira all’ufficio che l’ha registrato.'
          : '',
      ]
        .filter(Boolean)
        .join(' '),
      dettaglio: {
        registro: r.registro,
        anno: r.anno,
        numero: r.numero,
        data: giornoDiRoma(r.istante),
        flusso: r.flusso,
        modo: r.modo,
        unita: r.unita,
        supporto: r.supporto,
      },
      collegamento: pagina,
      mittente: 'Protocollo',
      registrazioneId: r.registrazione_id,
      utenti: r.utenti,
    };
  });
}
