import { Parser } from 'htmlparser2';

/** An element as read: its local name, without the prefix; text of its own, trimmed only where it is asked for. */
export type Elemento = {
  nome: string;
  attributi: Readonly<Record<string, string>>;
  testo: string;
  figli: Elemento[];
};

/** The text is not a document that can be read here; `message` says why, in Italian. */
export class XmlMalformato extends Error {
  constructor(motivo: string) {
    super(motivo);
    this.name = 'XmlMalformato';
  }
}

const PROFONDITA = 64;
const ELEMENTI = 200_000;
const PEZZO = 65_536;
const locale = (nome: string): string => nome.slice(nome.indexOf(':') + 1);

/**
 * Reads a document that somebody else wrote. No DTD is taken and no entity is known beyond the five of XML and the numeric ones, so
 * that nothing expands and nothing is fetched; elements that do not close, or stand too deep, or are too many, are refused.
 *
 * @throws XmlMalformato
 */
export function leggiXml(scritto: string): Elemento {
  const aperti: Elemento[] = [];
  let radice: Elemento | undefined;
  let quanti = 0;
  let difetto: string | undefined;
  const parser = new Parser(
    {
      onprocessinginstruction: (nome) => {
        if (nome.startsWith('!')) difetto ??= 'contiene un DOCTYPE, che non si legge';
      },
      onopentag: (nome, attributi) => {
        const elemento: Elemento = { nome: locale(nome), attributi, testo: '', figli: [] };
        if (++quanti > ELEMENTI) difetto ??= 'ha troppi elementi';
        if (aperti.length >= PROFONDITA) difetto ??= 'ha troppi elementi uno dentro l’altro';
        const padre = aperti.at(-1);
        if (padre) padre.figli.push(elemento);
        else if (radice) difetto ??= 'ha più di un elemento radice';
        radice ??= elemento;
        aperti.push(elemento);
      },
      ontext: (testo) => {
        const dove = aperti.at(-1);
        if (dove) dove.testo += testo;
        else if (testo.trim() !== '') difetto ??= 'ha testo fuori dagli elementi';
      },
      onclosetag: (nome, implicito) => {
        const chiuso = aperti.pop();
        // Of one that is empty and closed by itself (`<a/>`) the parser says the same as of one that nobody closed.
        const vuoto = chiuso?.figli.length === 0 && chiuso.testo === '';
        if (chiuso?.nome !== locale(nome) || (implicito && !vuoto))
          difetto ??= `l’elemento ${nome} non è chiuso`;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let inizio = 0; inizio < scritto.length && difetto === undefined; inizio += PEZZO)
    parser.write(scritto.slice(inizio, inizio + PEZZO));
  // What is still open before the end was never closed by who wrote it.
  if (aperti.length > 0) difetto ??= `l’elemento ${aperti.at(-1)?.nome ?? ''} non è chiuso`;
  if (difetto === undefined) parser.end();
  if (difetto !== undefined) throw new XmlMalformato(difetto);
  if (!radice) throw new XmlMalformato('non contiene elementi');
  return radice;
}

/** The first element along a path of local names below this one: `trova(e, 'EsitoGenerale', 'CodiceEsito')`. */
export function trova(elemento: Elemento | undefined, ...nomi: string[]): Elemento | undefined {
  return nomi.reduce<Elemento | undefined>((qui, nome) => qui?.figli.find((f) => f.nome === nome), elemento);
}

/** An attribute, whatever the prefix of its name. */
export function attributo(elemento: Elemento, nome: string): string | undefined {
  return Object.entries(elemento.attributi).find(([chiave]) => locale(chiave) === nome)?.[1];
}
