import { sql } from 'kysely';
import { contenutoAperto, inElenco, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { consultabile } from './accesso.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';

/** A file of a document of a fascicolo. */
export type FileContenuto = {
  documentoId: string;
  ruolo: 'principale' | 'allegato' | 'documento';
  nomeFile: string;
  formato: string;
  dimensione: number;
  impronta: string;
  algoritmo: string;
};

/** A document of a fascicolo, registered or not, with its files. */
export type DocumentoContenuto = {
  id: string;
  registrazione: {
    registro: string;
    anno: number;
    numero: number;
    istante: string;
    flusso: string;
    segnatura: string;
    oggetto: string;
    corrispondenti: string;
    annullata: boolean;
    classificazione: string | null;
    numeroAllegati: number;
  } | null;
  denominazione: string;
  data: string;
  inseritoIl: string;
  inseritoDa: string;
  file: FileContenuto[];
};

/** Numbers of the fascicolo and of all its parts, in order. */
export async function partiDelFascicolo(tx: Tx, ctx: Contesto, numero: string): Promise<string[]> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const { rows } = await sql<{ codice: string }>`
    SELECT codice FROM fascicolo WHERE registro_id = ${f.registro_id} AND numero = ${f.numero}
      AND (${f.livello} = 1 OR sottofascicolo = ${f.sottofascicolo}) AND (${f.livello} < 3 OR inserto = ${f.inserto})
    ORDER BY sottofascicolo, inserto`.execute(tx);
  return rows.map((r) => r.codice);
}

/** All the documents of a fascicolo that the asker may see, parts excluded, in order of registration, with the files he may read. */
export async function contenutoFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
): Promise<DocumentoContenuto[]> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const { rows } = await sql<DocumentoContenuto>`
    SELECT g.id, coalesce(g.denominazione, ${inElenco('s', 'oggetto')}) AS denominazione, g.giorno AS data, to_jsonb(g.inserita_il) #>> '{}' AS "inseritoIl",
      g.operatore AS "inseritoDa",
      CASE WHEN s.registrazione_id IS NOT NULL THEN jsonb_build_object('registro', r.codice, 'anno', s.anno, 'numero', s.numero,
        'istante', s.istante, 'flusso', s.flusso, 'segnatura', x.segnatura, 'oggetto', ${inElenco('s', 'oggetto')},
        'corrispondenti', ${inElenco('s', 'corrispondenti')},
        'annullata', s.annullata, 'classificazione', v.codice, 'numeroAllegati', s.numero_allegati) END AS registrazione,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_array(jsonb_build_object('documentoId', d.id, 'ruolo', 'documento', 'nomeFile', d.nome_file,
          'formato', d.formato, 'dimensione', d.dimensione, 'impronta', d.impronta, 'algoritmo', d.algoritmo))
        WHEN NOT ${contenutoAperto(ctx, 's')} THEN '[]'
        ELSE coalesce((SELECT jsonb_agg(jsonb_build_object('documentoId', rd.documento_id, 'ruolo', rd.ruolo, 'nomeFile', rd.nome_file,
            'formato', rd.formato, 'dimensione', rd.dimensione, 'impronta', rd.impronta, 'algoritmo', rd.algoritmo) ORDER BY rd.ordine)
          FROM registrazione_documento rd WHERE rd.registrazione_id = g.registrazione_id AND rd.documento_id IS NOT NULL), '[]') END AS file
    FROM fascicolazione g
      LEFT JOIN scheda s ON s.registrazione_id = g.registrazione_id
      LEFT JOIN registrazione x ON x.id = g.registrazione_id
      LEFT JOIN registro r ON r.id = s.registro_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
      LEFT JOIN documento d ON d.id = g.documento_id
    WHERE g.fascicolo_id = ${f.id} AND g.tolta_il IS NULL AND (g.registrazione_id IS NULL OR ${consultabile(ctx)})
    ORDER BY g.ordine_istante, g.ordine_numero, g.id`.execute(tx);
  return rows;
}
