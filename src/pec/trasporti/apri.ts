import { join } from 'node:path';
import type { Vault } from '#platform/vault';
import type { ParametriCartella, ParametriImap } from '../caselle/caselle.schema.ts';
import { apriCartella } from './cartella.ts';
import { apriImap, type Credenziali } from './imap.ts';
import { nuovoAccesso } from './oauth.ts';
import type { Trasporto } from './trasporto.ts';

export type CasellaDaAprire = {
  id: string;
  trasporto: string;
  parametri: unknown;
  segreto: string | null;
};

/** What it takes to open any mailbox. */
export type PartiTrasporto = {
  vault: Vault;
  /** Data folder. */
  dati: string;
  /** PEM of authorities to trust besides the system's. */
  certificatiFidati?: string | undefined;
};

/** Opens a mailbox in the way it is configured. @throws what the other side says */
export async function apriTrasporto(
  parti: PartiTrasporto,
  casella: CasellaDaAprire,
  leggera = false,
): Promise<Trasporto> {
  if (casella.trasporto === 'cartella') {
    const { cartella } = casella.parametri as ParametriCartella;
    return await apriCartella(join(parti.dati, 'caselle', cartella));
  }
  const parametri = casella.parametri as ParametriImap;
  return await apriImap(parametri, await credenziali(parti, casella), parti.certificatiFidati, leggera);
}

/** Of a box read over IMAP: its password, or a token that is new each time. */
export async function credenziali(
  parti: PartiTrasporto,
  { id, parametri, segreto }: CasellaDaAprire,
): Promise<Credenziali> {
  if (segreto === null) throw Object.assign(new Error('the mailbox has no password'), { code: 'NoSecret' });
  const aperto = parti.vault.open(`casella/${id}`, segreto);
  const { oauth } = parametri as ParametriImap;
  return oauth ? { accessToken: await nuovoAccesso(oauth, aperto) } : { password: aperto };
}
