import { createHmac } from 'node:crypto';

/** Where Dovecot looks for the secret of a token that names no issuer and no key. */
export const CHIAVI = 'chiavi/default/HS256';

/** A JWT for that box, good for an hour. */
export function gettone(segreto: Buffer, sub: string, iat: number): string {
  const in64 = (o: object): string => Buffer.from(JSON.stringify(o)).toString('base64url');
  const firmato = `${in64({ alg: 'HS256', typ: 'JWT' })}.${in64({ sub, iat, exp: iat + 3600 })}`;
  return `${firmato}.${createHmac('sha256', segreto).update(firmato).digest('base64url')}`;
}
