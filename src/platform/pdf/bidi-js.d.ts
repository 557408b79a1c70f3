// As much of it as we use: the package comes without types.
declare module 'bidi-js' {
  export type Bidi = {
    getEmbeddingLevels(text: string, direction: 'ltr'): { levels: Uint8Array };
    getMirroredCharactersMap(text: string, levels: Uint8Array): Map<number, string>;
  };

  export default function bidiFactory(): Bidi;
}
