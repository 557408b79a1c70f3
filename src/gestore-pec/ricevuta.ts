import { componi } from './componi.ts';
import { nuovoIdentificativo } from './identificativi.ts';
import { dataDiPosta, ilGiorno } from './momenti.ts';
import { datiDi, type Spedizione } from './spedizione.ts';
import { type Dati, type TipoDaticert } from './daticert.ts';
import { type Forma } from './forma.ts';
import { riga } from './intestazioni.ts';

export type Ricevuta = {
  tipo: Exclude<TipoDaticert, 'posta-certificata'>;
  /** Before the colon of the subject. */
  prefisso: string;
  istante: Date;
  /** Who gets it, where it is not the sender. */
  a?: string;
  /** Header lines of this kind. */
  altre?: string[];
  dati?: Partial<Dati>;
  titolo: string;
  /** After «il messaggio "…" proveniente da "…"», up to the identifier. */
  testo: string[];
  postacert?: Buffer;
};

/** What all receipts have in common (RFC 6109 §2.1.1.1): headers on top, text, daticert, signature. */
export function componiRicevuta(s: Spedizione, r: Ricevuta, forma: Forma): Promise<Buffer> {
  const { gestore: g, invio } = s;
  const testa = [
    riga('X-Ricevuta', r.tipo),
    ...(r.altre ?? []),
    dataDiPosta(r.istante),
    riga('Subject', `${r.prefisso}: ${invio.oggetto.grezzo}`),
    riga('From', forma.da(g.indirizzo, undefined)),
    riga('To', r.a ?? invio.mittente),
    riga('Message-ID', `<${nuovoIdentificativo(g)}>`),
    ...(invio.msgid === undefined ? [] : [riga('X-Riferimento-Message-ID', invio.msgid)]),
  ];
  const testo = [
    r.titolo,
    '',
    `${ilGiorno(r.istante)} il messaggio`,
    `"${invio.oggetto.letto}" proveniente da "${invio.mittente}"`,
    ...r.testo,
    '',
    `Identificativo messaggio: ${s.identificativo}`,
  ];
  const dati = { ...datiDi(s, r.tipo, r.istante), ...r.dati };
  return componi(g, { testa, testo, dati, postacert: r.postacert, istante: r.istante }, forma);
}

/** The recipients, one a line, between empty lines. */
export function elenco(destinatari: string[]): string[] {
  return ['', ...destinatari, ''];
}
