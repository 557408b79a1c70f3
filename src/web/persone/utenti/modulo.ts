import type { ModificaUtente, Utente } from '../api.ts';

/** A person's data as they are written on the screen. */
export type DatiUtente = {
  nome: string;
  cognome: string;
  codiceFiscale: string;
  email: string;
  rapporto: Utente['rapporto'];
  incaricato: boolean;
  incaricatoDal: string;
  incaricatoAtto: string;
  datiParticolari: boolean;
  datiGiudiziari: boolean;
};

export const datiVuoti = (oggi: string): DatiUtente => ({
  nome: '',
  cognome: '',
  codiceFiscale: '',
  email: '',
  rapporto: 'dipendente',
  incaricato: false,
  incaricatoDal: oggi,
  incaricatoAtto: '',
  datiParticolari: false,
  datiGiudiziari: false,
});

export const datiDi = (u: Utente, oggi: string): DatiUtente => ({
  nome: u.nome,
  cognome: u.cognome,
  codiceFiscale: u.codiceFiscale ?? '',
  email: u.email ?? '',
  rapporto: u.rapporto,
  incaricato: u.incaricato !== undefined,
  incaricatoDal: u.incaricato?.dal ?? oggi,
  incaricatoAtto: u.incaricato?.atto ?? '',
  datiParticolari: u.incaricato?.datiParticolari ?? false,
  datiGiudiziari: u.incaricato?.datiGiudiziari ?? false,
});

/** As the API takes them: what is empty is left out. */
export function daInviare(d: DatiUtente): ModificaUtente {
  return {
    nome: d.nome.trim(),
    cognome: d.cognome.trim(),
    rapporto: d.rapporto,
    ...(d.codiceFiscale.trim() && { codiceFiscale: d.codiceFiscale.trim().toUpperCase() }),
    ...(d.email.trim() && { email: d.email.trim() }),
    ...(d.incaricato && {
      incaricato: {
        dal: d.incaricatoDal,
        atto: d.incaricatoAtto.trim(),
        datiParticolari: d.datiParticolari,
        datiGiudiziari: d.datiGiudiziari,
      },
    }),
  };
}

/** What can be seen to be wrong before asking, in the words of who writes; the server judges the rest. */
export function controllaUtente(d: DatiUtente, nomeUtente?: string): Record<string, string> {
  const errori: Record<string, string> = {};
  const nuovo = nomeUtente !== undefined;
  if (!d.cognome.trim()) errori.cognome = 'Scrivere il cognome.';
  if (!d.nome.trim()) errori.nome = 'Scrivere il nome.';
  const codiceFiscale = d.codiceFiscale.trim();
  if ((nuovo || codiceFiscale) && !/^[A-Za-z0-9]{16}$/.test(codiceFiscale))
    errori.codiceFiscale = 'Il codice fiscale ha sedici caratteri, lettere e cifre.';
  if (d.email.trim() && !/^[^@\s]+@[^@\s]+$/.test(d.email.trim()))
    errori.email = 'Non è un indirizzo di posta elettronica.';
  if (d.incaricato && !d.incaricatoAtto.trim()) errori['incaricato.atto'] = 'Scrivere l’atto di nomina.';
  if (d.incaricato && !d.incaricatoDal) errori['incaricato.dal'] = 'Scrivere da quando.';
  if (nuovo && !/^[a-z0-9._@-]{2,64}$/.test(nomeUtente))
    errori.nomeUtente = 'Da due a sessantaquattro lettere minuscole, cifre, punti, trattini.';
  return errori;
}
