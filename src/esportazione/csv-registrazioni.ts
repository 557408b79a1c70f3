import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { FileAperto } from './scrivi-file.ts';

type Riga = {
  registrazione: Record<string, string | number | boolean | null> & { diciture: string[] };
  scheda: Record<string, string | number | boolean | null> | null;
  classificazione: { codice: string } | null;
  unitaCompetente: { codice: string } | null;
  documenti: Record<string, string | number | null>[];
};

const testa = [
  'Registro',
  'Anno',
  'Numero',
  'Istante',
  'Flusso',
  'Oggetto',
  'Corrispondenti',
  'Oggetto registrato',
  'Classificazione',
  'Ufficio competente',
  'Mezzo',
  'Protocollo del mittente',
  'Data del protocollo del mittente',
  'Arrivato il',
  'Annullata',
  'Rettificata',
  'Segnatura',
  'Operatore',
  'Documenti',
];
const testaDocumenti = [
  'Registro',
  'Anno',
  'Numero',
  'Ordine',
  'Ruolo',
  'Nome',
  'Formato',
  'Byte',
  'SHA-256',
  'File',
];

/** Path of a stored document inside the export. */
export const percorsoDocumento = (impronta: string): string =>
  `documenti/${impronta.slice(0, 2)}/${impronta}`;

/** Begins the two tables that a spreadsheet opens: one line for each registration, one for each document. */
export async function iniziaCsv(registrazioni: FileAperto, documenti: FileAperto): Promise<void> {
  await registrazioni.scrivi(INIZIO_CSV + rigaCsv(testa));
  await documenti.scrivi(INIZIO_CSV + rigaCsv(testaDocumenti));
}

const siNo = (valore: unknown): string => (valore === true ? 'sì' : '');

/** The same lines as `registrazioni.jsonl`, in the columns of the office. */
export async function scriviCsv(
  registro: string,
  righe: readonly string[],
  registrazioni: FileAperto,
  documenti: FileAperto,
): Promise<void> {
  const lette = righe.map((riga) => JSON.parse(riga) as Riga);
  const testo = lette.map(({ registrazione: r, scheda: s, classificazione, unitaCompetente, documenti: d }) =>
    rigaCsv(
      [
        registro,
        r.anno,
        r.numero,
        r.istante,
        r.flusso,
        s?.oggetto,
        s?.corrispondenti,
        r.oggetto,
        classificazione?.codice,
        unitaCompetente?.codice,
        s?.mezzo,
        r.protocollo_mittente_numero,
        r.protocollo_mittente_data,
        r.data_arrivo,
        siNo(s?.annullata),
        siNo(s?.rettificata),
        r.segnatura,
        r.operatore,
        d.length,
      ].map((x) => (typeof x === 'boolean' ? siNo(x) : x)),
    ),
  );
  await registrazioni.scrivi(testo.join(''));
  const file = lette.flatMap(({ registrazione: r, documenti: d }) =>
    d.map((x) =>
      rigaCsv(
        [
          registro,
          r.anno,
          r.numero,
          x.ordine,
          x.ruolo,
          x.nome_file ?? x.descrizione,
          x.formato,
          x.dimensione,
          x.impronta,
          typeof x.impronta === 'string' ? percorsoDocumento(x.impronta) : '',
        ].map((v) => (typeof v === 'boolean' ? siNo(v) : v)),
      ),
    ),
  );
  if (file.length > 0) await documenti.scrivi(file.join(''));
}
