/** What each job is there to do, as the office would say it after «doveva»; a test finds those of `app/jobs.ts` that are missing. */
export const nomiLavori: Record<string, string> = {
  'documenti.verifica': 'rileggere dall’archivio i file appena registrati',
  'autorizzazioni.recupero': 'inviare le istruzioni per una password nuova',
  'autorizzazioni.avviso-password': 'avvisare una persona che la sua password è cambiata',
  'suggerimenti.addestra': 'imparare dalle registrazioni che cosa suggerire',
  'comunicazioni.protocollazione': 'dire a un ufficio che il suo documento è stato registrato',
  'comunicazioni.passi': 'dire delle assegnazioni a chi le ha ricevute',
  'comunicazioni.posta': 'inviare comunicazioni per posta elettronica',
  'comunicazioni.riepilogo': 'inviare per posta elettronica il riepilogo del mattino',
  'pec.spedisci': 'spedire un messaggio da una casella dell’ente',
  'pec.rileggi': 'rileggere i messaggi di una casella',
  'registro-verificabile.verifica': 'verificare un registro per intero',
  'conservazione.produci': 'preparare un pacchetto di versamento',
  'conservazione.invia': 'inviare un pacchetto al conservatore',
  'conservazione.ronda': 'seguire i pacchetti in conservazione',
  'esportazione.prepara': 'preparare un’esportazione dei dati',
  'registro-giornaliero.chiudi': 'produrre i registri giornalieri',
  'app.notturno': 'svolgere i lavori della notte',
  'app.ora': 'svolgere i lavori di ogni ora',
  'app.quarto': 'svolgere i lavori di ogni quarto d’ora',
};

/** One of a version that is no more is told by its code: there is nobody left who could say it in words. */
export const nomeLavoro = (lavoro: string): string => nomiLavori[lavoro] ?? `svolgere «${lavoro}»`;
