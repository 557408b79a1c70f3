import { sql } from 'kysely';
import { perChiunque, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import type { RigaGiornaliero } from '../giornalieri.queries.ts';
import { rifiuto } from '../registro-giornaliero.errors.ts';
import type { EstrattoArea, Vidimazione, VoceEstratto } from './vidimazione.schema.ts';

export type Area = { id: string; codice: string; denominazione: string };

type Riga = {
  id: string;
  anno: number;
  numero: number;
  istante: Date;
  oggetto: string;
  corrispondenti: string;
  annullata: boolean;
  uffici: string[];
  carta: { assegnazione: string; ufficio: string; stato: string; motivo: string | null }[];
};

export type VoceLetta = VoceEstratto & { id: string };

/** @throws Rifiuto `registro-giornaliero.area-non-trovata` */
export async function trovaArea(tx: Tx, codice: string): Promise<Area> {
  const { rows } = await sql<Area>`
    SELECT id, codice, denominazione FROM unita WHERE codice = ${codice} AND area_di(id) = id`.execute(tx);
  if (!rows[0]) throw rifiuto('area-non-trovata', 'nonTrovato', `L’Area «${codice}» non c’è.`);
  return rows[0];
}

const ESITO: Record<string, 'accettata' | 'rifiutata' | undefined> = {
  'in-carico': 'accettata',
  archiviata: 'accettata',
  rinviata: 'rifiutata',
};

/**
 * The registrations of a day that concern the offices of an Area: sent to them, or of their competence; of those on paper, the
 * assignments for competenza, each collected, sent back or still waiting (RN-34.2-2, RN-35.1e).
 */
export async function vociEstratto(tx: Tx, g: RigaGiornaliero, area: Area): Promise<VoceLetta[]> {
  const { rows } = await sql<Riga>`
    WITH sue AS MATERIALIZED (SELECT u.id, u.denominazione FROM unita u WHERE area_di(u.id) = ${area.id})
    SELECT s.registrazione_id AS id, s.anno, s.numero, s.istante, ${perChiunque('s', 'oggetto')} AS oggetto,
      ${perChiunque('s', 'corrispondenti')} AS corrispondenti, s.annullata,
      ARRAY(SELECT DISTINCT x.denominazione FROM sue x WHERE x.id = s.unita_competente_id
        OR x.id IN (SELECT a.unita_id FROM assegnazione a WHERE a.registrazione_id = s.registrazione_id
          AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')) ORDER BY 1) AS uffici,
      CASE WHEN r.supporto = 'analogico' AND NOT s.annullata THEN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('assegnazione', a.id, 'ufficio', x.denominazione, 'stato', a.stato,
          'motivo', a.rinvio_motivo) ORDER BY a.id), '[]')
        FROM assegnazione a JOIN sue x ON x.id = a.unita_id
        WHERE a.registrazione_id = s.registrazione_id AND a.titolo = 'competenza' AND NOT a.subassegnata
          AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')) ELSE '[]' END AS carta
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id
    WHERE s.registro_id = ${g.registroId} AND s.istante >= ${g.inizio} AND s.istante < ${g.fine}
      AND (s.unita_competente_id IN (SELECT id FROM sue) OR EXISTS (SELECT FROM assegnazione a JOIN sue x ON x.id = a.unita_id
        WHERE a.registrazione_id = s.registrazione_id AND a.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')))
    ORDER BY s.istante, s.numero`.execute(tx);
  return rows.map((r) => ({
    id: r.id,
    anno: r.anno,
    numero: numeroASetteCifre(r.numero),
    dataRegistrazione: oraDiRoma(r.istante),
    oggetto: r.oggetto,
    corrispondenti: r.corrispondenti,
    uffici: r.uffici,
    annullata: r.annullata,
    carta: r.carta.map((c) => ({
      assegnazione: c.assegnazione,
      ufficio: c.ufficio,
      esito: ESITO[c.stato],
      motivo: c.motivo ?? undefined,
    })),
  }));
}

/** Whether he is at the head of that Area, or acts for who is. */
export function dirige(ctx: Contesto, area: Area): boolean {
  return (
    ctx.permessi.has('registro-giornaliero.vidima') && ctx.responsabileUnita && ctx.unita?.id === area.id
  );
}

export async function leggiVidimazione(
  tx: Tx,
  giornalieroId: string,
  areaId: string,
): Promise<Vidimazione | undefined> {
  const riga = await tx
    .selectFrom('vidimazione')
    .select(['nominativo', 'delegato', 'per_conto_di', 'istante', 'quante', 'impronta'])
    .where('giornaliero_id', '=', giornalieroId)
    .where('area_id', '=', areaId)
    .executeTakeFirst();
  return (
    riga && {
      nominativo: riga.nominativo,
      delegato: riga.delegato,
      perContoDi: riga.per_conto_di ?? undefined,
      istante: oraDiRoma(riga.istante),
      quante: riga.quante,
      impronta: riga.impronta,
    }
  );
}

/**
 * The extract of an Area: for its head, for who stands in for him, and for the RSP who watches.
 *
 * @throws Rifiuto `registro-giornaliero.altra-area`
 */
export async function leggiEstratto(
  tx: Tx,
  ctx: Contesto,
  g: RigaGiornaliero,
  codiceArea: string,
): Promise<EstrattoArea> {
  const area = await trovaArea(tx, codiceArea);
  if (!dirige(ctx, area) && !ctx.ruoli.has('rsp')) throw altraArea(area);
  const voci = await vociEstratto(tx, g, area);
  const vidimazione = await leggiVidimazione(tx, g.id, area.id);
  return {
    registro: g.registro,
    giorno: g.giorno,
    identificativo: g.identificativo,
    area: { codice: area.codice, denominazione: area.denominazione },
    voci,
    vidimabile: dirige(ctx, area) && !vidimazione && voci.length > 0,
    vidimazione,
  };
}

export const altraArea = (area: Area): Error =>
  rifiuto(
    'altra-area',
    'nonAmmesso',
    `L’estratto di «${area.denominazione}» lo vidima il suo responsabile, o chi lo sostituisce.`,
  );
