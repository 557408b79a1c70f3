import addressparser from 'nodemailer/lib/addressparser';
import { decodeWords } from './words.ts';

export type Address = { address: string; name?: string };

const LIMIT = 5000;

/** The addresses of a `From`, `To`, … in order; groups are opened. Words are decoded after the commas were understood. */
export function parseAddresses(header: string | undefined): Address[] {
  if (!header) return [];
  return addressparser(header, { flatten: true })
    .slice(0, LIMIT)
    .filter(({ address, name }) => address !== '' || name !== '')
    .map(({ address, name }) => {
      const decoded = decodeWords(name).trim();
      return { address: address.trim(), ...(decoded === '' ? {} : { name: decoded }) };
    });
}
