import type { Corrispondente, TipoCorrispondente } from './tipi.ts';

export const nomeTipo: Record<TipoCorrispondente, string> = {
  PF: 'Persona',
  PG: 'Impresa o ente',
  PAI: 'Amministrazione italiana',
  PAE: 'Amministrazione estera',
};

/** The same in few letters, for switches and lists. */
export const siglaTipo: Record<string, string> = {
  PF: 'Persona',
  PG: 'Impresa o ente',
  PAI: 'PA italiana',
  PAE: 'PA estera',
  anonimo: 'Anonimo',
};

/** How a correspondent reads: surname first for persons, as in the register. */
export function nominativo(c: Pick<Corrispondente, 'nome' | 'cognome' | 'denominazione'>): string {
  return c.denominazione ?? [c.cognome, c.nome].filter(Boolean).join(' ');
}

/** What tells apart two correspondents of the same name: codes, office, address. */
export function contrassegni(c: Corrispondente): string {
  return [
    c.ufficio,
    c.codiceFiscale && `CF ${c.codiceFiscale}`,
    c.partitaIva && `P.IVA ${c.partitaIva}`,
    c.codiceIpa && `IPA ${c.codiceIpa}`,
    c.indirizziDigitali?.[0],
    c.indirizzo,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What one typed in the search, as the beginning of a new correspondent: `Rossi Anna` is surname and name. */
export function daTesto(tipo: TipoCorrispondente, testo: string): Corrispondente {
  const scritto = testo.trim();
  if (/@/.test(scritto)) return { tipo, indirizziDigitali: [scritto] };
  if (tipo !== 'PF') return { tipo, denominazione: scritto };
  const [cognome, ...nome] = scritto.split(/\s+/);
  return { tipo, cognome: cognome ?? '', nome: nome.join(' ') };
}

/** Without the empty fields, which the server refuses; the fields of another kind are left out. */
export function ripulito(c: Corrispondente): Corrispondente {
  const proprio: Corrispondente =
    c.tipo === 'PF' ? { ...c, denominazione: undefined } : { ...c, nome: undefined, cognome: undefined };
  if (c.tipo !== 'PAI')
    Object.assign(proprio, { codiceIpa: undefined, codiceAoo: undefined, codiceUo: undefined });
  const indirizzi = c.indirizziDigitali?.map((i) => i.trim()).filter(Boolean);
  const voci = Object.entries({ ...proprio, indirizziDigitali: indirizzi?.length ? indirizzi : undefined })
    .map(([campo, valore]) => [campo, typeof valore === 'string' ? valore.trim() : valore] as const)
    .filter(([, valore]) => valore !== undefined && valore !== '');
  return Object.fromEntries(voci) as Corrispondente;
}
