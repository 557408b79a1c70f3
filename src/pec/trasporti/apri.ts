import { join } from 'node:path';
import type { Vault } from '#platform/vault';
import type { ParametriCartella, ParametriImap } from '../caselle/caselle.schema.ts';
import { apriCartella } from './cartella.ts';
import { apriImap } from './imap.ts';
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
  if (casella.segreto === null)
    throw Object.assign(new Error('the mailbox has no password'), { code: 'NoSecret' });
  const segreto = parti.vault.open(`casella/${casella.id}`, casella.segreto);
  const credenziali = parametri.oauth
    ? { accessToken: await nuovoAccesso(parametri.oauth, segreto) }
    : { password: segreto };
  return await apriImap(parametri, credenziali, parti.certificatiFidati, leggera);
}
