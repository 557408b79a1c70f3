import type { Regola } from '../bozza.ts';
import { nonAmmesso, nonValido } from '../registrazione.errors.ts';

/**
 * Who marks a document as having sensitive or judicial data must be appointed to process them, or he could not read again what he
 * registered (RN-A.9, RN-A.18). A program may: it does not read. A tender is opened later than it is registered.
 */
export const protezioneAmmessa: Regola = ({ richiesta: r }, { ctx, adesso }) => {
  if (ctx.soggetto.tipo === 'utente') {
    if (r.datiParticolari && !ctx.datiParticolari) throw nonIncaricato('particolari');
    if (r.datiGiudiziari && !ctx.datiGiudiziari) throw nonIncaricato('giudiziari');
  }
  if (r.garaFinoA !== undefined && new Date(r.garaFinoA) <= adesso)
    throw nonValido('gara-passata', 'garaFinoA', 'L’apertura delle offerte è già passata.');
};

export function nonIncaricato(quali: 'particolari' | 'giudiziari'): Error {
  return nonAmmesso(
    'dati-non-incaricato',
    `Solo chi è incaricato di trattare dati ${quali} può segnare così un documento: occorre un collega incaricato, o la nomina.`,
  );
}
