import type { X509Certificate } from 'node:crypto';

/** Chains of real authorities have three certificates. */
const PASSI = 6;

/**
 * Whether the first of `certificati` was issued, through the others, by one of `fidati`, all being valid at `quando`.
 */
export function risale(
  certificati: readonly X509Certificate[],
  fidati: readonly X509Certificate[],
  quando: Date,
): boolean {
  let [attuale] = certificati;
  for (let passo = 0; attuale && passo < PASSI; passo++) {
    const questo: X509Certificate = attuale;
    if (questo.validFromDate > quando || questo.validToDate < quando) return false;
    if (fidati.some((f) => f.raw.equals(questo.raw))) return true;
    const emesso = (da: X509Certificate): boolean => questo.checkIssued(da) && questo.verify(da.publicKey);
    const ancora = fidati.find(emesso);
    if (ancora) return ancora.validFromDate <= quando && ancora.validToDate >= quando;
    attuale = certificati.find((c) => c.ca && c !== questo && emesso(c));
  }
  return false;
}
