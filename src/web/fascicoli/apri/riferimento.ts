import type { RiferimentoRegistrazione } from '../tipi.ts';

/** `PG/2026/345`, as it stands in the address of the form. */
export function leggiRiferimento(testo: string | undefined): RiferimentoRegistrazione | undefined {
  const [, registro, anno, numero] = /^([A-Z0-9_-]{1,16})\/(\d{4})\/0*(\d{1,15})$/.exec(testo ?? '') ?? [];
  if (!registro || !anno || !numero) return undefined;
  return { registro, anno: Number(anno), numero: Number(numero) };
}
