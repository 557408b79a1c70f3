import { Rifiuto } from '#platform/http';

export const conflitto = (motivo: string, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `consultazione.${motivo}`, categoria: 'conflitto', dettaglio });

export const nonValida = (motivo: string, campo: string, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `consultazione.${motivo}`, categoria: 'nonValido', campo, dettaglio });

export const nonAmmessa = (motivo: string, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `consultazione.${motivo}`, categoria: 'nonAmmesso', dettaglio });
