import type { Attributo, Campo } from './fornitori.schema.ts';

/** What a provider says of a person (OpenID Connect Core §5.1). */
export type Affermazioni = Record<string, unknown>;

/** The codice fiscale has no name of its own in the standard: these are the ones in use, SPID's and CIE's among them. */
const NOMI_CODICE_FISCALE = [
  'fiscal_number',
  'https://attributes.eid.gov.it/fiscal_number',
  'fiscalNumber',
  'codice_fiscale',
  'codiceFiscale',
];

/** @returns undefined when it does not say it; an address of mail also when it did not verify it */
export function leggiAttributo(a: Affermazioni, attributo: Attributo): string | undefined {
  const nomi = attributo === 'codice_fiscale' ? NOMI_CODICE_FISCALE : [attributo];
  const valore = nomi.map((nome) => a[nome]).find((v) => typeof v === 'string' && v.trim() !== '');
  if (typeof valore !== 'string') return undefined;
  // Some write it as a word. Who can choose his own address there could choose a colleague's.
  if (attributo === 'email' && String(a.email_verified) !== 'true') return undefined;
  return valore.trim();
}

/** As the field of the user it must be equal to is written here. `TINIT-` is how eIDAS says whose codice fiscale it is. */
export function comeNelCampo(valore: string, campo: Campo): string {
  return campo === 'codice_fiscale' ? valore.replace(/^TINIT-/i, '').toUpperCase() : valore.toLowerCase();
}

/** Whether the provider says to have asked for more than a password, in words the ente trusts (RFC 8176, Core §2 `acr`). */
export function conSecondoFattore(idToken: Affermazioni, valgono: readonly string[]): boolean {
  const detti = [idToken.acr, ...(Array.isArray(idToken.amr) ? (idToken.amr as unknown[]) : [])];
  return valgono.some((valore) => detti.includes(valore));
}
