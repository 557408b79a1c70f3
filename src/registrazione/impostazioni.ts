import type { OpzioniSegnatura } from '#segnatura';

const OGGETTI_VIETATI = [
  'varie',
  'comunicazione',
  'comunicazioni',
  'documento',
  'documenti',
  'lettera',
  'nota',
  'richiesta',
  'trasmissione',
  'invio',
];

/** Minimum length (characters) and generic texts refused as oggetto; each ente may change them (`impostazione`). */
export function leggiImpostazioniOggetto(impostazioni: Record<string, unknown>): {
  minimo: number;
  vietati: readonly string[];
} {
  const minimo = impostazioni.oggettoMinimo;
  const vietati = impostazioni.oggettiVietati;
  return {
    minimo: typeof minimo === 'number' ? minimo : 5,
    vietati: Array.isArray(vietati)
      ? vietati.filter((v): v is string => typeof v === 'string')
      : OGGETTI_VIETATI,
  };
}

/** Optional items of the segnatura (RN-56.6a–c, AMB-03): the flusso is shown unless the ente says otherwise. */
export function leggiOpzioniSegnatura(impostazioni: Record<string, unknown>): OpzioniSegnatura {
  const scelte = (impostazioni.segnatura ?? {}) as Partial<Record<keyof OpzioniSegnatura, boolean>>;
  return {
    aoo: scelte.aoo ?? false,
    classificazione: scelte.classificazione ?? false,
    flusso: scelte.flusso ?? true,
    unita: scelte.unita ?? false,
  };
}
