import { Rifiuto } from '#platform/http';
import { type DatiSegnatura, numeroASetteCifre } from './segnatura.ts';

/** What a scanner gets from a label. */
export type RiferimentoRegistrazione = { aoo: string; registro: string; anno: number; numero: number };

/**
 * The text of the Code 128 on labels (RN-56.4): `<AOO>-<registro>-<anno><numero>`, the number at its seven or more
 * digits. Year and number are not parted, because eleven digits in a row take half the room: that is what lets the bars
 * be wide enough for a 203 dpi printer on a 62 mm label.
 * @example codiceABarre(dati) // 'A1B2C3D-PG-20260000001'
 * @throws Rifiuto `segnatura.codice-non-stampabile` when a code has characters that bars, or `leggiCodiceABarre`, cannot carry.
 */
export function codiceABarre(dati: Pick<DatiSegnatura, 'aoo' | 'registro' | 'anno' | 'numero'>): string {
  const testo = `${dati.aoo.codice}-${dati.registro.codice}-${dati.anno}${numeroASetteCifre(dati.numero)}`;
  const letto = leggiCodiceABarre(testo);
  if (letto?.aoo !== dati.aoo.codice || letto.registro !== dati.registro.codice)
    throw new Rifiuto({
      codice: 'segnatura.codice-non-stampabile',
      categoria: 'nonValido',
      dettaglio: `I codici dell'AOO («${dati.aoo.codice}») e del registro («${dati.registro.codice}») possono avere solo lettere senza accento, cifre, punti e trattini bassi.`,
    });
  return testo;
}

/** Reads what `codiceABarre` wrote; a hyphen between year and number is accepted too. Anything else gives `undefined`. */
export function leggiCodiceABarre(testo: string): RiferimentoRegistrazione | undefined {
  const parti = /^([A-Za-z0-9_.]{1,20})-([A-Za-z0-9_.]{1,20})-(\d{4})-?(\d{7,15})$/.exec(testo.trim());
  if (!parti) return undefined;
  const [, aoo = '', registro = '', anno, numero] = parti;
  return { aoo, registro, anno: Number(anno), numero: Number(numero) };
}
