import { sql } from 'kysely';
import { inLettura, type Db, type Tx } from '#platform/db';
import type {
  FileRegistrato,
  FlussoGiornata,
  ModificaPrecedente,
  Soggetto,
  VoceGiornata,
} from './giornata.ts';
import { modificaDi, modificheDi, righeModifiche, type RigaModifica } from './modifiche.ts';

/** What is read of a register: everything from an instant to another, as it stood at the second. */
export type Tratto = { registroId: string; inizio: Date; fine: Date };

const PAGINA = 400;
/** Correspondents read at once, at most, besides those of a single registration. */
const MASSIMO_SOGGETTI = 5_000;

type Riga = {
  id: string;
  anno: number;
  numero: number;
  istante: Date;
  flusso: 'E' | 'U' | 'I';
  oggetto: string;
  supporto: string;
  pm_numero: string | null;
  pm_data: string | null;
  data_arrivo: Date | null;
  operatore: string;
  classificazione: VoceGiornata['classificazione'] | null;
  ufficio: VoceGiornata['ufficio'] | null;
  annullata: boolean;
  protezione: number;
  soggetti: number;
};

/* Class and office as at the end: what the first change after it found, or what is there now if there was none. */
const alla = (campo: string, fine: Date, adesso: ReturnType<typeof sql>) => sql`
  coalesce((SELECT jsonb_build_object('v', nullif(x.prima, 'null')) FROM variazione x
    WHERE x.registrazione_id = s.registrazione_id AND x.campo = ${campo} AND x.istante >= ${fine} ORDER BY x.istante, x.id LIMIT 1),
    jsonb_build_object('v', ${adesso})) -> 'v'`;

async function leggiRighe(
  tx: Tx,
  { registroId, inizio, fine }: Tratto,
  dopo: Riga | undefined,
): Promise<Riga[]> {
  const voce = sql`CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('codice', v.codice, 'denominazione', v.denominazione) END`;
  const unita = sql`CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('codice', u.codice, 'denominazione', u.denominazione) END`;
  const { rows } = await sql<Riga>`
    SELECT r.id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, r.supporto, r.protocollo_mittente_numero AS pm_numero,
      r.protocollo_mittente_data AS pm_data, r.data_arrivo, r.operatore, s.protezione,
      nullif(${alla('classificazione', fine, voce)}, 'null') AS classificazione,
      nullif(${alla('unitaCompetente', fine, unita)}, 'null') AS ufficio,
      EXISTS (SELECT FROM annullamento a WHERE a.registrazione_id = r.id AND a.istante < ${fine}) AS annullata,
      (SELECT count(*) FROM corrispondente c WHERE c.registrazione_id = r.id AND c.edizione = 0)::integer AS soggetti
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id LEFT JOIN unita u ON u.id = s.unita_competente_id
    WHERE s.registro_id = ${registroId} AND s.istante >= ${dopo?.istante ?? inizio} AND s.istante < ${fine}
      AND (s.istante, s.numero) > (${dopo?.istante ?? inizio}::timestamptz, ${dopo?.numero ?? 0}::bigint)
    ORDER BY s.istante, s.numero LIMIT ${PAGINA}`.execute(tx);
  return rows;
}

async function leggiSoggetti(tx: Tx, ids: readonly string[]): Promise<Map<string, Soggetto[]>> {
  const { rows } = await sql<Soggetto & { registrazione_id: string }>`
    SELECT registrazione_id, ruolo, nominativo FROM corrispondente
    WHERE registrazione_id = ANY (${ids}::uuid[]) AND edizione = 0
    ORDER BY registrazione_id, array_position(ARRAY['mittente', 'destinatario', 'conoscenza'], ruolo), ordine`.execute(
    tx,
  );
  const per = new Map<string, Soggetto[]>();
  for (const { registrazione_id: id, ruolo, nominativo } of rows) {
    const suoi = per.get(id) ?? [];
    suoi.push({ ruolo, nominativo });
    per.set(id, suoi);
  }
  return per;
}

async function leggiFile(tx: Tx, ids: readonly string[]): Promise<Map<string, FileRegistrato[]>> {
  const righe = await tx
    .selectFrom('registrazione_documento')
    .select(['registrazione_id', 'ruolo', 'nome_file', 'descrizione', 'impronta', 'algoritmo'])
    .where('registrazione_id', 'in', ids)
    .orderBy('registrazione_id')
    .orderBy('ordine')
    .execute();
  const per = new Map<string, FileRegistrato[]>();
  for (const r of righe) {
    const suoi = per.get(r.registrazione_id) ?? [];
    suoi.push({
      ruolo: r.ruolo as FileRegistrato['ruolo'],
      nomeFile: r.nome_file ?? undefined,
      descrizione: r.descrizione ?? undefined,
      impronta: r.impronta ?? undefined,
      algoritmo: r.algoritmo ?? undefined,
    });
    per.set(r.registrazione_id, suoi);
  }
  return per;
}

/** Registrations whose correspondents are few enough to be read together. */
function* gruppi(righe: readonly Riga[]): Generator<Riga[]> {
  let gruppo: Riga[] = [];
  let soggetti = 0;
  for (const riga of righe) {
    if (gruppo.length > 0 && soggetti + riga.soggetti > MASSIMO_SOGGETTI) {
      yield gruppo;
      gruppo = [];
      soggetti = 0;
    }
    gruppo.push(riga);
    soggetti += riga.soggetti;
  }
  if (gruppo.length > 0) yield gruppo;
}

async function completa(tx: Tx, gruppo: readonly Riga[], fine: Date): Promise<VoceGiornata[]> {
  const ids = gruppo.map((r) => r.id);
  const soggetti = await leggiSoggetti(tx, ids);
  const file = await leggiFile(tx, ids);
  const modifiche = await modificheDi(tx, ids, fine);
  return gruppo.map((r) => ({
    anno: r.anno,
    numero: r.numero,
    istante: r.istante,
    flusso: r.flusso,
    oggetto: r.oggetto,
    soggetti: soggetti.get(r.id) ?? [],
    protocolloMittente:
      r.pm_numero !== null ? { numero: r.pm_numero, data: r.pm_data ?? undefined } : undefined,
    dataArrivo: r.data_arrivo ?? undefined,
    supporto: r.supporto,
    documenti: file.get(r.id) ?? [],
    classificazione: r.classificazione ?? undefined,
    ufficio: r.ufficio ?? undefined,
    operatore: r.operatore,
    annullata: r.annullata,
    protezione: r.protezione,
    modifiche: modifiche.get(r.id) ?? [],
  }));
}

async function* voci(db: Db, enteId: string, tratto: Tratto): AsyncGenerator<VoceGiornata> {
  let ultima: Riga | undefined;
  for (;;) {
    const dopo = ultima;
    const righe = await inLettura(db, enteId, (tx) => leggiRighe(tx, tratto, dopo));
    ultima = righe.at(-1);
    if (!ultima) return;
    for (const gruppo of gruppi(righe))
      yield* await inLettura(db, enteId, (tx) => completa(tx, gruppo, tratto.fine));
  }
}

type RigaPrecedente = RigaModifica & { anno: number; numero: number; registrata: Date; oggetto: string };

async function* precedenti(db: Db, enteId: string, t: Tratto): AsyncGenerator<ModificaPrecedente> {
  let ultima: { istante: Date; passo: string; registrazione_id: string } | undefined;
  for (;;) {
    const dopo = ultima;
    const righe = await inLettura(db, enteId, async (tx) => {
      const { rows } = await sql<RigaPrecedente>`
        SELECT m.*, r.anno, r.numero, r.istante AS registrata, r.oggetto
        FROM (${righeModifiche(sql`x.ente_id = ${enteId}::uuid AND x.istante >= ${dopo?.istante ?? t.inizio} AND x.istante < ${t.fine}`)}) m
          JOIN registrazione r ON r.id = m.registrazione_id
        WHERE r.registro_id = ${t.registroId} AND r.istante < ${t.inizio}
          AND (m.istante, m.registrazione_id, m.passo) > (${dopo?.istante ?? t.inizio}::timestamptz,
            ${dopo?.registrazione_id ?? '00000000-0000-0000-0000-000000000000'}::uuid, ${dopo?.passo ?? ''}::text)
        ORDER BY m.istante, m.registrazione_id, m.passo LIMIT ${PAGINA}`.execute(tx);
      return rows;
    });
    ultima = righe.at(-1);
    if (!ultima) return;
    for (const r of righe)
      yield {
        ...modificaDi(r),
        registrazione: { anno: r.anno, numero: r.numero, istante: r.registrata, oggetto: r.oggetto },
      };
  }
}

/**
 * Reads a stretch of a register in order of number, a few hundred registrations at a time, so that neither memory nor a transaction
 * is held for as long as the rest takes; then what was changed in it of registrations of before (RN-53.1-2). What is read is of the
 * past and does not change any more.
 */
export function leggiGiornata(db: Db, enteId: string, tratto: Tratto): FlussoGiornata {
  return {
    voci: () => voci(db, enteId, tratto),
    precedenti: () => precedenti(db, enteId, tratto),
  };
}
