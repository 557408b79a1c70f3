import { leggiCsv } from '#platform/csv';
import { altroEnte } from './importazione.errors.ts';
import { difetti, type Detti, type FileLetto, type Letta } from './proposta.ts';

/** Columns of the file of the UO (unità organizzative) in the open data of IndicePA; the others are not the chart's. */
const COLONNE = {
  Codice_IPA: ['codamm'],
  Codice_uni_uo: [],
  Codice_uni_aoo: ['codaoo'],
  Codice_uni_uo_padre: [],
  Descrizione_uo: ['desou'],
  CAP: [],
  Indirizzo: [],
  Telefono: ['tel'],
  Mail1: [],
  Tipo_Mail1: [],
  Mail2: [],
  Tipo_Mail2: [],
  Mail3: [],
  Tipo_Mail3: [],
} as const;
type Celle = Record<keyof typeof COLONNE, string>;

/** What IndicePA wants of every ente and is no office: the address of the invoices, the duty of the digital transition. */
const FITTIZIE = new Set([
  'uffefatturapa',
  'ufficiotransizionedigitale',
  'ufficioperlatransizionealdigitale',
]);
const piegata = (testo: string): string =>
  testo
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
const CASELLA = /^[^@\s]+@[^@\s]+$/;

/** A unit of today, as it is recognised in the file: by its code in IndicePA, else by its name. */
export type Conosciuta = {
  codice: string;
  denominazione: string;
  codiceUnivoco: string | null;
  aperta: boolean;
};

/**
 * Reads the UO of this ente. IndicePA knows names, places and addresses, not powers nor kinds: what it does not say stays as it is.
 * A unit is the one with that code in IndicePA; the first time, the one that has no code yet and the same name.
 *
 * @throws Rifiuto `importazione.illeggibile`, `importazione.colonna-mancante`, `importazione.altro-ente`
 */
export function leggiIpa(
  testo: string,
  ente: { codiceIpa: string; codiceAoo: string },
  conosciute: readonly Conosciuta[],
): FileLetto {
  const tutte = leggiCsv(testo, COLONNE, ['Codice_IPA', 'Codice_uni_uo', 'Descrizione_uo']).map((r) => ({
    linea: r.linea,
    // Old files write the word for what is missing.
    celle: Object.fromEntries(Object.entries(r.celle).map(([k, v]) => [k, v === 'null' ? '' : v])) as Celle,
  }));
  const proprie = tutte.filter((r) => r.celle.Codice_IPA.toLowerCase() === ente.codiceIpa.toLowerCase());
  if (proprie.length === 0) throw altroEnte(ente.codiceIpa);
  const codici = riconosci(proprie, conosciute);
  const padri = new Set(proprie.map((r) => r.celle.Codice_uni_uo_padre.toUpperCase()));
  const righe = proprie.map(({ linea, celle }): Letta => {
    const univoco = celle.Codice_uni_uo.toUpperCase();
    const codice = codici.get(univoco) ?? univoco;
    const dove = { linea, codice, denominazione: celle.Descrizione_uo };
    if (FITTIZIE.has(piegata(celle.Codice_uni_uo)) || FITTIZIE.has(piegata(celle.Descrizione_uo)))
      return { ...dove, saltata: 'In IndicePA c’è per obbligo, e non è un ufficio.' };
    if (celle.Codice_uni_aoo && celle.Codice_uni_aoo.toUpperCase() !== ente.codiceAoo)
      return { ...dove, saltata: `È dell’area organizzativa ${celle.Codice_uni_aoo}.` };
    const sopra = celle.Codice_uni_uo_padre.toUpperCase();
    const { caselle, scartate } = leggiCaselle(celle);
    const detti: Detti = {
      denominazione: celle.Descrizione_uo,
      codiceUnivoco: univoco,
      ...(sopra && { padre: codici.get(sopra) ?? sopra }),
      ...(celle.Indirizzo && { indirizzo: [celle.Indirizzo, celle.CAP].filter(Boolean).join(', ') }),
      ...(celle.Telefono && { telefono: celle.Telefono }),
      ...caselle,
    };
    const errore = difetti(codice, detti);
    if (errore !== undefined) return { ...dove, errore };
    return {
      ...dove,
      detti,
      soloSeNuova: { tipo: sopra ? (padri.has(univoco) ? 'servizio' : 'ufficio') : 'area' },
      ...(scartate.length > 0 && { nota: `Non è un indirizzo, e non si importa: ${scartate.join(', ')}.` }),
    };
  });
  return { formato: 'ipa-uo', righe, altriEnti: tutte.length - proprie.length };
}

/** Code of IndicePA → code of the unit here. */
function riconosci(
  righe: readonly { celle: Celle }[],
  conosciute: readonly Conosciuta[],
): Map<string, string> {
  const perUnivoco = new Map(
    conosciute.flatMap((u) => (u.codiceUnivoco ? [[u.codiceUnivoco, u.codice]] : [])),
  );
  const perCodice = new Map(conosciute.map((u) => [u.codice.toUpperCase(), u.codice]));
  const perNome = new Map<string, string | null>();
  for (const u of conosciute.filter((x) => x.aperta && x.codiceUnivoco === null)) {
    const nome = piegata(u.denominazione);
    // Two with one name are not told apart.
    perNome.set(nome, perNome.has(nome) ? null : u.codice);
  }
  const codici = new Map<string, string>();
  for (const { celle } of righe) {
    const univoco = celle.Codice_uni_uo.toUpperCase();
    const nome = piegata(celle.Descrizione_uo);
    const trovato = perUnivoco.get(univoco) ?? perCodice.get(univoco) ?? perNome.get(nome);
    if (!trovato) continue;
    codici.set(univoco, trovato);
    perNome.delete(nome);
  }
  return codici;
}

function leggiCaselle(celle: Celle): { caselle: Detti; scartate: string[] } {
  const dette = [
    [celle.Mail1, celle.Tipo_Mail1],
    [celle.Mail2, celle.Tipo_Mail2],
    [celle.Mail3, celle.Tipo_Mail3],
  ].flatMap(([casella, tipo]) => (casella ? [{ casella, pec: /^pec$/i.test(tipo ?? '') }] : []));
  const buone = dette.filter((d) => CASELLA.test(d.casella));
  const pec = buone.find((d) => d.pec)?.casella.toLowerCase();
  const email = buone.find((d) => !d.pec)?.casella.toLowerCase();
  return {
    caselle: { ...(pec && { pec }), ...(email && { email }) },
    scartate: dette.filter((d) => !CASELLA.test(d.casella)).map((d) => d.casella),
  };
}
