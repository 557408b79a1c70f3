import { join } from 'node:path';
import type { ParametriCartella, ParametriImap, ParametriUscita } from '../caselle/caselle.schema.ts';
import type { PartiInvii } from './parti.ts';
import { uscitaInCartella } from './uscita-cartella.ts';
import { uscitaSmtp } from './uscita-smtp.ts';
import type { CasellaInUscita, Uscita } from './uscita.ts';

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
