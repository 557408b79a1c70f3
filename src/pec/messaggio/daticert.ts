import { decodeText } from '#platform/mime';
import { istanteDi } from './istante.ts';
import type { Daticert } from './messaggio.ts';
import { scorri } from './scorri.ts';

const LIMITE = 1024 * 1024;
const DESTINATARI = 5000;

/** Leaves of the DTD. Where they stand is not asked: providers nest them wrongly, and no name comes twice. */
const FOGLIE = new Set(
  'mittente destinatari risposte oggetto gestore-emittente giorno ora identificativo msgid consegna ricezione errore-esteso'.split(
    ' ',
  ),
);

/** UTF-8, or what the mark, the first bytes or the declaration say. */
function testoXml(byte: Buffer): string {
  if (byte[0] === 0x3c && byte[1] === 0) return byte.toString('utf16le');
  if (byte[0] === 0 && byte[1] === 0x3c) return decodeText(byte, 'utf-16be').text;
  const [, dichiarato] =
    /^[^<]*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(byte.toString('latin1', 0, 300)) ??
    [];
  // A declaration that can be read in single bytes is not in the two-byte form it may claim.
  return decodeText(byte, dichiarato && !/^(utf-?16|ucs)/i.test(dichiarato) ? dichiarato : undefined).text;
}

type Letto = {
  foglie: Map<string, string>;
  elenchi: { nome: string; testo: string; tipo: string }[];
  attributi: Map<string, string>;
};

/**
 * Walks the elements as they come. No DTD is read and no entity is known beyond the five of XML and the numeric ones, so that nothing
 * expands and nothing is fetched; text outside the leaves, and all that follows the root, is passed over.
 */
function percorri(xml: string): Letto | undefined {
  const letto: Letto = { foglie: new Map(), elenchi: [], attributi: new Map() };
  let aperto: { nome: string; testo: string; tipo: string } | undefined;
  let stato: 'prima' | 'dentro' | 'dopo' = 'prima';
  const chiudi = (): void => {
    if (!aperto) return;
    if (aperto.nome === 'destinatari' || aperto.nome === 'ricezione') {
      if (letto.elenchi.length < DESTINATARI) letto.elenchi.push(aperto);
    } else if (!letto.foglie.has(aperto.nome)) letto.foglie.set(aperto.nome, aperto.testo);
    aperto = undefined;
  };
  const nomeLocale = (nome: string): string => nome.replace(/^.*:/, '').toLowerCase();
  scorri(
    xml,
    {
      onopentag: (intero, attributi) => {
        const nome = nomeLocale(intero);
        if (nome === 'postacert' && stato === 'prima') stato = 'dentro';
        if (stato !== 'dentro') return;
        if (FOGLIE.has(nome)) {
          chiudi();
          aperto = { nome, testo: '', tipo: attributi.tipo ?? '' };
        }
        for (const [chiave, valore] of Object.entries(attributi))
          if (!letto.attributi.has(`${nome}@${chiave}`)) letto.attributi.set(`${nome}@${chiave}`, valore);
      },
      ontext: (testo) => {
        if (aperto && stato === 'dentro') aperto.testo += testo;
      },
      onclosetag: (intero) => {
        const nome = nomeLocale(intero);
        if (nome === aperto?.nome || nome === 'postacert') chiudi();
        if (nome === 'postacert' && stato === 'dentro') stato = 'dopo';
      },
    },
    { xmlMode: true, decodeEntities: true },
    () => stato === 'dopo',
  );
  chiudi();
  return stato === 'prima' ? undefined : letto;
}

const unaRiga = (testo: string): string => testo.replace(/\s+/g, '');

/** Reads daticert.xml as providers write it, which is not always as the DTD says. Undefined when it is not one, or too long to be. */
export function leggiDaticert(byte: Buffer): Daticert | undefined {
  const letto = byte.length > LIMITE ? undefined : percorri(testoXml(byte));
  if (!letto) return undefined;
  const { foglie, elenchi, attributi } = letto;
  const indirizzo = (nome: string): string | undefined => {
    const testo = foglie.get(nome);
    return testo === undefined ? undefined : testo.trim();
  };
  const data = foglie.has('giorno')
    ? {
        giorno: indirizzo('giorno') ?? '',
        ora: indirizzo('ora') ?? '',
        zona: (attributi.get('data@zona') ?? '').trim(),
      }
    : undefined;
  const ricevuta = attributi.get('ricevuta@tipo')?.trim().toLowerCase();
  const identificativo = foglie.get('identificativo');
  const msgid = foglie.get('msgid');
  return senzaVuoti({
    tipo: (attributi.get('postacert@tipo') ?? '').trim().toLowerCase(),
    errore: attributi.get('postacert@errore')?.trim().toLowerCase() || 'nessuno',
    mittente: indirizzo('mittente') ?? '',
    destinatari: elenchi
      .filter(({ nome }) => nome === 'destinatari')
      .map(({ testo, tipo }) => ({
        indirizzo: testo.trim(),
        tipo: tipo.trim().toLowerCase() === 'esterno' ? 'esterno' : 'certificato',
      })),
    risposte: indirizzo('risposte'),
    oggetto: foglie.get('oggetto'),
    gestore: indirizzo('gestore-emittente'),
    data,
    istante: data && istanteDi(data),
    // Some break the line inside: the identifier has no blanks.
    identificativo: identificativo === undefined ? undefined : unaRiga(identificativo),
    msgid: msgid === undefined ? undefined : unaRiga(msgid),
    ricevuta:
      ricevuta === 'completa' || ricevuta === 'breve' || ricevuta === 'sintetica' ? ricevuta : undefined,
    consegna: indirizzo('consegna'),
    ricezione: elenchi.filter(({ nome }) => nome === 'ricezione').map(({ testo }) => testo.trim()),
    erroreEsteso: foglie.get('errore-esteso'),
  });
}

/** What is not there is left out, as in JSON. */
function senzaVuoti(daticert: Daticert): Daticert {
  return Object.fromEntries(
    Object.entries(daticert).filter(([, valore]) => valore !== undefined),
  ) as Daticert;
}
