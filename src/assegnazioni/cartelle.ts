import { sql } from 'kysely';
import { dataItaliana, oraDiRoma } from '#platform/clock';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import { tableSheet } from '#platform/pdf';
import { numeroASetteCifre } from '#segnatura';
import type { Cartelle, VoceCarta } from './rapporti.schema.ts';

type Riga = {
  area: string;
  assegnazione: string;
  registro: string;
  anno: number;
  numero: number;
  oggetto: string;
  corrispondenti: string;
  codice: string;
  denominazione: string;
  titolo: string;
  smistata_il: Date;
  ritirata_il: Date | null;
  rinviata_il: Date | null;
  non_ritirata: boolean;
};

/**
 * The paper sent to the offices in a day, in a cartella for each Area (RN-35.1d), with what became of it: collected, sent back, or still
 * there after its day (RN-35.2). What was taken back by the UOP is no longer in it.
 */
export async function cartelle(tx: Tx, giorno: string): Promise<Cartelle> {
  const { rows } = await sql<Riga>`
    WITH RECURSIVE sopra AS (
      SELECT u.id AS uu, u.padre_id, u.tipo, u.denominazione FROM unita u WHERE u.uu
      UNION ALL
      SELECT s.uu, p.padre_id, p.tipo, p.denominazione FROM sopra s JOIN unita p ON p.id = s.padre_id
    )
    SELECT coalesce((SELECT s.denominazione FROM sopra s WHERE s.uu = a.unita_id AND s.tipo = 'area' LIMIT 1), u.denominazione) AS area,
      a.id AS assegnazione, g.codice AS registro, h.anno, h.numero, h.oggetto, h.corrispondenti, u.codice, u.denominazione, a.titolo,
      a.smistata_il, a.in_carico_il AS ritirata_il, CASE WHEN a.stato = 'rinviata' THEN a.conclusa_il END AS rinviata_il,
      a.stato = 'smistata' AND ${giorno}::date < (istante_corrente() AT TIME ZONE 'Europe/Rome')::date AS non_ritirata
    FROM assegnazione a
      JOIN registrazione r ON r.id = a.registrazione_id AND r.supporto = 'analogico'
      JOIN scheda h ON h.registrazione_id = a.registrazione_id
      JOIN registro g ON g.id = h.registro_id
      JOIN unita u ON u.id = a.unita_id
    WHERE a.smistata_il >= ${giorno}::date::timestamp AT TIME ZONE 'Europe/Rome'
      AND a.smistata_il < (${giorno}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome'
      AND a.stato <> 'revocata' AND NOT a.subassegnata
    ORDER BY 1, h.anno, g.codice, h.numero, u.denominazione`.execute(tx);
  const perArea = new Map<string, VoceCarta[]>();
  for (const r of rows) {
    const voci = perArea.get(r.area) ?? [];
    perArea.set(r.area, voci);
    voci.push({
      assegnazione: r.assegnazione,
      registro: r.registro,
      anno: r.anno,
      numero: numeroASetteCifre(r.numero),
      oggetto: r.oggetto,
      corrispondenti: r.corrispondenti,
      ufficio: { codice: r.codice, denominazione: r.denominazione },
      titolo: r.titolo,
      smistataIl: oraDiRoma(r.smistata_il),
      ritirataIl: r.ritirata_il ? oraDiRoma(r.ritirata_il) : undefined,
      rinviataIl: r.rinviata_il ? oraDiRoma(r.rinviata_il) : undefined,
      nonRitirata: r.non_ritirata,
    });
  }
  return { giorno, cartelle: [...perArea].map(([area, voci]) => ({ area, voci })) };
}

function stato(v: VoceCarta): string {
  if (v.rinviataIl !== undefined) return `rinviata il ${dataItaliana(v.rinviataIl.slice(0, 10))}`;
  if (v.ritirataIl !== undefined) return `ritirata il ${dataItaliana(v.ritirataIl.slice(0, 10))}`;
  return v.nonRitirata ? 'non ritirata' : '';
}

export function cartelleCsv({ cartelle: elenco }: Cartelle): string {
  const testa = [
    'Area',
    'Registro',
    'Anno',
    'Numero',
    'Oggetto',
    'Corrispondenti',
    'Ufficio',
    'Titolo',
    'Esito',
  ];
  const righe = elenco.flatMap(({ area, voci }) =>
    voci.map((v) =>
      rigaCsv([
        area,
        v.registro,
        v.anno,
        v.numero,
        v.oggetto,
        v.corrispondenti,
        v.ufficio.denominazione,
        v.titolo,
        stato(v),
      ]),
    ),
  );
  return INIZIO_CSV + rigaCsv(testa) + righe.join('');
}

/** The lists as they go with the paper, one for each Area, with room for who collects to sign: tagged PDF/A-1b. */
export async function cartellePdf(ente: string, adesso: Date, c: Cartelle): Promise<Uint8Array> {
  const giorno = dataItaliana(c.giorno);
  const foglio = await tableSheet(
    {
      title: `Documenti di carta smistati il ${giorno}`,
      issuer: ente,
      lines: ['Un elenco per ciascuna Area (art. 35)'],
      footer: `${ente}  ·  Carta smistata il ${giorno}`,
      instant: adesso,
      landscape: true,
    },
    [
      { name: 'Numero', width: 30 },
      { name: 'Oggetto', width: 92 },
      { name: 'Corrispondenti', width: 50 },
      { name: 'Ufficio', width: 45 },
      { name: 'Esito', width: 50 },
    ],
  );
  if (c.cartelle.length === 0) foglio.paragraph('In questo giorno non è stata smistata carta.');
  for (const { area, voci } of c.cartelle) {
    foglio.section(area);
    for (const v of voci)
      await foglio.row([
        `${v.numero}/${v.anno}`,
        v.oggetto,
        v.corrispondenti,
        v.titolo === 'conoscenza' ? `${v.ufficio.denominazione} (per conoscenza)` : v.ufficio.denominazione,
        stato(v),
      ]);
    foglio.paragraph(
      'Ritirato da ______________________________  il ____________  firma ______________________________',
    );
  }
  return await foglio.finish();
}
