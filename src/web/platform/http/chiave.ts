/** A fresh `Idempotency-Key`. Not `randomUUID`, which browsers withhold outside HTTPS and loopback. */
export function nuovaChiave(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  );
}
