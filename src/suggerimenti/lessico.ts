/**
 * How offices shorten words, and names of things they know by their initials. Reading aid only: what is stored is never
 * touched. Acronyms are read together with what they stand for, so that «CDU» and the whole words meet.
 */
const ABBREVIAZIONI =
  `rich richiesta; rich.sta richiesta; ric richiesta; dom domanda; dom.da domanda; ist istanza; com comunicazione; com.ne comunicazione;
  comunic comunicazione; doc documentazione; doc.ne documentazione; aut autorizzazione; aut.ne autorizzazione; autor autorizzazione;
  autorizz autorizzazione; cert certificato; certif certificato; cert.to certificato; conc concessione; conc.ne concessione;
  contr contributo; contr.to contributo; conv convocazione; conv.ne convenzione; convoc convocazione; comm commissione;
  comm.ne commissione; dich dichiarazione; dich.ne dichiarazione; determ determinazione; det determinazione; delib deliberazione;
  del.ne deliberazione; fatt fattura; ft fattura; int integrazione; integr integrazione; int.ne integrazione; iscr iscrizione;
  iscr.ne iscrizione; lav lavori; liq liquidazione; liquid liquidazione; manut manutenzione; man.ne manutenzione; mod modulo;
  occ occupazione; occup occupazione; occ.ne occupazione; ogg oggetto; ord ordinanza; ord.za ordinanza; pag pagamento;
  pagam pagamento; perm permesso; prat pratica; pres presentazione; prog progetto; prov provvedimento; pubbl pubblicazione;
  pubb pubblica; racc raccomandata; rel relazione; res residenza; resid residenza; rif riferimento; rimb rimborso; segn segnalazione;
  segn.ne segnalazione; sopr sopralluogo; trasm trasmissione; trasm.ne trasmissione; uff ufficio; var variazione; var.ne variazione;
  verb verbale; acc accertamento; acc.to accertamento; ass assegnazione; assoc associazione; amm amministrativa; cons consiglio;
  sind sindacale; racc.ta raccomandata; rag ragioneria; tec tecnico; urb urbanistica; ill illuminazione; imm immobile; lic licenza;
  nom nomina; notif notifica; ric.so ricorso; ris risarcimento; scol scolastica; serv servizio; sest semestrale; sosp sospensione;
  tratt trattamento; trib tribunale; usc uscita; vers versamento; vs vostra; ns nostra`
    .split(';')
    .map((voce) => voce.trim().split(' ') as [string, string]);

const SIGLE =
  `aire anagrafe italiani residenti estero; apr anagrafe popolazione residente; asl azienda sanitaria; ats azienda sanitaria;
  ausl azienda sanitaria; cdu certificato destinazione urbanistica; cie carta identita elettronica; cila comunicazione inizio lavori
  edilizia; cosap occupazione suolo pubblico; tosap occupazione suolo pubblico; ctu consulenza tecnica tribunale; cv curriculum;
  cds codice strada; dia inizio attivita edilizia; docfa variazione catastale; dup bilancio programmazione; durc regolarita contributiva
  pagamento; dvr valutazione rischi; erp edilizia residenziale pubblica alloggi; foia accesso civico; ici imposta comunale immobili;
  imu imposta comunale immobili tributi; irap dichiarazione fiscale; irpef ritenute fiscali; isee situazione economica;
  iva dichiarazione fiscale; oiv valutazione controllo; peg piano esecutivo gestione; pip piano insediamenti produttivi;
  pef piano finanziario; prg piano regolatore generale; puc piano regolatore; pgt piano regolatore; psc piano regolatore;
  pua piano attuativo; pums mobilita; rsa casa riposo assistenza anziani; rsu rappresentanza sindacale personale; rct responsabilita
  civile risarcimento; rspp sicurezza lavoro; sad assistenza domiciliare; sal stato avanzamento lavori; scia segnalazione inizio
  attivita; siae spettacolo; suap attivita produttive commercio; sue edilizia privata; tar ricorso amministrativo;
  tari tassa rifiuti tributi; tarsu tassa rifiuti tributi; tares tassa rifiuti tributi; tasi tributi imposta; tfr trattamento fine
  rapporto; tfs trattamento fine servizio; tso trattamento sanitario obbligatorio; aso accertamento sanitario obbligatorio;
  urp relazioni pubblico; via valutazione impatto ambientale; vas valutazione ambientale strategica; ztl zona traffico limitato;
  aua autorizzazione unica ambientale; coc protezione civile; gdpr privacy protezione dati; dpo privacy protezione dati;
  tuel enti locali; uti unione comuni; aro rifiuti; bb bed breakfast struttura ricettiva`
    .split(';')
    .map((voce) => voce.trim().split(/\s+/));

const abbreviazioni = new Map(ABBREVIAZIONI);
const sigle = new Map(SIGLE.map(([sigla = '', ...parole]) => [sigla, parole]));

/** The word an abbreviation stands for (`rich.` and `com.ne` come without the last dot), or undefined. */
export const parolaIntera = (abbreviata: string): string | undefined => abbreviazioni.get(abbreviata);

/** What an acronym stands for, one word after the other; empty when it is none. */
export const perEsteso = (sigla: string): readonly string[] => sigle.get(sigla) ?? [];

/** Words that say nothing about the matter. */
export const vuote: ReadonlySet<string> = new Set(
  `a ad ai agli al all alla alle allo che chi c coi col come con cui d da dai dal dalla dalle dall dallo degli dei del dell della delle dello di e ed
  g gli i il in io l la le lo loro ma n nei nel nella nell nelle nello non nr num o oggetto per prot protocollo presso quale s sig signor
  signora si su sua sue sugli sui sul sull sulla sulle suo tra fra un una uno vostra nostra riferimento data ex art punto`.split(
    /\s+/,
  ),
);
