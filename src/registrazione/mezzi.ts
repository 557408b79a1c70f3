import type { Flusso } from '#segnatura';

export type Mezzo = { codice: string; denominazione: string; flussi: readonly Flusso[] };

/** Means of receipt and dispatch (RN-13.2a–c, RN-55.1c). Codes are stored and exchanged; names are for the screens. */
export const mezzi: readonly Mezzo[] = [
  { codice: 'sportello', denominazione: 'Consegna diretta allo sportello', flussi: ['E', 'U'] },
  { codice: 'posta', denominazione: 'Posta convenzionale', flussi: ['E', 'U'] },
  { codice: 'raccomandata', denominazione: 'Posta raccomandata', flussi: ['E', 'U'] },
  { codice: 'corriere', denominazione: 'Corriere', flussi: ['E', 'U'] },
  { codice: 'telefax', denominazione: 'Telefax', flussi: ['E', 'U'] },
  { codice: 'telegramma', denominazione: 'Telegramma', flussi: ['E', 'U'] },
  { codice: 'pec', denominazione: 'Posta elettronica certificata', flussi: ['E', 'U'] },
  { codice: 'email', denominazione: 'Posta elettronica ordinaria', flussi: ['E', 'U', 'I'] },
  { codice: 'portale', denominazione: 'Portale dei servizi', flussi: ['E', 'U'] },
  { codice: 'cooperazione', denominazione: 'Cooperazione applicativa', flussi: ['E', 'U', 'I'] },
  { codice: 'brevi-manu', denominazione: 'Consegna fra uffici', flussi: ['I'] },
];
