/** Proper names, invented or too common to be anybody's. None of the first years comes back in the last. */
export type Nomi = {
  cognome: string[];
  nome: string[];
  via: string[];
  comune: string[];
  ditta: string[];
  scuola: string[];
  associazione: string[];
  mittenti: Record<string, string[]>;
};

const elenco = (testo: string): string[] => testo.split(',').map((s) => s.trim());

export const PRIMA: Nomi = {
  cognome: elenco(
    'Rossi, Bianchi, Ferrari, Russo, Esposito, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Costa, Giordano, Mancini, Rizzo, Lombardi, Moretti',
  ),
  nome: elenco('Anna, Marco, Giulia, Paolo, Lucia, Andrea, Sara, Luca'),
  via: elenco(
    'via Roma, via Garibaldi, via Mazzini, piazza Cavour, via Dante, viale Marconi, via Verdi, via dei Tigli, via San Rocco, via del Molino',
  ),
  comune: elenco('Borgo Alto, Castelnuovo, Villafranca, San Pietro, Montebello, Rocca Vecchia'),
  ditta: elenco(
    'Edilnord srl, Rossi Impianti snc, Tecnoverde spa, Grafiche Lombarde srl, Colombo Costruzioni, Servizi Integrati scarl',
  ),
  scuola: elenco('Manzoni, Rodari, Don Milani, Leopardi'),
  associazione: elenco('Pro Loco, Amici del Museo, Polisportiva Aurora, Circolo Arci, Banda musicale'),
  mittenti: {
    P: elenco(
      'studio tecnico geom. Ricci, ing. Marino Luca, arch. Greco Sara, avv. Costa Paolo, studio notarile Gallo',
    ),
    R: elenco(
      'Regione - Direzione generale territorio, Provincia - Settore ambiente, Regione - Assessorato enti locali',
    ),
    M: elenco(
      'Prefettura - Ufficio territoriale del Governo, Ministero dell’interno, Ministero dell’economia',
    ),
    S: elenco(
      'Azienda sanitaria locale - Dipartimento di prevenzione, ASL - Servizio veterinario, Azienda ospedaliera',
    ),
    I: elenco('Settore affari generali, Ufficio ragioneria, Dirigente area tecnica'),
    G: elenco('Tribunale ordinario - cancelleria, Procura della Repubblica, Giudice di pace'),
    O: elenco('Stazione carabinieri, Questura - ufficio immigrazione'),
    E: elenco('Inps sede provinciale, Istat, Inail, Agenzia delle entrate'),
    B: elenco('Banca popolare, Assicurazioni generali agenzia di zona'),
    N: elenco('CGIL funzione pubblica, CISL FP'),
    K: elenco('Gruppo consiliare Insieme, Consigliere di minoranza'),
    L: elenco('Società acquedotto spa, Servizi ambientali spa, Distribuzione energia spa'),
  },
};

export const POI: Nomi = {
  cognome: elenco(
    'Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale, Serra, Coppola, Parisi, Villa, Fabbri, Bianco',
  ),
  nome: elenco('Elena, Davide, Chiara, Matteo, Franca, Pietro, Irene, Nicola'),
  via: elenco(
    'via Gramsci, via Leopardi, corso Italia, via Pascoli, largo Matteotti, via della Stazione, strada Vecchia, via Kennedy, vicolo Corto',
  ),
  comune: elenco('Pieve Bassa, Torre del Colle, Sant’Agata, Ponte Nuovo, Campolungo'),
  ditta: elenco(
    'Impresa Fabbri sas, Eurolavori srl, Nova Arredi spa, Informatica Martini srl, Cooperativa Il Ponte',
  ),
  scuola: elenco('Pascoli, Montessori, Galilei, Calvino'),
  associazione: elenco('Gruppo Alpini, Volley Club, Auser, Coro polifonico, Comitato genitori'),
  mittenti: {
    P: elenco(
      'dott. arch. Fontana e associati, geometra Longo Davide, notaio Serra, studio legale Vitale, per. ind. Galli',
    ),
    R: elenco('Giunta regionale - Struttura urbanistica, Amministrazione provinciale, Agenzia regionale'),
    M: elenco(
      'U.T.G. Area II raccordo enti, Dipartimento per gli affari interni, Ragioneria territoriale dello Stato',
    ),
    S: elenco('ATS - Igiene e sanità pubblica, Distretto sociosanitario, ULSS - Unità veterinaria'),
    I: elenco('Segreteria generale, Servizio finanziario, Responsabile lavori pubblici'),
    G: elenco('Corte d’appello, Ufficio notificazioni esecuzioni e protesti, T.A.R. segreteria'),
    O: elenco('Comando tenenza guardia di finanza, Commissariato P.S.'),
    E: elenco('Istituto nazionale della previdenza, Cassa depositi e prestiti, Ente nazionale risi'),
    B: elenco('Credito cooperativo, Compagnia di assicurazione ufficio sinistri'),
    N: elenco('UIL FPL, Diccap segreteria territoriale'),
    K: elenco('Lista civica per il paese, Capogruppo di maggioranza'),
    L: elenco('Idrica gestioni, Igiene urbana scpa, Reti gas'),
  },
};
