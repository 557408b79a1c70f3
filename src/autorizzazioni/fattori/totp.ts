import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands: SHA-1, six digits, thirty seconds (RFC 6238, and the apps' own default). */
const FORMA = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps before and after the present one that are accepted: clocks of telephones are seldom further off (RFC 6238 §5.2). */
const FINESTRA = 1;

/** A new seed of 160 bits (RFC 4226 §4), in base32 as an app takes it. */
export function nuovoSeme(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The step whose code this is, near the one of now.
 *
 * @param codice six digits
 * @returns number of the 30-second step since 1970, or undefined when it is no code of those
 */
export function passoDelCodice(seme: string, codice: string, adesso: Date): number | undefined {
  const timestamp = adesso.getTime();
  const scarto = TOTP.validate({
    ...FORMA,
    secret: Secret.fromBase32(seme),
    token: codice,
    timestamp,
    window: FINESTRA,
  });
  return scarto === null ? undefined : TOTP.counter({ period: FORMA.period, timestamp }) + scarto;
}

/** `otpauth://totp/…`: what the QR code says to the app. */
export function indirizzoTotp(seme: string, chi: { ente: string; nomeUtente: string }): string {
  // A colon parts issuer and account in the label; apps are not of one mind about an escaped one.
  const issuer = chi.ente.replaceAll(':', ' ');
  return new TOTP({ ...FORMA, issuer, label: chi.nomeUtente, secret: Secret.fromBase32(seme) }).toString();
}
