import type { MessaggioLetto, ParteMessaggio } from '../messaggio/messaggio.ts';
import type { RegoleCasella } from './configurazione.ts';
import { conforme, nonConforme, type CodiceRegola, type Verdetto } from './esito.ts';
import { invioMultiplo } from './invio-multiplo.ts';

type Regola = (
  letto: MessaggioLetto,
  allegati: ParteMessaggio[],
  regole: RegoleCasella,
) => Verdetto | undefined;

const semplice = (testo: string): string =>
  testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const DOCUMENTO =
  /\b(carta (d )?identita|documento (di |d )?(identita|identificazione|riconoscimento)|doc (id|identita|riconoscimento)|identita|riconoscimento|patente|passaporto|passport|c ?i|cie|id card)\b/;

/** Only of ordinary mail: who writes from a certified box is known by it. By the names of the files, which is all that can be seen. */
const documentoIdentita: Regola = ({ tipo }, allegati) => {
  if (tipo !== 'posta-ordinaria' && tipo !== 'anomalia') return undefined;
  const trovato = allegati.find(({ nome }) =>
    DOCUMENTO.test(semplice(nome.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, ''))),
  );
  return trovato
    ? conforme(`«${trovato.nome}» sembra un documento di identità.`)
    : nonConforme('Non risulta allegata la copia di un documento di identità.');
};

const STRADA =
  /\b(via|viale|v\.le|piazza|p\.zza|piazzale|p\.le|piazzetta|corso|c\.so|largo|vicolo|strada|borgo|contrada|localita|frazione|fraz\.|loc\.)\s+[^\n]{2,60}?\d/i;
const PAROLA = String.raw`\p{Lu}[\p{L}'’]{1,40}`;
const PERSONA = `${PAROLA}(?:[ \\t]{1,5}${PAROLA}){1,4}`;
/** How people say who they are: "il sottoscritto Mario Rossi", "Cognome: Rossi", "Mario Rossi, via Roma 1", a line with the name alone. */
const CHI = [
  new RegExp(`[Ss]ottoscritt[oaie](?:\\/[aei])?[ \\t:,]{1,5}${PERSONA}`, 'u'),
  /\bcognome\b[^\n]{0,20}?[:\s]\s{0,5}\p{L}{2}/iu,
  new RegExp(
    `(?<![\\p{L}'’])${PERSONA}[ \\t]{0,3},\\s{0,3}(?:residente|domiciliat[oa]|abitante|nat[oa]|con studio|via|viale|piazza|corso|largo|vicolo|strada)\\b`,
    'u',
  ),
  new RegExp(
    `^[ \\t]{0,20}(?:[Dd]ott(?:\\.|\\.ssa)?|[Ii]ng\\.?|[Aa]vv\\.?|[Gg]eom\\.?|[Aa]rch\\.?)?[ \\t]{0,5}${PERSONA}[ \\t,.]{0,5}$`,
    'mu',
  ),
];

/** A search for what a name and an address look like, and nothing more: the operator reads. */
const generalita: Regola = ({ testo, mittente }) => {
  const inizio = testo.slice(0, 100_000);
  const parole = new Set(semplice(inizio).split(' '));
  const nome = semplice(mittente?.nome ?? '')
    .split(' ')
    .filter((parola) => parola.length > 1);
  const conNome =
    (nome.length >= 2 && nome.every((parola) => parole.has(parola))) ||
    CHI.some((forma) => forma.test(inizio));
  const conIndirizzo = STRADA.test(inizio.normalize('NFD').replace(/\p{M}/gu, ''));
  const mancano = [!conNome && 'nome e cognome', !conIndirizzo && 'indirizzo completo'].filter(Boolean);
  return mancano.length === 0
    ? conforme('Il testo riporta nome, cognome e indirizzo.')
    : nonConforme(`Nel testo non si trovano del mittente: ${mancano.join(', ')}.`);
};

/** What is inside a message or an Outlook file is counted with it. */
const nonTroppoGrande: Regola = (_letto, allegati, { massimoInvio }) => {
  const contenitori = new Set(allegati.map(({ percorso }) => percorso));
  const esterni = allegati.filter(({ percorso }) => {
    for (let at = percorso.lastIndexOf('/'); at > 0; at = percorso.lastIndexOf('/', at - 1))
      if (contenitori.has(percorso.slice(0, at))) return false;
    return true;
  });
  const totale = esterni.reduce((somma, { dimensione }) => somma + dimensione, 0);
  const limite = `${Math.round(massimoInvio / (1024 * 1024))} MB`;
  return totale > massimoInvio
    ? nonConforme(`L’invio supera ${limite} (${totale.toLocaleString('it-IT')} byte).`)
    : conforme(`L’invio non supera ${limite}.`);
};

const GENERICI = new Set(
  [
    'senza oggetto',
    'nessun oggetto',
    'no subject',
    'oggetto',
    'pec',
    'mail',
    'email',
    'messaggio',
    'messaggio pec',
    'posta certificata',
    'invio',
    'invio pec',
    'invio documenti',
    'invio documentazione',
    'invio allegati',
    'trasmissione',
    'trasmissione documenti',
    'trasmissione documentazione',
    'trasmissione atti',
    'documento',
    'documenti',
    'documentazione',
    'allegato',
    'allegati',
    'file',
    'pratica',
    'richiesta',
    'istanza',
    'domanda',
    'comunicazione',
    'comunicazioni',
    'integrazione',
    'integrazioni',
    'informazioni',
    'richiesta informazioni',
    'protocollo',
    'lettera',
    'nota',
    'modulo',
    'risposta',
    'sollecito',
    'segnalazione',
    'urgente',
    'importante',
    'varie',
    'prova',
    'test',
    'buongiorno',
    'salve',
    'scansione',
    'scan',
  ].map(semplice),
);

const PREFISSI = /^\s*((re|r|fw|fwd|i|inoltro|posta certificata|anomalia messaggio)\s*:\s*)+/i;

const oggettoEloquente: Regola = ({ oggetto }, _allegati, { oggettiGenerici }) => {
  const proprio = (invioMultiplo(oggetto)?.base ?? oggetto).replace(PREFISSI, '');
  const parole = semplice(proprio);
  if (parole === '') return nonConforme('Il messaggio non ha oggetto.');
  const generico = GENERICI.has(parole) || oggettiGenerici.some((altro) => semplice(altro) === parole);
  return generico || !/\p{L}/u.test(parole)
    ? nonConforme(`L’oggetto «${proprio.trim()}» è generico: non dice di che cosa si tratta.`)
    : conforme('L’oggetto dice di che cosa si tratta.');
};

export const REGOLE_MESSAGGIO: [CodiceRegola, Regola][] = [
  ['bes-10', documentoIdentita],
  ['bes-11', generalita],
  ['bes-17', nonTroppoGrande],
  ['rn-81.1', oggettoEloquente],
];
