import type { EsitoInvio } from '../tipi.ts';

export const ESITI = {
  'esito-incerto': 'Esito incerto',
  'mancata-consegna': 'Mancata consegna',
  fallito: 'Non partiti',
  preavviso: 'In ritardo',
  'in-coda': 'In coda',
  inviato: 'Inviati',
  accettato: 'Accettati',
  consegnato: 'Consegnati',
  annullato: 'Annullati',
} as const satisfies Partial<Record<EsitoInvio, string>>;
export type EsitoCercato = keyof typeof ESITI;

/** What the address of the screen says: which sendings, the one opened, or the receipts nobody could match. */
export type CercaInvii = {
  stato?: EsitoCercato | undefined;
  q?: string | undefined;
  i?: string | undefined;
  vista?: 'ricevute' | undefined;
};

const testo = (valore: unknown): string | undefined =>
  typeof valore === 'string' && valore ? valore : undefined;

export const leggiFiltriInvii = (s: Record<string, unknown>): CercaInvii => ({
  stato: typeof s.stato === 'string' && s.stato in ESITI ? (s.stato as EsitoCercato) : undefined,
  q: testo(s.q),
  i: testo(s.i),
  vista: s.vista === 'ricevute' ? 'ricevute' : undefined,
});
