import { type DatiRicevuta, type DatiSegnatura } from '#segnatura';

export const URL_VERIFICA = 'https://protocollo.comune.esempio.it/verifica/Jx3kQ9vT2mZpLw8RbNcY4A';

/** The segnatura of a registration of the demo ente, with every optional item shown. */
export function segnaturaDiProva(modifiche: Partial<DatiSegnatura> = {}): DatiSegnatura {
  return {
    versione: 1,
    amministrazione: { denominazione: 'Comune di Esempio', codiceIpa: 'c_esempio' },
    aoo: {
      codice: 'A1B2C3D',
      denominazione: 'Area Organizzativa Omogenea unica',
      responsabile: 'Maria Rossi',
      casellaPec: 'protocollo@pec.comune.esempio.it',
      indirizzo: 'Piazza della Libertà 1, 00100 Esempio (RM)',
    },
    registro: { codice: 'PG', denominazione: 'Protocollo generale' },
    anno: 2026,
    numero: 1,
    istante: '2026-11-21T10:15:30.123+01:00',
    flusso: 'E',
    classificazione: { codice: 'VI.3', denominazione: 'Edilizia privata' },
    unita: { codice: 'UTC', denominazione: 'Ufficio Tecnico' },
    diciture: [],
    opzioni: { aoo: true, classificazione: true, flusso: true, unita: true },
    ...modifiche,
  };
}

export function ricevutaDiProva(modifiche: Partial<DatiRicevuta> = {}): DatiRicevuta {
  return {
    segnatura: segnaturaDiProva(),
    oggetto: 'Richiesta di accesso agli atti del permesso di costruire n. 45/2024',
    mittenti: [
      { denominazione: 'Žaneta Đorđević-D’Amico', dettaglio: 'Via Garibaldi 12, 00100 Esempio (RM)' },
    ],
    destinatari: [{ denominazione: 'Comune di Esempio - Ufficio Tecnico' }],
    documentoPrincipale: { nomeFile: 'istanza.pdf', impronta: 'ab'.repeat(32), dimensione: 1234567 },
    allegati: [
      { nomeFile: 'carta d’identità.jpg', impronta: 'cd'.repeat(32), dimensione: 482133 },
      { descrizione: 'Planimetria catastale in scala 1:200, tre fogli' },
    ],
    dataArrivo: '2026-11-21T10:14:02+01:00',
    mezzo: 'Sportello',
    ufficioCompetente: 'Area Tecnica, Servizio Edilizia privata',
    responsabileProcedimento: 'arch. Anna Verdi',
    operatore: 'Mario Bianchi',
    urlVerifica: URL_VERIFICA,
    ...modifiche,
  };
}
