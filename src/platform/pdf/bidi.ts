import type { Bidi } from 'bidi-js';

type Layout = (text: string, features?: object, ...rest: unknown[]) => unknown;
type Positioned = { xAdvance: number };
type GlyphRun = { glyphs: unknown[]; positions: Positioned[]; readonly advanceWidth: number };

/** Hebrew, Arabic and the other scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/**
 * The pieces of a line from left to right as they are seen (UAX #9), the line itself being of a text written from left to right, as our
 * documents are. Each piece is in the order in which it is read.
 */
export function seenRuns(bidi: Bidi, line: string): string[] {
  const { levels } = bidi.getEmbeddingLevels(line, 'ltr');
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const runs: { text: string; level: number }[] = [];
  for (let i = 0; i < line.length; i++) {
    const character = mirrored.get(i) ?? line.charAt(i);
    const level = levels[i] ?? 0;
    const last = runs.at(-1);
    if (last?.level === level) last.text += character;
    else runs.push({ text: character, level });
  }
  for (let level = Math.max(0, ...runs.map((r) => r.level)); level > 0; level--) {
    for (let from = 0; from < runs.length; from++) {
      let to = from;
      while ((runs[to]?.level ?? 0) >= level) to++;
      runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      from = to;
    }
  }
  return runs.map((r) => r.text);
}

/** A font that lays out each piece of a line by itself, where it is seen: within one that reads from right to left it turns and joins the letters. */
export function withBidi<F extends { layout: Layout }>(bidi: Bidi, font: F): F {
  const layout: Layout = font.layout.bind(font);
  font.layout = (text, features, ...rest) => {
    if (!hasRightToLeft(text)) return layout(text, features, ...rest);
    const runs = seenRuns(bidi, text).map((run) => layout(run, features, ...rest) as GlyphRun);
    const positions = runs.flatMap((run) => run.positions);
    return {
      glyphs: runs.flatMap((run) => run.glyphs),
      positions,
      // Asked for after pdfkit has scaled the positions.
      get advanceWidth() {
        return positions.reduce((sum, p) => sum + p.xAdvance, 0);
      },
    } satisfies GlyphRun;
  };
  return font;
}
