/**
 * Messages as bytes (RFC 5322, MIME), with no word of the office in it: what is sent is found again exactly as it was sent. Nothing here
 * throws on what a message holds, and nothing takes longer than its size allows.
 */
export { type Address, parseAddresses } from './addresses.ts';
export { type Decoded, decodeText } from './charset.ts';
export { parseDate } from './date.ts';
export { everyPart } from './every-part.ts';
export { parseParameters, type Parametrized } from './parameters.ts';
export { headerOf, MIME_LIMITS, type Header, type MimeFault, type MimeLimits, type Part } from './part.ts';
export { parseMime } from './parse-mime.ts';
export { readTnef, type TnefFile } from './tnef.ts';
export { fromTransfer, type Transferred } from './transfer.ts';
export { decodeWords } from './words.ts';
