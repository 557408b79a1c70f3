import type { Pdf } from './document.ts';

/** Something already written as PDF syntax, that pdfkit puts in a dictionary as it is. */
type Raw = { readonly [Symbol.toStringTag]: 'Raw'; toString(): string };
const raw = (text: string): Raw => ({ [Symbol.toStringTag]: 'Raw', toString: () => text });

/** What of pdfkit is used here and its types do not show. */
type Internals = {
  ref(data: Record<string, unknown>): { data: Record<string, unknown>; end(): void; toString(): string };
  page: { dictionary: { toString(): string }; structParentTreeKey: number };
  getStructTreeRoot(): { data: Record<string, unknown>; toString(): string };
  getStructParentTree(): { get(key: number): unknown[]; _items: Record<string, unknown[]> };
  addContent(data: string): void;
};

type Attributes = { alt?: string; scope?: 'Row' | 'Column' };

/** An element of the structure tree: its content and children are known only by number, and it is written as soon as it ends. */
export type Element = {
  /** Content on the page that is open: what `draw` writes. More than once, where it goes on over pages. */
  content(draw: () => void): void;
  child(type: string, attributes?: Attributes): Element;
  end(): void;
  /** As other objects of the file name it. */
  readonly ref: string;
};

/** Elements an array of a PDF/A-1 file may have: 8191 (ISO 19005-1, 6.1.12). */
const ARRAY_MAX = 4_000;

/** pdfkit writes the tree from pages to elements in one array; a document of thousands of pages needs branches. */
function branchParentTree(doc: Internals): void {
  const entries = Object.entries(doc.getStructParentTree()._items);
  if (entries.length < ARRAY_MAX) return;
  const leaves: string[] = [];
  for (let i = 0; i < entries.length; i += ARRAY_MAX / 2) {
    const some = entries.slice(i, i + ARRAY_MAX / 2);
    const leaf = doc.ref({
      Limits: [Number(some[0]?.[0]), Number(some.at(-1)?.[0])],
      Nums: some.flatMap(([key, elements]) => [Number(key), elements]),
    });
    leaf.end();
    leaves.push(String(leaf));
  }
  doc.getStructTreeRoot().data.ParentTree = raw(`<</Kids [${leaves.join(' ')}]>>`);
}

/**
 * The structure tree of a long document, written as it goes: pdfkit keeps an object for each element until the last, which for
 * tens of thousands of cells is hundreds of megabytes.
 *
 * @returns the root element, a `Document`; nothing else of this PDF may be tagged in another way
 */
export function taggedContent(pdf: Pdf): Element {
  const doc = pdf.doc as unknown as Internals;
  const tree = doc.getStructTreeRoot();
  const element = (type: string, parent: string, attributes: Attributes = {}): Element => {
    const ref = doc.ref({
      S: type,
      P: raw(parent),
      ...(attributes.alt !== undefined && { Alt: new String(pdf.clean('sans', attributes.alt)) }),
      ...(attributes.scope !== undefined && { A: { O: 'Table', Scope: attributes.scope } }),
    });
    const self = String(ref);
    const kids: string[] = [];
    return {
      content: (draw) => {
        const key = doc.page.structParentTreeKey;
        const parents = doc.getStructParentTree().get(key);
        kids.push(`<</Type /MCR /Pg ${String(doc.page.dictionary)} /MCID ${parents.length}>>`);
        doc.addContent(`/${type} <</MCID ${parents.length}>> BDC`);
        parents.push(raw(self));
        draw();
        doc.addContent('EMC');
      },
      child: (childType, childAttributes) => {
        const child = element(childType, self, childAttributes);
        kids.push(child.ref);
        return child;
      },
      end: () => {
        ref.data.K = raw(`[${kids.join(' ')}]`);
        ref.end();
      },
      ref: self,
    };
  };
  const root = element('Document', String(tree));
  tree.data.K = raw(`[${root.ref}]`);
  return {
    ...root,
    end: () => {
      root.end();
      branchParentTree(doc);
    },
  };
}
