import { Rifiuto } from '#platform/http';

/** What a column of the list holds: a datum of the correspondent, or a variable field under its own name. */
export type Colonna = { dato: Dato } | { variabile: string };
export type Dato =
  | 'tipo'
  | 'nome'
  | 'cognome'
  | 'denominazione'
  | 'codiceFiscale'
  | 'partitaIva'
  | 'codiceIpa'
  | 'codiceAoo'
  | 'codiceUo'
  | 'ufficio'
  | 'indirizzo'
  | 'nazione'
  | 'indirizziDigitali'
  | 'telefono';

// How offices head these columns, folded by `piega`.
const INTESTAZIONI: Record<string, Dato> = {
  tipo: 'tipo',
  nome: 'nome',
  cognome: 'cognome',
  denominazione: 'denominazione',
  ragione_sociale: 'denominazione',
  codice_fiscale: 'codiceFiscale',
  cf: 'codiceFiscale',
  cod_fiscale: 'codiceFiscale',
  partita_iva: 'partitaIva',
  p_iva: 'partitaIva',
  piva: 'partitaIva',
  codice_ipa: 'codiceIpa',
  ipa: 'codiceIpa',
  codice_aoo: 'codiceAoo',
  codice_uo: 'codiceUo',
  ufficio: 'ufficio',
  indirizzo: 'indirizzo',
  nazione: 'nazione',
  pec: 'indirizziDigitali',
  email: 'indirizziDigitali',
  e_mail: 'indirizziDigitali',
  mail: 'indirizziDigitali',
  posta_elettronica: 'indirizziDigitali',
  domicilio_digitale: 'indirizziDigitali',
  indirizzo_digitale: 'indirizziDigitali',
  indirizzi_digitali: 'indirizziDigitali',
  telefono: 'telefono',
};

const VARIABILI_MASSIME = 30;

/** Letters and digits in lower case, anything between them as one `_`: `Codice Fiscale`, `codiceFiscale`, `CODICE-FISCALE`. */
export function piega(testo: string): string {
  return testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/**
 * Reads the header of a list of recipients. Whatever is not a datum of the correspondent is a variable field (RN-58.3).
 *
 * @throws Rifiuto `destinatari.colonne` when no column says who the recipient is, two have one name, or there are too many
 */
export function leggiIntestazione(nomi: string[]): Colonna[] {
  const colonne = nomi.map((nome, i): Colonna => {
    const dato = INTESTAZIONI[piega(nome)];
    return dato ? { dato } : { variabile: nome === '' ? `colonna ${i + 1}` : nome };
  });
  const rifiuta = (dettaglio: string): never => {
    throw new Rifiuto({ codice: 'destinatari.colonne', categoria: 'nonValido', dettaglio, campo: 'file' });
  };
  const dati = colonne.flatMap((c) => ('dato' in c ? [c.dato] : []));
  const variabili = colonne.flatMap((c) => ('variabile' in c ? [c.variabile] : []));
  if (!dati.includes('denominazione') && !dati.includes('cognome'))
    rifiuta(
      'Nella prima riga manca la colonna «denominazione» o la coppia «cognome» e «nome»: senza, non si sa chi è il destinatario.',
    );
  // Only addresses may be spread over several columns (PEC and e-mail).
  const doppia = [...dati.filter((d) => d !== 'indirizziDigitali'), ...variabili].find(
    (n, i, t) => t.indexOf(n) !== i,
  );
  if (doppia) rifiuta(`Due colonne hanno lo stesso significato: «${doppia}».`);
  const lunga = variabili.find((v) => v.length > 60);
  if (lunga) rifiuta(`Il nome della colonna «${lunga.slice(0, 60)}…» supera 60 caratteri.`);
  if (variabili.length > VARIABILI_MASSIME)
    rifiuta(`I campi variabili sono ${variabili.length}: al massimo ${VARIABILI_MASSIME}.`);
  return colonne;
}
