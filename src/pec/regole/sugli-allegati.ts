import { type Allegato, ePdf, eZip, haFirmaPdf, pdfIntero } from './contenuto.ts';
import type { RegoleCasella } from './configurazione.ts';
import { conforme, nonConforme, type CodiceRegola, type Verdetto } from './esito.ts';

type Regola = (
  allegato: Allegato,
  contesto: { regole: RegoleCasella; scansione: boolean },
) => Verdetto | undefined;

function megabyte(byte: number): string {
  return `${(byte / (1024 * 1024)).toLocaleString('it-IT', { maximumFractionDigits: 1 })} MB`;
}

const soloPdf: Regola = ({ nome, documento, busta }) => {
  if (busta?.stato === 'cifrata' || busta?.stato === 'illeggibile') return undefined;
  return ePdf(documento) ? conforme(`«${nome}» è un PDF.`) : nonConforme(`«${nome}» non è un PDF.`);
};

const sottoscritto: Regola = ({ nome, byte, busta }, { scansione }) => {
  if (busta?.stato === 'firmata' || (ePdf(byte) && haFirmaPdf(byte)))
    return conforme(`«${nome}» è firmato digitalmente.`);
  if (scansione) return conforme(`«${nome}» è la scansione di un originale sottoscritto.`);
  return nonConforme(
    `«${nome}» non è sottoscritto: non ha firma digitale, né è indicato come scansione di un originale sottoscritto.`,
  );
};

/** Only of what is signed; what is not is the matter of the two checks above. */
const firmatoSuPdf: Regola = ({ nome, documento, busta, byte }) => {
  if (busta?.stato === 'firmata')
    return ePdf(documento)
      ? conforme(`«${nome}» è un PDF firmato.`)
      : nonConforme(`«${nome}» è firmato digitalmente ma non è un PDF.`);
  return ePdf(byte) && haFirmaPdf(byte) ? conforme(`«${nome}» è un PDF firmato.`) : undefined;
};

const PUNTEGGIATURA = /[.,;:!?¡¿…'"“”‘’«»`´()[\]{}/\\|*<>·]/u;

/** The dot before the ending stays out, and those before each `.p7m`; hyphens and underscores are no punctuation, they join words. */
const senzaPunteggiatura: Regola = ({ nome, nomeDocumento }) => {
  const base = nomeDocumento.replace(/\.[^.\s]{1,5}$/, '');
  const [segno] = PUNTEGGIATURA.exec(base) ?? [];
  return segno === undefined
    ? conforme(`Il nome «${nome}» non ha punteggiatura.`)
    : nonConforme(`Il nome «${nome}» contiene punteggiatura («${segno}»).`);
};

const nonZip: Regola = (allegato) =>
  eZip(allegato)
    ? nonConforme(`«${allegato.nome}» è un archivio ZIP: i documenti vanno inviati singolarmente.`)
    : conforme(`«${allegato.nome}» non è un archivio ZIP.`);

const nonTroppoGrande: Regola = ({ nome, dimensione }, { regole: { massimoAllegato } }) =>
  dimensione > massimoAllegato
    ? nonConforme(
        `«${nome}» supera ${megabyte(massimoAllegato)} (${dimensione.toLocaleString('it-IT')} byte).`,
      )
    : conforme(`«${nome}» non supera ${megabyte(massimoAllegato)}.`);

/** The reason, or undefined where the file can be opened as far as can be seen from outside. */
export function guasto({ nome, byte, busta, documento, nomeDocumento }: Allegato): string | undefined {
  if (byte.length === 0) return `«${nome}» è vuoto.`;
  if (busta?.stato === 'illeggibile') return `«${nome}» non si può aprire: la busta firmata è danneggiata.`;
  if (busta?.stato === 'cifrata') return `«${nome}» è cifrato e non si può aprire.`;
  if (documento.length === 0) return `«${nome}» è una busta firmata vuota.`;
  if (/\.pdf$/i.test(nomeDocumento) && !ePdf(documento)) return `«${nome}» si dice PDF ma non lo è.`;
  return ePdf(documento) && !pdfIntero(documento)
    ? `«${nome}» è un PDF incompleto: manca la parte finale.`
    : undefined;
}

const nonCorrotto: Regola = (allegato) => {
  const motivo = guasto(allegato);
  return motivo === undefined ? conforme(`«${allegato.nome}» si può aprire.`) : nonConforme(motivo);
};

export const REGOLE_ALLEGATI: [CodiceRegola, Regola][] = [
  ['bes-12', soloPdf],
  ['bes-13', sottoscritto],
  ['bes-14', firmatoSuPdf],
  ['bes-15', senzaPunteggiatura],
  ['bes-16', nonZip],
  ['bes-18', nonTroppoGrande],
  ['bes-19', nonCorrotto],
];
