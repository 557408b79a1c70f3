import { AltName, type Certificate } from 'pkijs';

const EMAIL = '1.2.840.113549.1.9.1';
const NOME = '2.5.4.3';
const ORGANIZZAZIONE = '2.5.4.10';
const RFC822 = 1;

type Nomi = Certificate['subject']['typesAndValues'];

function valore(nomi: Nomi, oid: string): string | undefined {
  const trovato = nomi.find(({ type }) => type === oid)?.value as
    { valueBlock: { value: unknown } } | undefined;
  return typeof trovato?.valueBlock.value === 'string' ? trovato.valueBlock.value : undefined;
}

/** Common name, else organisation. */
export function nomeDi(nomi: Nomi): string {
  return valore(nomi, NOME) ?? valore(nomi, ORGANIZZAZIONE) ?? '';
}

/** Addresses of the holder, lower case: the alternative names first, then the one that old certificates have in the subject. */
export function indirizziDi(certificato: Certificate): string[] {
  const estensione = certificato.extensions?.find(({ extnID }) => extnID === '2.5.29.17')
    ?.parsedValue as unknown;
  const nomi = estensione instanceof AltName ? estensione.altNames : [];
  const alternativi = nomi.filter(({ type }) => type === RFC822).map(({ value }) => String(value));
  return [...alternativi, valore(certificato.subject.typesAndValues, EMAIL) ?? '']
    .filter((indirizzo) => indirizzo !== '')
    .map((indirizzo) => indirizzo.toLowerCase());
}
