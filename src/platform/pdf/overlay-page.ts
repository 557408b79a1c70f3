import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { type Box, intersect, type Matrix, multiply, transformBox } from './geometry.ts';

/** Where the stamp goes: `box` on the page as seen, y downwards; `extension` is white added above or below the page. */
export type Placement = { box: Box; extension?: { side: 'top' | 'bottom'; height: number } };

/**
 * Appends the form `stamp` (its own size `natural`, in points) to a page, without touching what is there: existing
 * content is enclosed in a saved state, and any state it leaves open (`unbalancedSaves`) is closed.
 * `fromView` takes points of the page as seen (y downwards) to the coordinates of its content, whatever its rotation,
 * crop box or unit.
 */
export function overlayPage(
  document: PDFDocument,
  page: PDFPage,
  stamp: PDFRef,
  natural: { width: number; height: number },
  placement: Placement,
  view: { fromView: Matrix; width: number; height: number; unbalancedSaves: number },
): void {
  const { context } = document;
  const { node } = page;
  const name = addXObject(document, page, stamp);
  const { x0, y0, x1, y1 } = placement.box;
  // The form is one unit per point with y upwards; the view has y downwards.
  const upright: Matrix = [(x1 - x0) / natural.width, 0, 0, -(y1 - y0) / natural.height, x0, y1];
  const drawing = [`q ${numbers(multiply(view.fromView, upright))} cm /${name} Do Q`];
  if (placement.extension) {
    const { side, height } = placement.extension;
    const added: Box =
      side === 'top'
        ? { x0: 0, y0: -height, x1: view.width, y1: 0 }
        : { x0: 0, y0: view.height, x1: view.width, y1: view.height + height };
    const band = transformBox(view.fromView, added);
    // What the crop box used to hide must not come to light in the band.
    drawing.unshift(`q 1 g ${numbers([band.x0, band.y0, band.x1 - band.x0, band.y1 - band.y0])} re f Q`);
    const whole = transformBox(view.fromView, {
      x0: 0,
      y0: Math.min(0, added.y0),
      x1: view.width,
      y1: Math.max(view.height, added.y1),
    });
    extend(document, page, whole);
  }
  const before = context.register(context.stream('q'));
  const after = context.register(
    context.stream(`${'Q '.repeat(1 + view.unbalancedSaves)}${drawing.join(' ')}`),
  );
  const contents = node.Contents();
  const existing = contents instanceof PDFArray ? contents.asArray() : [node.get(PDFName.Contents)];
  node.set(PDFName.Contents, context.obj([before, ...existing.filter((item) => item !== undefined), after]));
}

/** Own copies of the dictionaries on the way: they may be shared with pages that get no stamp. */
function addXObject(document: PDFDocument, page: PDFPage, stamp: PDFRef): string {
  const { context } = document;
  const resources = page.node.Resources()?.clone(context) ?? context.obj({});
  const existing = resources.lookup(PDFName.XObject);
  const xObjects = existing instanceof PDFDict ? existing.clone(context) : context.obj({});
  let name = 'TabulariumStamp';
  while (xObjects.has(PDFName.of(name))) name += 'x';
  xObjects.set(PDFName.of(name), stamp);
  resources.set(PDFName.XObject, xObjects);
  page.node.set(PDFName.Resources, resources);
  return name;
}

function extend(document: PDFDocument, page: PDFPage, visible: Box): void {
  const media = page.getMediaBox();
  const old: Box = { x0: media.x, y0: media.y, x1: media.x + media.width, y1: media.y + media.height };
  const union: Box = {
    x0: Math.min(old.x0, visible.x0),
    y0: Math.min(old.y0, visible.y0),
    x1: Math.max(old.x1, visible.x1),
    y1: Math.max(old.y1, visible.y1),
  };
  const toArray = ({ x0, y0, x1, y1 }: Box): PDFArray =>
    document.context.obj([x0, y0, x1, y1].map((value) => PDFNumber.of(value)));
  page.node.set(PDFName.MediaBox, toArray(union));
  page.node.set(PDFName.CropBox, toArray(intersect(union, visible)));
}

function numbers(values: readonly number[]): string {
  return values.map((value) => Number(value.toFixed(4)).toString()).join(' ');
}
