import { Compile } from 'typebox/compile';
import { Type } from 'typebox';
import { campiInItaliano } from '#platform/http';
import { CodiceUnita, Variazione } from '../unita/unita.schema.ts';

/** What a line says of a unit: only the fields it names. */
export type Detti = Omit<Variazione, 'dal' | 'atto'>;

type Dove = { linea: number; codice: string; denominazione: string };

/** A line as it was read: what it proposes, why it will not do, or why it is left out. */
export type Letta = Dove &
  ({ detti: Detti; nota?: string; soloSeNuova?: Detti } | { errore: string } | { saltata: string });
export type Proposta = Extract<Letta, { detti: Detti }>;

/** What a file says, whatever its columns are called. */
export type FileLetto = {
  formato: 'organigramma' | 'ipa-uo';
  righe: Letta[];
  altriEnti: number;
};

const codice = Compile(Type.Object({ codice: CodiceUnita }));
const variazione = Compile(Variazione);

/** What is wrong with the values of a line, in words; nothing when they will do. */
export function difetti(quale: string, detti: Detti): string | undefined {
  const intera = { dal: '2000-01-01', atto: '-', ...detti };
  const campi = [
    ...(codice.Check({ codice: quale }) ? [] : campiInItaliano(codice.Errors({ codice: quale }))),
    ...(variazione.Check(intera) ? [] : campiInItaliano(variazione.Errors(intera))),
  ];
  return campi.length === 0 ? undefined : campi.map((c) => `${c.campo}: ${c.messaggio}`).join(' ');
}
