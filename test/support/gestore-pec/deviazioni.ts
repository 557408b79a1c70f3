import { DEVIAZIONI_CONSEGNA, type DeviazioneConsegna } from './deviazioni-consegna.ts';
import { DEVIAZIONI_FIRMA } from './deviazioni-firma.ts';
import { DEVIAZIONI_LINEA, type DeviazioneLinea } from './deviazioni-linea.ts';
import { DEVIAZIONI_MESSAGGIO, type DeviazioneMessaggio } from './deviazioni-messaggio.ts';
import { type GestoreDiProva } from './contratto.ts';

export type Deviazione = DeviazioneMessaggio | DeviazioneConsegna | DeviazioneLinea;

/** Everything in which a provider may differ from the rules or let one down, for tests that want to see it all. */
export const DEVIAZIONI = {
  ...DEVIAZIONI_MESSAGGIO,
  ...DEVIAZIONI_FIRMA,
  ...DEVIAZIONI_CONSEGNA,
  ...DEVIAZIONI_LINEA,
};

export type NomeDeviazione = keyof typeof DEVIAZIONI;

export const NOMI_DEVIAZIONI = Object.keys(DEVIAZIONI) as NomeDeviazione[];

/** From now on the provider deviates so, beside what it did already; `gestore.ripara()` ends it. */
export async function devia(gestore: GestoreDiProva, nome: NomeDeviazione): Promise<void> {
  const deviazione: Deviazione = DEVIAZIONI[nome];
  if (deviazione.dove === 'messaggio') {
    const forma = await deviazione.forma(gestore.nucleo, gestore.autorita);
    gestore.guasti.forma = { ...gestore.guasti.forma, ...forma };
  } else if (deviazione.dove === 'consegna') gestore.guasti.trasforma = deviazione.trasforma;
  else await deviazione.applica(gestore);
}
