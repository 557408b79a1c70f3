import { type TipoRicevuta } from './invio.ts';
import { quando } from './momenti.ts';

export type TipoDaticert =
  | 'accettazione'
  | 'non-accettazione'
  | 'presa-in-carico'
  | 'avvenuta-consegna'
  | 'posta-certificata'
  | 'errore-consegna'
  | 'preavviso-errore-consegna'
  | 'rilevazione-virus';

export type ErroreDaticert = 'nessuno' | 'no-dest' | 'no-dominio' | 'virus' | 'altro';

export type Destinatario = { indirizzo: string; tipo: 'certificato' | 'esterno' };

export type Dati = {
  tipo: TipoDaticert;
  errore?: ErroreDaticert;
  mittente: string;
  destinatari: Destinatario[];
  risposte: string;
  oggetto: string;
  gestore: string;
  istante: Date;
  identificativo: string;
  msgid?: string;
  ricevuta?: TipoRicevuta;
  consegna?: string;
  ricezione?: string[];
  erroreEsteso?: string;
};

/** daticert.xml, in the order of the DTD of the D.M. 2 November 2005. */
export function scriviDaticert(d: Dati): string {
  const { giorno, ora, zona } = quando(d.istante);
  const destinatari = d.destinatari.map((x) =>
    elemento('destinatari', x.indirizzo, ` tipo="${x.tipo}"`, '        '),
  );
  const forse = (nome: string, valore: string | undefined): string[] =>
    valore === undefined ? [] : [elemento(nome, valore, '', '        ')];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<postacert tipo="${d.tipo}" errore="${d.errore ?? 'nessuno'}">`,
    '    <intestazione>',
    ...forse('mittente', d.mittente),
    ...destinatari,
    ...forse('risposte', d.risposte),
    ...forse('oggetto', d.oggetto),
    '    </intestazione>',
    '    <dati>',
    ...forse('gestore-emittente', d.gestore),
    `        <data zona="${zona}">`,
    elemento('giorno', giorno, '', '            '),
    elemento('ora', ora, '', '            '),
    '        </data>',
    ...forse('identificativo', d.identificativo),
    ...forse('msgid', d.msgid),
    ...(d.ricevuta === undefined ? [] : [`        <ricevuta tipo="${d.ricevuta}"/>`]),
    ...forse('consegna', d.consegna),
    ...(d.ricezione ?? []).flatMap((r) => forse('ricezione', r)),
    ...forse('errore-esteso', d.erroreEsteso),
    '    </dati>',
    '</postacert>',
    '',
  ].join('\n');
}

function elemento(nome: string, valore: string, attributi: string, margine: string): string {
  return `${margine}<${nome}${attributi}>${testo(valore)}</${nome}>`;
}

const ENTITA: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML 1.0 has no way to write control characters nor halves of surrogate pairs: an oggetto may contain them. */
function testo(valore: string): string {
  return valore
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ud800-\udfff\ue000-\ufffd]/g, '\ufffd')
    .replace(/[&<>]/g, (c) => ENTITA[c] ?? c);
}
