import type { Originale } from './registrazione.schema.ts';

/** What is missing of the two originals that art. 47 c. 4 wants of a paper document of a repertorio (RN-47.4-2). */
export function avvisiOriginali(originali: readonly Originale[]): string[] {
  const manca = (dove: Originale['dove']): boolean => !originali.some((o) => o.dove === dove);
  if (originali.length < 2)
    return [
      `Originali cartacei indicati ${originali.length}: ne servono almeno due, uno per il repertorio e uno per il fascicolo.`,
    ];
  return [
    ...(manca('repertorio') ? ['Nessuno degli originali cartacei è collocato nel repertorio.'] : []),
    ...(manca('fascicolo') ? ['Nessuno degli originali cartacei è collocato nel fascicolo.'] : []),
  ];
}
