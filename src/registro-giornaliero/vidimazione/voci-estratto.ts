import { sql } from 'kysely';
import { NON_VISIBILE, perChiunque } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import type { RigaGiornaliero } from '../giornalieri.queries.ts';
import { impronta } from './impronta.ts';
import type { VoceEstratto } from './vidimazione.schema.ts';

type Riga = {
  id: string;
  anno: number;
  numero: number;
  istante: Date;
  oggetto: string;
  corrispondenti: string;
  annullata: boolean;
  uffici: string[];
  firmata: boolean;
  carta: {
    assegnazione: string;
    ufficio: string;
    stato: string;
    motivo: string | null;
    firmata: boolean;
    inGiornata: boolean;
  }[];
};

export type VoceLetta = Omit<VoceEstratto, 'carta'> & {
  id: string;
  /** It was signed once already: it comes back only for its paper. */
  firmata: boolean;
  /** Of each paper, whether it is in a list already signed. */
  carta: (VoceEstratto['carta'][number] & { firmata: boolean })[];
};

const ESITO: Record<string, 'accettata' | 'rifiutata' | undefined> = {
  'in-carico': 'accettata',
  archiviata: 'accettata',
  rinviata: 'rifiutata',
};

/** Paper is collected, and signed with that, from the morning after it was sent (RN-35.2). */
function statoVoce(r: Riga): VoceEstratto['stato'] {
  const attese = r.carta.filter((c) => ESITO[c.stato] === undefined && !c.firmata);
  if (attese.some((c) => c.inGiornata)) return 'da-domani';
  return r.firmata && attese.length === 0 ? 'vidimata' : 'da-vidimare';
}

/**
 * The registrations of a day that concern the offices of an Area: sent to them, or of their competence; of those on paper, the
 * assignments for competenza, each collected, sent back or still waiting (RN-34.2-2, RN-35.1e). What was signed stays in the list even
 * when it concerns the Area no more. The rule of what is to be signed is also in the database, `da_vidimare`.
 */
export async function vociEstratto(tx: Tx, g: RigaGiornaliero, area: { id: string }): Promise<VoceLetta[]> {
  const { rows } = await sql<Riga>`
    WITH sue AS MATERIALIZED (SELECT u.id, u.denominazione FROM unita u WHERE area_che_vidima(u.id) = ${area.id}),
    firmate AS MATERIALIZED (SELECT registrazione_id FROM vidimazione_voce WHERE giornaliero_id = ${g.id} AND area_id = ${area.id}
      AND NOT ritorna)
    SELECT s.registrazione_id AS id, s.anno, s.numero, s.istante, ${perChiunque('s', 'oggetto')} AS oggetto,
      ${perChiunque('s', 'corrispondenti')} AS corrispondenti, s.annullata,
      ARRAY(SELECT DISTINCT x.denominazione FROM sue x WHERE x.id = s.unita_competente_id
        OR x.id IN (SELECT a.unita_id FROM assegnazione a WHERE a.registrazione_id = s.registrazione_id
          AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')) ORDER BY 1) AS uffici,
      s.registrazione_id IN (SELECT registrazione_id FROM firmate) AS firmata,
      CASE WHEN r.supporto = 'analogico' AND NOT s.annullata THEN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('assegnazione', a.id, 'ufficio', x.denominazione, 'stato', a.stato,
          'motivo', a.rinvio_motivo, 'firmata', EXISTS (SELECT FROM vidimazione_carta c WHERE c.assegnazione_id = a.id),
          'inGiornata', a.ritiro_autorizzato_il IS NULL AND (a.smistata_il AT TIME ZONE 'Europe/Rome')::date >= oggi_del_registro()
          ) ORDER BY a.id), '[]')
        FROM assegnazione a JOIN sue x ON x.id = a.unita_id
        WHERE a.registrazione_id = s.registrazione_id AND a.titolo = 'competenza' AND NOT a.subassegnata
          AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')) ELSE '[]' END AS carta
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id
    WHERE s.registro_id = ${g.registroId} AND s.istante >= ${g.inizio} AND s.istante < ${g.fine}
      AND (s.registrazione_id IN (SELECT registrazione_id FROM firmate) OR s.unita_competente_id IN (SELECT id FROM sue)
        OR EXISTS (SELECT FROM assegnazione a JOIN sue x ON x.id = a.unita_id WHERE a.registrazione_id = s.registrazione_id
          AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')))
    ORDER BY s.istante, s.numero`.execute(tx);
  return rows.map((r) => ({
    id: r.id,
    anno: r.anno,
    numero: numeroASetteCifre(r.numero),
    dataRegistrazione: oraDiRoma(r.istante),
    // Of what was signed and has left the Area, only that it was signed: what it says today is not for the Area to read.
    oggetto: r.uffici.length === 0 ? NON_VISIBILE : r.oggetto,
    corrispondenti: r.uffici.length === 0 ? '' : r.corrispondenti,
    uffici: r.uffici,
    annullata: r.annullata,
    firmata: r.firmata,
    stato: statoVoce(r),
    carta: r.carta.map((c) => ({
      assegnazione: c.assegnazione,
      ufficio: c.ufficio,
      esito: ESITO[c.stato],
      motivo: c.motivo ?? undefined,
      firmata: c.firmata,
    })),
  }));
}

/** SHA-256 of what awaits the signature, as it is shown: nobody signs what he has not been shown. */
export const improntaAttese = (voci: readonly VoceLetta[]): string =>
  impronta(voci.filter((v) => v.stato === 'da-vidimare'));
