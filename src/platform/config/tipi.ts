import { isIP } from 'node:net';
import type { Tipo } from './impostazione.ts';

/** Any text that is not empty. */
export const testo: Tipo<string> = { forma: 'testo', leggi: (t) => ({ valore: t }) };

/** A whole number between two bounds, both included. */
export function intero(minimo: number, massimo: number): Tipo<number> {
  const forma = `numero intero da ${minimo} a ${massimo}`;
  return {
    forma,
    leggi: (t) => {
      const n = /^\d+$/.test(t) ? Number(t) : NaN;
      return n >= minimo && n <= massimo ? { valore: n } : { problema: `serve un ${forma}` };
    },
  };
}

/** One of the words named. */
export function scelta<const T extends string>(...voci: T[]): Tipo<T> {
  const forma = `una tra: ${voci.map((v) => `\`${v}\``).join(', ')}`;
  return {
    forma,
    leggi: (t) => {
      const voce = voci.find((v) => v === t);
      return voce ? { valore: voce } : { problema: `serve una tra queste parole: ${voci.join(', ')}` };
    },
  };
}

/** An address to listen on: an IP address or a host name. */
export const indirizzoRete: Tipo<string> = {
  forma: 'indirizzo IP o nome di rete di questa macchina',
  leggi: (t) =>
    isIP(t) || /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(t)
      ? { valore: t }
      : { problema: 'serve un indirizzo IP o un nome di rete' },
};

/** `postgresql://utente:password@host:porta/banca_dati`. */
export const urlPostgres: Tipo<string> = {
  forma: '`postgresql://utente:password@host:porta/base_dati`',
  leggi: (t) => {
    const url = leggiUrl(t);
    if (!url || !['postgres:', 'postgresql:'].includes(url.protocol))
      return { problema: 'serve un indirizzo nella forma postgresql://utente:password@host:porta/base_dati' };
    if (url.pathname.length < 2)
      return { problema: 'manca il nome della base di dati (…/nome, in fondo all’indirizzo)' };
    return { valore: t };
  },
};

/** `https://protocollo.comune.it`: scheme, host, port; nothing after, because paths are appended to it for ever. */
export const urlDiBase: Tipo<string> = {
  forma: 'indirizzo `http://…` o `https://…` senza percorso e senza barra finale',
  leggi: (t) => {
    const url = leggiUrl(t);
    if (!url || !['http:', 'https:'].includes(url.protocol))
      return { problema: 'serve un indirizzo completo che cominci con https:// (o http://)' };
    if (url.username || url.password) return { problema: 'l’indirizzo non deve contenere utente e password' };
    const base = `${url.protocol}//${url.host}`;
    return t.toLowerCase() === base
      ? { valore: base }
      : { problema: `serve l’indirizzo senza percorso né barra finale, per esempio ${base}` };
  },
};

/** IP addresses and CIDR ranges, separated by commas or blanks. */
export const elencoReti: Tipo<string[]> = {
  forma: 'elenco di indirizzi IP o reti (`10.0.0.0/8`), separati da virgole',
  leggi: (t) => {
    const reti = t.split(/[\s,]+/).filter(Boolean);
    const errate = reti.filter((r) => !reteValida(r));
    if (errate.length > 0) return { problema: `non sono indirizzi IP né reti: ${errate.join(', ')}` };
    return { valore: reti };
  },
};

/** A size in bytes: `1048576`, `500MB`, `1GiB`, `1,5 GB`. Decimal units are powers of 1000, the `iB` ones of 1024. */
export const dimensione: Tipo<number> = {
  forma: 'numero di byte, o con unità: `500MB`, `1GiB`',
  leggi: (t) => {
    const m = /^(\d+(?:[.,]\d+)?)\s*(?:([kmgt]?)(i?)b?)?$/i.exec(t);
    if (!m) return { problema: 'serve una dimensione come 500MB o 1GiB' };
    const [, cifre = '', unita = '', binaria = ''] = m;
    const byte = Math.floor(
      Number(cifre.replace(',', '.')) *
        (binaria ? 1024 : 1000) ** ' kmgt'.indexOf(unita.toLowerCase() || ' '),
    );
    return byte > 0 && Number.isSafeInteger(byte)
      ? { valore: byte }
      : { problema: 'serve una dimensione maggiore di zero' };
  },
};

function leggiUrl(t: string): URL | null {
  return URL.canParse(t) ? new URL(t) : null;
}

function reteValida(rete: string): boolean {
  const [indirizzo = '', prefisso, ...altro] = rete.split('/');
  const versione = isIP(indirizzo);
  if (versione === 0 || altro.length > 0) return false;
  return (
    prefisso === undefined || (/^\d{1,3}$/.test(prefisso) && Number(prefisso) <= (versione === 4 ? 32 : 128))
  );
}
