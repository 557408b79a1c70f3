import type { Incarico } from './tipi.ts';

/** What the office calls the profiles (RN-72.2a–d). */
export const nomeProfilo: Record<Incarico['profilo'], string> = {
  amministratore: 'amministratore',
  responsabile: 'responsabile del servizio',
  operatore: 'operatore',
  consultazione: 'consultazione',
};
