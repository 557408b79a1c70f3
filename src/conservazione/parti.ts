import type { PartiDocumenti } from '#documenti';
import type { Orologio } from '#platform/clock';
import type { Vault } from '#platform/vault';

/** Points of a delivery at which a test stops the process. */
export type PuntoConsegna = 'in-partenza' | 'consegnato' | 'concluso';

export type PartiConservazione = PartiDocumenti & {
  vault: Vault;
  orologio: Orologio;
  /** Data folder: below it, and only there, is what a conservatore reached through a folder finds. */
  dati: string;
  /** How long one that was being handed over is left to whoever was doing it, ms. */
  attesa?: number;
  punto?: (nome: PuntoConsegna) => Promise<void> | undefined;
};
