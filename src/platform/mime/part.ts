/** One header field, in the order in which it came. `value` is unfolded, its encoded words not yet decoded. */
export type Header = { name: string; value: string; raw: Buffer };

/**
 * What was wrong and survived. `depth`, `parts`, `head`: something is beyond the limits, and was left closed; `header`: lines
 * among the headers that are none; `no-blank-line`: nothing divides headers and body; `boundary`: the delimiter declared is not
 * the one used; `unclosed`: the last delimiter is missing; `transfer-encoding`: bytes that its encoding does not allow;
 * `not-a-message`: declared a message, and is not.
 */
export type MimeFault =
  | 'depth'
  | 'parts'
  | 'head'
  | 'header'
  | 'no-blank-line'
  | 'boundary'
  | 'unclosed'
  | 'transfer-encoding'
  | 'not-a-message';

/**
 * An entity of RFC 2045: headers and a body. All buffers are views of the bytes that were parsed (of a decoded copy only inside a
 * message that was itself encoded).
 */
export type Part = {
  /**
   * Its place: `2.1` is the first part of the second part, `2/1` what stands in the message that is the second part. A message that
   * is one part only has it as `1`; a multipart on top of a message has the empty place, or one that ends with a slash.
   */
  path: string;
  /** From the first byte of its headers to the last of its body, the line break before the delimiter left out. */
  raw: Buffer;
  /** Headers as bytes, blank line left out. */
  head: Buffer;
  headers: Header[];
  /** As sent, still in its transfer encoding. */
  body: Buffer;
  /** Lower case, `text/plain` where it is missing. */
  type: string;
  parameters: ReadonlyMap<string, string>;
  /** Lower case. */
  disposition: string | undefined;
  /** Lower case; empty where it is missing. */
  encoding: string;
  /** Exactly as sent, decoded. */
  fileName: string | undefined;
  /** Without its angle brackets. */
  contentId: string | undefined;
  children: Part[];
  /** The message inside, of a `message/rfc822` or of a file whose name ends in `.eml`. */
  message: Part | undefined;
  faults: MimeFault[];
};

/** `headBytes` and `headers` are of each part; `depth` counts multiparts and messages one inside the other. */
export type MimeLimits = { depth: number; parts: number; headBytes: number; headers: number };

export const MIME_LIMITS: MimeLimits = { depth: 16, parts: 1000, headBytes: 512 * 1024, headers: 2000 };

/** The first field of that name (lower case), unfolded. */
export function headerOf({ headers }: Part, name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value;
}
