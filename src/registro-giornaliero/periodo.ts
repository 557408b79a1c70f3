import { sql } from 'kysely';
import { PROTEZIONE, RISERVATO, vedeTutto, vista, type Contesto } from '#autorizzazioni';
import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import { longSheet, type LongSheet } from '#platform/pdf';
import { numeroASetteCifre } from '#segnatura';
import type { FlussoGiornata, VoceGiornata } from './giornata.ts';
import type { Tratto } from './leggi-giornata.ts';
import { inBreve } from './modifica-in-breve.ts';
import { rifiuto } from './registro-giornaliero.errors.ts';
import { COLONNE, vocePdf } from './scrivi-pdf.ts';

export type Periodo = Tratto & {
  codice: string;
  denominazione: string;
  dal: string;
  al: string;
  quante: number;
};

/**
 * The stretch of a register between two days, both included: also a year, also today (CORI-4).
 *
 * @throws Rifiuto `registro-giornaliero.periodo-non-valido`, `registro.non-trovato`
 */
export async function trovaPeriodo(tx: Tx, codice: string, dal: string, al: string): Promise<Periodo> {
  if (dal > al)
    throw rifiuto('periodo-non-valido', 'nonValido', 'Il periodo finisce prima di cominciare.', 'al');
  const { rows } = await sql<Periodo>`
    SELECT r.id AS "registroId", r.codice, r.denominazione, p.inizio, p.fine,
      (SELECT count(*)::integer FROM scheda s WHERE s.registro_id = r.id AND s.istante >= p.inizio AND s.istante < p.fine) AS quante
    FROM registro r, LATERAL (SELECT ${dal}::date::timestamp AT TIME ZONE 'Europe/Rome' AS inizio,
      (${al}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome' AS fine) p
    WHERE r.codice = ${codice} AND r.tipo <> 'fascicoli'`.execute(tx);
  const [trovato] = rows;
  if (!trovato) throw rifiuto('registro-non-trovato', 'nonTrovato', `Il registro «${codice}» non esiste.`);
  return { ...trovato, dal, al };
}

/** @throws Rifiuto `registro-giornaliero.stampa-intera` */
export function verificaStampa(ctx: Contesto): void {
  if (!vedeTutto(ctx) && !ctx.ruoli.has('responsabile-conservazione'))
    throw rifiuto(
      'stampa-intera',
      'nonAmmesso',
      'La stampa è dell’intero registro: questo incarico vede solo i documenti del suo ufficio.',
    );
}

/** As whoever prints may read it: of what is closed to him remain number, date and flusso. */
export function perChiStampa(ctx: Contesto, v: VoceGiornata): VoceGiornata {
  const { vietata } = vista(ctx);
  const chiusa =
    v.protezione >= PROTEZIONE.riservato ||
    (v.protezione & vietata) !== 0 ||
    (v.protezione >= PROTEZIONE.limitato && !ctx.ruoli.has('rsp'));
  if (!chiusa) return v;
  return {
    ...v,
    oggetto: RISERVATO,
    soggetti: [],
    documenti: [],
    protocolloMittente: undefined,
    modifiche: v.modifiche.map((m) => ({
      ...m,
      prima: [RISERVATO],
      dopo: [RISERVATO],
      motivo: m.motivo === undefined ? undefined : RISERVATO,
    })),
  };
}

const periodoInParole = (p: Periodo): string =>
  p.dal === p.al ? `del ${dataItaliana(p.dal)}` : `dal ${dataItaliana(p.dal)} al ${dataItaliana(p.al)}`;

/** Opens the printed register of a period; who reads its bytes decides how fast it is written. */
export async function apriPdfPeriodo(ctx: Contesto, p: Periodo, adesso: Date): Promise<LongSheet> {
  const titolo = `Registro ${p.denominazione} ${periodoInParole(p)}`;
  const foglio = await longSheet({
    title: titolo,
    issuer: ctx.ente.denominazione,
    subject: titolo,
    footer: `${ctx.ente.denominazione}  ·  ${p.codice}  ·  ${periodoInParole(p)}`,
    instant: adesso,
    landscape: true,
  });
  const ora = oraDiRoma(adesso);
  foglio.paragraph(
    `Registro ${p.codice}. Registrazioni: ${p.quante.toLocaleString('it-IT')}. Stampato il ${dataItaliana(ora)} alle ${ora.slice(11, 16)} da ${ctx.attore}. Ogni registrazione porta le sue modifiche fino a quel momento.`,
  );
  if (p.quante === 0) foglio.paragraph('Nessuna registrazione.');
  else foglio.table(COLONNE);
  return foglio;
}

export async function scriviPdfPeriodo(
  foglio: LongSheet,
  ctx: Contesto,
  flusso: FlussoGiornata,
): Promise<void> {
  for await (const voce of flusso.voci()) await vocePdf(foglio, perChiStampa(ctx, voce));
  foglio.finish();
}

export async function* csvPeriodo(ctx: Contesto, flusso: FlussoGiornata): AsyncGenerator<string> {
  yield (
    INIZIO_CSV +
    rigaCsv([
      ...['Numero', 'Anno', 'Data e ora', 'Flusso', 'Mittenti', 'Destinatari', 'Per conoscenza', 'Oggetto'],
      ...[
        'Protocollo del mittente',
        'Data del protocollo del mittente',
        'Data di arrivo',
        'Impronte SHA-256',
      ],
      ...['Classificazione', 'Ufficio', 'Stato', 'Operatore', 'Modifiche'],
    ])
  );
  for await (const voce of flusso.voci()) {
    const v = perChiStampa(ctx, voce);
    const soggetti = (ruolo: string): string =>
      v.soggetti
        .filter((s) => s.ruolo === ruolo)
        .map((s) => s.nominativo)
        .join('; ');
    yield rigaCsv([
      ...[numeroASetteCifre(v.numero), v.anno, oraDiRoma(v.istante), v.flusso],
      ...[soggetti('mittente'), soggetti('destinatario'), soggetti('conoscenza'), v.oggetto],
      ...[
        v.protocolloMittente?.numero,
        v.protocolloMittente?.data,
        v.dataArrivo && giornoDiRoma(v.dataArrivo),
      ],
      v.documenti.flatMap((d) => (d.impronta === undefined ? [] : [d.impronta])).join(' '),
      ...[
        v.classificazione?.codice,
        v.ufficio?.denominazione,
        v.annullata ? 'annullata' : 'valida',
        v.operatore,
        v.modifiche.map(inBreve).join(' | '),
      ],
    ]);
  }
}
