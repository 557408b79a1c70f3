import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { tableSheet } from '#platform/pdf';
import { numeroASetteCifre } from '#segnatura';
import type { DocumentoContenuto } from './contenuto-fascicolo.ts';
import type { Fascicolo } from './fascicoli.schema.ts';

/** A fascicolo or a part of it, with its documents. */
export type ParteIndice = { fascicolo: Fascicolo; documenti: readonly DocumentoContenuto[] };

/** `PG 0000123/2026 E`; empty for a document that is not registered. */
function estremi(d: DocumentoContenuto): string {
  const r = d.registrazione;
  return r === null ? 'non registrato' : `${r.registro} ${numeroASetteCifre(r.numero)}/${r.anno} ${r.flusso}`;
}

/** The index of a fascicolo and of its parts: every document in order of registration (RN-43.3), in tagged PDF/A-1b. */
export async function indicePdf(
  parti: readonly [ParteIndice, ...ParteIndice[]],
  ente: string,
  adesso: Date,
): Promise<Uint8Array> {
  const [{ fascicolo }] = parti;
  const foglio = await tableSheet(
    {
      title: `Indice del fascicolo ${fascicolo.numero}`,
      issuer: ente,
      lines: [
        fascicolo.denominazione,
        fascicolo.oggetto,
        `Classificazione ${fascicolo.classificazione.codice} ${fascicolo.classificazione.denominazione}. Aperto il ${dataItaliana(fascicolo.dataApertura)}${fascicolo.dataChiusura ? `, chiuso con data ${dataItaliana(fascicolo.dataChiusura)}` : ''}. Documenti: ${parti.reduce((n, p) => n + p.documenti.length, 0).toLocaleString('it-IT')}. Indice del ${dataItaliana(giornoDiRoma(adesso))} alle ${oraDiRoma(adesso).slice(11, 16)}.`,
      ],
      footer: `${ente}  ·  Indice del fascicolo ${fascicolo.numero}`,
      instant: adesso,
    },
    [
      { name: 'N.', width: 12 },
      { name: 'Data', width: 22 },
      { name: 'Registrazione', width: 36 },
      { name: 'Oggetto', width: 70 },
      { name: 'Corrispondenti', width: 40 },
    ],
  );
  for (const { fascicolo: parte, documenti } of parti) {
    if (parti.length > 1) foglio.section(`${parte.numero}  ${parte.denominazione}`);
    if (documenti.length === 0) foglio.paragraph('Nessun documento.');
    for (const [i, d] of documenti.entries()) {
      const annullata = d.registrazione?.annullata ?? false;
      await foglio.row(
        [
          String(i + 1),
          dataItaliana(d.data),
          estremi(d),
          annullata ? `${d.denominazione} (ANNULLATA)` : d.denominazione,
          d.registrazione?.corrispondenti ?? '',
        ],
        annullata,
      );
    }
  }
  return await foglio.finish();
}
