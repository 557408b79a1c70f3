import type { Part } from './part.ts';

/** All parts, the message's own first, each before what it holds. */
export function* everyPart(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* everyPart(child);
  if (part.message) yield* everyPart(part.message);
}
