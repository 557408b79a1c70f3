import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { tableSheet } from '#platform/pdf';
import { numeroASetteCifre } from '#segnatura';
import type { RigaRepertorio } from './righe-stampa.ts';

export type IntestazioneRepertorio = {
  ente: string;
  codice: string;
  denominazione: string;
  /** Null: all the years of a numbering that never restarts. */
  anno: number | null;
  quante: number;
  volume?: { numero: number; quanti: number };
  /** When it was printed. */
  adesso: Date;
};

/**
 * The printed repertorio (RN-47.3, RN-39.1): date, classification and progressive number of every document, with its oggetto;
 * annulled ones struck through and still there.
 */
export async function pdfRepertorio(
  testa: IntestazioneRepertorio,
  righe: AsyncIterable<RigaRepertorio>,
): Promise<Uint8Array> {
  const anni = testa.anno === null ? 'numerazione continua, tutti gli anni' : `anno ${testa.anno}`;
  const { numero = 1, quanti = 1 } = testa.volume ?? {};
  const periodo = quanti > 1 ? `${anni}, volume ${numero} di ${quanti}` : anni;
  const stampato = `${dataItaliana(giornoDiRoma(testa.adesso))} alle ${oraDiRoma(testa.adesso).slice(11, 16)}`;
  const foglio = await tableSheet(
    {
      title: `Repertorio: ${testa.denominazione}, ${periodo}`,
      issuer: testa.ente,
      lines: [
        `Registro ${testa.codice}, ${periodo}. Registrazioni: ${testa.quante.toLocaleString('it-IT')}. Stampato il ${stampato}.`,
      ],
      footer: `${testa.ente}  ·  ${testa.denominazione}  ·  ${periodo}`,
      instant: testa.adesso,
    },
    [
      { name: 'Numero', width: 24 },
      { name: 'Data', width: 22 },
      { name: 'Classificazione', width: 26 },
      { name: 'Oggetto', width: 108 },
    ],
  );
  let vuoto = true;
  for await (const r of righe) {
    vuoto = false;
    await foglio.row(
      [
        `${numeroASetteCifre(r.numero)}/${r.anno}`,
        dataItaliana(giornoDiRoma(r.istante)),
        r.classificazione ?? '—',
        r.annullata ? `${r.oggetto} (ANNULLATA)` : r.oggetto,
      ],
      r.annullata,
    );
  }
  if (vuoto) foglio.paragraph('Nessuna registrazione.');
  return await foglio.finish();
}
