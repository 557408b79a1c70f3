import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { nonTrovato } from './registro-giornaliero.errors.ts';
import type { Giornaliero } from './registro-giornaliero.schema.ts';

export type RigaGiornaliero = Giornaliero & {
  registroId: string;
  denominazione: string;
  documentoPdf: string;
  documentoXml: string;
  inizio: Date;
  fine: Date;
};

type Riga = {
  id: string;
  registro_id: string;
  codice: string;
  denominazione: string;
  giorno: string;
  identificativo: string;
  progressivo: number;
  anno: number;
  prima: number | null;
  ultima: number | null;
  quante: number;
  eventi: number;
  chiuso_il: Date;
  dovuto_entro: string;
  versato: boolean;
  scaduto: boolean;
  rg_codice: string;
  rg_anno: number;
  rg_numero: number;
  impronta_pdf: string;
  impronta_xml: string;
  documento_pdf_id: string;
  documento_xml_id: string;
  inizio: Date;
  fine: Date;
};

/** Daily registers of a register from a day to another, newest first. */
export async function findGiornalieri(
  tx: Tx,
  registro: string,
  dal: string,
  al: string,
): Promise<RigaGiornaliero[]> {
  const { rows } = await sql<Riga>`
    SELECT g.*, g.giorno::text AS giorno, g.dovuto_entro::text AS dovuto_entro, r.codice, r.denominazione,
      giornaliero_consegnato(g.id) AS versato, g.dovuto_entro < oggi_del_registro() AS scaduto,
      y.codice AS rg_codice, x.anno AS rg_anno, x.numero AS rg_numero,
      g.giorno::timestamp AT TIME ZONE 'Europe/Rome' AS inizio, (g.giorno + 1)::timestamp AT TIME ZONE 'Europe/Rome' AS fine
    FROM registro_giornaliero g JOIN registro r ON r.id = g.registro_id
      JOIN registrazione x ON x.id = g.registrazione_id JOIN registro y ON y.id = x.registro_id
    WHERE r.codice = ${registro} AND g.giorno BETWEEN ${dal}::date AND ${al}::date ORDER BY g.giorno DESC`.execute(
    tx,
  );
  return rows.map((r) => ({
    id: r.id,
    registro: r.codice,
    registroId: r.registro_id,
    denominazione: r.denominazione,
    giorno: r.giorno,
    identificativo: r.identificativo,
    progressivo: r.progressivo,
    anno: r.anno,
    prima: r.prima === null ? undefined : numeroASetteCifre(r.prima),
    ultima: r.ultima === null ? undefined : numeroASetteCifre(r.ultima),
    quante: r.quante,
    eventi: r.eventi,
    chiusoIl: oraDiRoma(r.chiuso_il),
    dovutoEntro: r.dovuto_entro,
    versato: r.versato,
    inRitardo: r.scaduto && !r.versato,
    repertorio: { registro: r.rg_codice, anno: r.rg_anno, numero: numeroASetteCifre(r.rg_numero) },
    improntaPdf: r.impronta_pdf,
    improntaXml: r.impronta_xml,
    documentoPdf: r.documento_pdf_id,
    documentoXml: r.documento_xml_id,
    inizio: r.inizio,
    fine: r.fine,
  }));
}

/** @throws Rifiuto `registro-giornaliero.non-trovato` */
export async function findGiornaliero(tx: Tx, registro: string, giorno: string): Promise<RigaGiornaliero> {
  const [trovato] = await findGiornalieri(tx, registro, giorno, giorno);
  if (!trovato) throw nonTrovato(giorno);
  return trovato;
}
