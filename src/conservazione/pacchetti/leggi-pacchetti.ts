import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { pacchettoNonTrovato } from '../conservazione.errors.ts';
import { DEL_VECCHIO, INCERTO, SENZA_SEGUITO } from '../passaggio/passaggio.ts';
import type {
  DaVersare,
  ElencoGiornalieri,
  ElencoPacchetti,
  FiltroPacchetti,
  Pacchetto,
  QuadroConservazione,
  StatoPacchetto,
  VocePacchetto,
} from './pacchetti.schema.ts';

const PAGINA = 50;
/** Files listed on the screen of a package; the index has them all. */
const FILE_MOSTRATI = 500;
/** Events of a package: those of a fascicolo are one for each of its documents. */
const STORIA = 10_000;

type Riga = {
  id: string;
  tipo: VocePacchetto['tipo'];
  identificativo: string;
  titolo: string;
  stato: StatoPacchetto;
  in_ritardo: boolean;
  dovuto: string | null;
  motivo: string | null;
  tentativi: number;
  prossimo_il: Date;
  dimensione: number;
  conservatore: string;
  creato_il: Date;
  inviato_il: Date | null;
  preso_il: Date | null;
  concluso_il: Date | null;
};

// Late is what was due and was not given in time, or came back; given, it is no longer late.
const IN_RITARDO = sql<boolean>`coalesce(p.dovuto_entro < oggi_a_roma() AND p.stato IN ('prodotto', 'rifiutato', 'ritirato') AND NOT EXISTS (
  SELECT FROM pacchetto x WHERE x.tipo = p.tipo AND x.oggetto_id = p.oggetto_id AND x.anno = p.anno AND x.versione > p.versione), false)`;
const COLONNE = sql`p.id, p.tipo, p.identificativo, p.titolo, p.stato, ${IN_RITARDO} AS in_ritardo, p.dovuto_entro::text AS dovuto,
  p.motivo, p.tentativi, p.prossimo_il, p.dimensione, c.denominazione AS conservatore, p.creato_il, p.inviato_il, p.preso_il,
  p.concluso_il`;

function mostra(r: Riga): VocePacchetto {
  return {
    id: r.id,
    tipo: r.tipo,
    identificativo: r.identificativo,
    titolo: r.titolo,
    stato: r.stato,
    inRitardo: r.in_ritardo,
    ...(r.dovuto !== null && { dovutoEntro: r.dovuto }),
    ...(r.motivo !== null && { motivo: r.motivo }),
    tentativi: r.tentativi,
    ...(r.stato === 'prodotto' && { prossimoIl: oraDiRoma(r.prossimo_il) }),
    dimensione: r.dimensione,
    conservatore: r.conservatore,
    creatoIl: oraDiRoma(r.creato_il),
    ...(r.inviato_il && { inviatoIl: oraDiRoma(r.inviato_il) }),
    ...(r.preso_il && { presoIl: oraDiRoma(r.preso_il) }),
    ...(r.concluso_il && { conclusoIl: oraDiRoma(r.concluso_il) }),
  };
}

/** Packages, late ones first, then from the newest. */
export async function elencaPacchetti(tx: Tx, f: FiltroPacchetti): Promise<ElencoPacchetti> {
  const [tardi = '', dopo = ''] = (f.dopo ?? '').split('~');
  const testo = f.cerca?.trim().replace(/[\\%_]/g, String.raw`\$&`);
  const { rows } = await sql<Riga>`
    SELECT * FROM (SELECT ${COLONNE} FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id
      WHERE (${f.stato ?? null}::text IS NULL OR p.stato = ${f.stato ?? null})
        AND (${f.tipo ?? null}::text IS NULL OR p.tipo = ${f.tipo ?? null})
        AND (${testo ?? null}::text IS NULL OR p.identificativo ILIKE '%' || ${testo ?? null} || '%'
          OR p.titolo ILIKE '%' || ${testo ?? null} || '%')) p
    WHERE (${f.inRitardo ?? null}::text IS NULL OR p.in_ritardo)
      AND (${dopo} = '' OR (NOT p.in_ritardo AND ${tardi} = 't') OR (p.in_ritardo = (${tardi} = 't') AND p.id::text < ${dopo}))
    ORDER BY p.in_ritardo DESC, p.id DESC LIMIT ${PAGINA + 1}`.execute(tx);
  const pagina = rows.slice(0, PAGINA);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(mostra),
    ...(rows.length > PAGINA && ultima && { seguente: `${ultima.in_ritardo ? 't' : 'f'}~${ultima.id}` }),
  };
}

/** A package whole: where it has been, what is in it. @throws Rifiuto `conservazione.pacchetto-non-trovato` */
export async function leggiPacchetto(tx: Tx, ctx: Contesto, id: string): Promise<Pacchetto> {
  const { rows } = await sql<
    Riga & {
      versione: number;
      impronta: string;
      chiesto_da: string;
      ha_rapporto: boolean;
      quanti: number;
    } & {
      passaggio: Pacchetto['passaggio'] | null;
    }
  >`SELECT ${COLONNE}, p.versione, p.impronta, p.chiesto_da, p.rapporto_id IS NOT NULL AS ha_rapporto,
      CASE WHEN ${DEL_VECCHIO} THEN CASE WHEN ${INCERTO} THEN 'incerto' ELSE 'da-passare' END END AS passaggio,
      (SELECT count(*)::integer FROM pacchetto_file f WHERE f.pacchetto_id = p.id) AS quanti
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE p.id = ${id}`.execute(tx);
  const [p] = rows;
  if (!p) throw pacchettoNonTrovato();
  const file = await tx
    .selectFrom('pacchetto_file')
    .select(['ordine', 'ruolo', 'percorso', 'nome_file as nomeFile', 'formato', 'dimensione', 'impronta'])
    .where('pacchetto_id', '=', id)
    .orderBy('ordine')
    .limit(FILE_MOSTRATI)
    .execute();
  const storia = await tx
    .selectFrom('pacchetto_evento')
    .select(['istante', 'evento', 'stato', 'attore', 'motivo', 'rapporto_id'])
    .where('pacchetto_id', '=', id)
    .orderBy('istante')
    .orderBy('id')
    .limit(STORIA)
    .execute();
  return {
    ...mostra(p),
    versione: p.versione,
    impronta: p.impronta,
    chiestoDa: p.chiesto_da,
    haRapporto: p.ha_rapporto,
    file: file as Pacchetto['file'],
    fileInTutto: p.quanti,
    storia: storia.map((e) => ({
      istante: oraDiRoma(e.istante),
      evento: e.evento,
      stato: e.stato as StatoPacchetto,
      attore: e.attore,
      ...(e.motivo !== null && { motivo: e.motivo }),
      ...(e.rapporto_id !== null && { rapporto: e.rapporto_id }),
    })),
    puoDecidere: ctx.permessi.has('conservazione.decide'),
    puoVersare: ctx.permessi.has('conservazione.versa'),
    ...(p.passaggio && { passaggio: p.passaggio }),
  };
}

/** Where each daily register is (RN-53.2): the ones that are not where they should be first. */
export async function elencaGiornalieri(tx: Tx): Promise<ElencoGiornalieri> {
  const { rows } = await sql<
    Omit<ElencoGiornalieri['items'][number], 'pacchetto'> & { pacchetto: string | null }
  >`SELECT r.codice AS registro, g.giorno::text AS giorno, g.identificativo, g.dovuto_entro::text AS "dovutoEntro",
      coalesce(p.stato, 'da-produrre') AS stato, p.id AS pacchetto,
      (g.dovuto_entro < oggi_a_roma() AND coalesce(p.stato, 'prodotto') IN ('prodotto', 'rifiutato', 'ritirato')) AS "inRitardo"
    FROM registro_giornaliero g JOIN registro r ON r.id = g.registro_id
      LEFT JOIN LATERAL (SELECT x.id, x.stato FROM pacchetto x WHERE x.tipo = 'registro-giornaliero' AND x.oggetto_id = g.id
        ORDER BY x.versione DESC LIMIT 1) p ON true
    ORDER BY 7 DESC, g.giorno DESC, r.codice LIMIT 400`.execute(tx);
  return { items: rows.map(({ pacchetto, ...g }) => ({ ...g, ...(pacchetto !== null && { pacchetto }) })) };
}

/** Closed fascicoli and finished years that were never handed over. */
export async function daVersare(tx: Tx): Promise<DaVersare> {
  const { rows: fascicoli } = await sql<DaVersare['fascicoli'][number]>`
    SELECT f.codice AS numero, f.denominazione, f.data_chiusura::text AS "chiusoIl" FROM fascicolo f
    WHERE f.data_chiusura IS NOT NULL AND f.livello = 1
      AND NOT EXISTS (SELECT FROM pacchetto p WHERE p.tipo = 'fascicolo' AND p.oggetto_id = f.id AND p.stato NOT IN ('rifiutato', 'ritirato'))
    ORDER BY f.data_chiusura, f.numero LIMIT 200`.execute(tx);
  const { rows: repertori } = await sql<DaVersare['repertori'][number]>`
    SELECT g.codice AS registro, g.denominazione, r.anno, count(*)::integer AS quante FROM registrazione r JOIN registro g ON g.id = r.registro_id
    WHERE g.tipo = 'repertorio' AND r.anno < extract(year FROM oggi_a_roma())
      AND NOT EXISTS (SELECT FROM pacchetto p WHERE p.tipo = 'repertorio' AND p.oggetto_id = g.id AND p.anno = r.anno AND p.stato NOT IN ('rifiutato', 'ritirato'))
    GROUP BY g.codice, g.denominazione, r.anno ORDER BY r.anno, g.codice LIMIT 200`.execute(tx);
  return { fascicoli, repertori };
}

/** State of the work and of the space, with nothing of what is kept (RN-37.1). */
export async function quadro(tx: Tx, dati: string): Promise<QuadroConservazione> {
  const { rows: stati } = await sql<{ stato: string; n: number }>`
    SELECT stato, count(*)::integer AS n FROM pacchetto GROUP BY stato`.execute(tx);
  const { rows } = await sql<{
    tardi: number;
    senza: number;
    quanti: number;
    byte: number;
    conservatore: string | null;
  }>`SELECT (SELECT count(*)::integer FROM pacchetto p WHERE ${IN_RITARDO}) AS tardi,
      (SELECT count(*)::integer FROM registro_giornaliero g WHERE NOT EXISTS (
        SELECT FROM pacchetto p WHERE p.tipo = 'registro-giornaliero' AND p.oggetto_id = g.id)) AS senza,
      (SELECT count(*)::integer FROM pacchetto) AS quanti, (SELECT coalesce(sum(dimensione), 0)::bigint FROM pacchetto) AS byte,
      (SELECT c.denominazione FROM conservatore c WHERE c.attivo) AS conservatore`.execute(tx);
  const { rows: precedenti } = await sql<QuadroConservazione['precedenti'][number]>`
    SELECT c.denominazione AS conservatore,
      count(*) FILTER (WHERE p.stato IN ('inviato', 'preso-in-carico'))::integer AS "inAttesa",
      count(*) FILTER (WHERE ${DEL_VECCHIO} AND ${INCERTO})::integer AS incerti,
      count(*) FILTER (WHERE (${DEL_VECCHIO} AND NOT ${INCERTO}) OR ${SENZA_SEGUITO})::integer AS "daPassare"
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id
    WHERE NOT c.attivo AND p.stato <> 'conservato' AND (p.stato NOT IN ('ritirato', 'rifiutato') OR ${SENZA_SEGUITO})
    GROUP BY c.denominazione ORDER BY max(c.id::text) DESC`.execute(tx);
  const { rows: fermi } = await sql<
    Pick<Riga, 'identificativo' | 'stato' | 'tentativi' | 'prossimo_il' | 'motivo'> & {
      partito_il: Date | null;
    }
  >`
    SELECT p.identificativo, p.stato, p.tentativi, p.prossimo_il, p.partito_il, p.motivo FROM pacchetto p
    WHERE p.motivo IS NOT NULL AND p.stato NOT IN ('conservato', 'ritirato') ORDER BY p.id DESC LIMIT 50`.execute(
    tx,
  );
  const disco = await statfs(dati);
  const r = rows[0];
  return {
    stati: Object.fromEntries(stati.map((s) => [s.stato, s.n])),
    inRitardo: r?.tardi ?? 0,
    giornalieriSenzaPacchetto: r?.senza ?? 0,
    fermi: fermi.map((f) => ({
      identificativo: f.identificativo,
      stato: f.stato,
      tentativi: f.tentativi,
      ...(f.stato === 'prodotto' && { prossimoIl: oraDiRoma(f.prossimo_il) }),
      inPartenza: f.stato === 'prodotto' && f.partito_il !== null && f.motivo === null,
      ...(f.motivo !== null && { motivo: f.motivo }),
    })),
    archivio: { pacchetti: r?.quanti ?? 0, byte: r?.byte ?? 0, liberi: disco.bavail * disco.bsize },
    ...(r && r.conservatore !== null && { conservatore: r.conservatore }),
    precedenti,
  };
}
