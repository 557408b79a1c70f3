import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ParametriCartella, ParametriImap, ParametriUscita } from '../caselle/caselle.schema.ts';
import type { PartiInvii } from './parti.ts';
import { uscitaInCartella } from './uscita-cartella.ts';
import { uscitaSmtp } from './uscita-smtp.ts';

export type DaSpedire = {
  id: string;
  da: string;
  a: readonly string[];
  dimensione: number;
  corpo: Buffer | Readable;
};

/** How handing a message over ended; only `riprova` says that trying again cannot double it. */
export type Esito =
  | { esito: 'inviato'; rifiutati: { indirizzo: string; motivo: string }[] }
  | { esito: 'rifiutato' | 'riprova' | 'incerto'; motivo: string };

/** Where a box sends from. It never throws for what the other side says or does. */
export type Uscita = { spedisci: (m: DaSpedire) => Promise<Esito> };

export type CasellaInUscita = {
  id: string;
  trasporto: string;
  parametri: unknown;
  segreto: string | null;
  uscita: unknown;
  uscita_segreto: string | null;
};

/** By SMTP where the box has a server to send from, else into `uscita` of the folder it is. */
export function apriUscita(parti: PartiInvii, c: CasellaInUscita): Uscita {
  const uscita = c.uscita as Partial<ParametriUscita>;
  if (uscita.host === undefined) {
    const { cartella } = c.parametri as ParametriCartella;
    return uscitaInCartella(join(parti.dati, 'caselle', cartella, 'uscita'));
  }
  return uscitaSmtp(uscita as ParametriUscita, password(parti, c), parti);
}

// Of a box read with a token that password is none, and the token opens no SMTP server by itself.
function password(parti: PartiInvii, c: CasellaInUscita): string | undefined {
  if (c.uscita_segreto !== null) return parti.vault.open(`casella/${c.id}/uscita`, c.uscita_segreto);
  if (c.segreto === null || (c.parametri as Partial<ParametriImap>).oauth) return undefined;
  return parti.vault.open(`casella/${c.id}`, c.segreto);
}
