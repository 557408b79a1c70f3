import { decodeWords, headerOf, parseAddresses, parseDate, parseMime, type Part } from '#platform/mime';
import { eAutomatico } from './automatico.ts';
import type { Autorita } from './catena.ts';
import { leggiDaticert } from './daticert.ts';
import { verificaFirma } from './firma.ts';
import { messaggioInterno, postacertDi } from './interno.ts';
import type { Daticert, Indirizzo, MessaggioLetto, ParteMessaggio, TipoMessaggio } from './messaggio.ts';
import { mancanze } from './mancanze.ts';
import { descrivi, ricordaAperti, trovaFile } from './parti.ts';
import { ripulisci } from './ripulisci.ts';
import { sanifica } from './sanifica.ts';
import { leggiCorpo } from './testo.ts';
import { conVirus, tipoDi } from './tipo.ts';

const OGGETTO = 10_000;

/**
 * Reads a message from its bytes: what it is, who vouches for it, what people read in it, which files it brings. Takes any bytes: of what
 * is wrong `avvisi` says something, and only what has no header at all is `illeggibile`. Time and memory grow with the size; `leggi` of
 * `lettore.ts` sets an end to both.
 */
export async function leggiMessaggio(
  byte: Buffer,
  opzioni: { autorita: Autorita[] },
): Promise<MessaggioLetto> {
  return (await leggiConParti(byte, opzioni)).messaggio;
}

/** The same, with how to have the bytes of its parts. */
export async function leggiConParti(
  byte: Buffer,
  opzioni: { autorita: Autorita[] },
): Promise<{ messaggio: MessaggioLetto; contenuto: (percorso: string) => Buffer | undefined }> {
  const busta = parseMime(byte);
  if (busta.headers.length === 0) return { messaggio: illeggibile(), contenuto: () => undefined };
  const tipo = tipoDi(busta);
  const interno = messaggioInterno(busta, tipo);
  const letto = interno?.message ?? busta;
  const { parti, daticert, avvisi, contenuto } = elenca(busta, tipo);
  const corpo = leggiCorpo(letto);
  const pagina = corpo.html === undefined ? undefined : sanifica(corpo.html, corpo.illustrazioni);
  if (corpo.html !== undefined && pagina === undefined)
    corpo.avvisi.push('La pagina del messaggio è troppo intricata per mostrarla: se ne legge il testo.');
  const firma = await verificaFirma(busta, opzioni.autorita);
  const messaggio = ripulisci({
    tipo,
    ...intestazioniInAlto(busta, daticert),
    daticert,
    firma,
    daGestore: indirizzi(busta, 'from')[0],
    ...persone(letto, tipo, daticert),
    inRispostaA: rispostaA(letto),
    oggetto: oggettoDi(busta, tipo, interno, daticert),
    data: parseDate(headerOf(letto, 'date')),
    consegnatoIl: daticert?.istante,
    automatico: eAutomatico(tipo, busta, letto),
    testo: corpo.testo,
    html: pagina,
    parti,
    avvisi: [...avvisi, ...mancanze(busta, tipo, interno, daticert), ...corpo.avvisi],
  });
  return { messaggio, contenuto };
}

function illeggibile(): MessaggioLetto {
  return {
    tipo: 'illeggibile',
    firma: { esito: 'assente' },
    destinatari: [],
    perConoscenza: [],
    oggetto: '',
    automatico: false,
    testo: '',
    parti: [],
    avvisi: ['Non è un messaggio di posta: non ha alcuna intestazione.'],
  };
}

function elenca(
  busta: Part,
  tipo: TipoMessaggio,
): {
  parti: ParteMessaggio[];
  daticert: Daticert | undefined;
  avvisi: string[];
  contenuto: (percorso: string) => Buffer | undefined;
} {
  const parti: ParteMessaggio[] = [];
  const avvisi: string[] = [];
  let daticert: Daticert | undefined;
  const trovati = [...trovaFile(busta, tipo, postacertDi(busta, tipo))];
  const { apri, contenuto } = ricordaAperti(trovati);
  for (const file of trovati) {
    const aperta = apri(file);
    parti.push(descrivi(file, aperta));
    if (!aperta.clean)
      avvisi.push(`Il file «${file.parte.nome}» contiene caratteri estranei alla sua codifica.`);
    if (file.parte.genere === 'daticert') daticert ??= leggiDaticert(aperta.bytes);
  }
  return { parti, daticert, avvisi, contenuto };
}

function intestazioniInAlto(
  busta: Part,
  daticert: Daticert | undefined,
): Pick<MessaggioLetto, 'messageId' | 'riferimento' | 'tipoRicevuta' | 'errore'> {
  const errore = daticert && daticert.errore !== 'nessuno' ? daticert.errore : undefined;
  return {
    messageId: headerOf(busta, 'message-id'),
    riferimento: headerOf(busta, 'x-riferimento-message-id'),
    tipoRicevuta: headerOf(busta, 'x-tiporicevuta')?.toLowerCase(),
    errore: errore ?? (conVirus(busta) ? 'virus' : undefined),
  };
}

function indirizzi(messaggio: Part, nome: string): Indirizzo[] {
  return parseAddresses(headerOf(messaggio, nome)).map(({ address, name }) => ({
    indirizzo: address,
    nome: name,
  }));
}

function persone(
  letto: Part,
  tipo: TipoMessaggio,
  daticert: Daticert | undefined,
): Pick<MessaggioLetto, 'mittente' | 'destinatari' | 'perConoscenza' | 'rispondiA'> {
  const [da] = indirizzi(letto, 'from');
  const certificato = tipo === 'posta-certificata' ? daticert?.mittente : undefined;
  const stesso = da?.indirizzo.toLowerCase() === certificato?.toLowerCase();
  return {
    // The provider vouches for the address, not for the name: that stays only with the address it was written with.
    mittente: certificato ? { indirizzo: certificato, nome: stesso ? da?.nome : undefined } : da,
    destinatari: indirizzi(letto, 'to'),
    perConoscenza: indirizzi(letto, 'cc'),
    rispondiA: indirizzi(letto, 'reply-to')[0],
  };
}

const RISPOSTE = 50;

function rispostaA(letto: Part): string[] | undefined {
  const scritti = ['in-reply-to', 'references'].flatMap(
    (nome) => (headerOf(letto, nome) ?? '').slice(0, 20_000).match(/<[^<>\s]{3,500}>/g) ?? [],
  );
  return scritti.length > 0 ? [...new Set(scritti)].slice(0, RISPOSTE) : undefined;
}

function oggettoDi(
  busta: Part,
  tipo: TipoMessaggio,
  interno: Part | undefined,
  daticert: Daticert | undefined,
): string {
  const scritto = headerOf(interno?.message ?? busta, 'subject');
  const oggetto = decodeWords(scritto ?? '').slice(0, OGGETTO);
  if (tipo !== 'posta-certificata' || interno) return oggetto;
  return daticert?.oggetto ?? oggetto.replace(/^posta certificata:\s*/i, '');
}
