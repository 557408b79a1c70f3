import { setImmediate } from 'node:timers/promises';
import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import type { DocumentoContenuto } from './contenuto-fascicolo.ts';
import type { Fascicolo } from './fascicoli.schema.ts';
import { foglioTabella } from './foglio-tabella.ts';

/** Lines drawn before other requests get their turn: drawing holds the processor. */
const RESPIRO = 100;

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
  const foglio = await foglioTabella(
    {
      titolo: `Indice del fascicolo ${fascicolo.numero}`,
      ente,
      righe: [
        fascicolo.denominazione,
        fascicolo.oggetto,
        `Classificazione ${fascicolo.classificazione.codice} ${fascicolo.classificazione.denominazione}. Aperto il ${dataItaliana(fascicolo.dataApertura)}${fascicolo.dataChiusura ? `, chiuso con data ${dataItaliana(fascicolo.dataChiusura)}` : ''}. Documenti: ${parti.reduce((n, p) => n + p.documenti.length, 0).toLocaleString('it-IT')}. Indice del ${dataItaliana(giornoDiRoma(adesso))} alle ${oraDiRoma(adesso).slice(11, 16)}.`,
      ],
      piede: `${ente}  ·  Indice del fascicolo ${fascicolo.numero}`,
      istante: adesso,
    },
    [
      { nome: 'N.', larghezza: 12 },
      { nome: 'Data', larghezza: 22 },
      { nome: 'Registrazione', larghezza: 36 },
      { nome: 'Oggetto', larghezza: 70 },
      { nome: 'Corrispondenti', larghezza: 40 },
    ],
  );
  for (const { fascicolo: parte, documenti } of parti) {
    if (parti.length > 1) foglio.sezione(`${parte.numero}  ${parte.denominazione}`);
    if (documenti.length === 0) foglio.capoverso('Nessun documento.');
    for (const [i, d] of documenti.entries()) {
      const annullata = d.registrazione?.annullata ?? false;
      foglio.riga(
        [
          String(i + 1),
          dataItaliana(d.data),
          estremi(d),
          annullata ? `${d.denominazione} (ANNULLATA)` : d.denominazione,
          d.registrazione?.corrispondenti ?? '',
        ],
        annullata,
      );
      if (i % RESPIRO === RESPIRO - 1) await setImmediate();
    }
  }
  return await foglio.fine();
}
