import type { Tipo } from '#platform/config';

export type Mittente = { nome: string; indirizzo: string };

/** One address as SMTP takes it: no quoted local parts, no comments, no white space, nothing that could be a second header. */
const INDIRIZZO = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** Whether one could write to it (RFC 5321 §4.1.2, the dot-string form; a name alone is good for a test server). */
export function indirizzoPosta(testo: string): boolean {
  return INDIRIZZO.test(testo);
}

/** `protocollo@comune.it` or `Comune di Esempio <protocollo@comune.it>`. */
export const mittente: Tipo<Mittente> = {
  forma: '`indirizzo@dominio`, o `Nome <indirizzo@dominio>`',
  leggi: (t) => {
    const [, nome = '', traParentesi] = /^([^<>"\r\n]*?)\s*<([^<>\s]+)>$/.exec(t) ?? [];
    const indirizzo = traParentesi ?? t;
    return indirizzoPosta(indirizzo)
      ? { valore: { nome, indirizzo } }
      : { problema: 'serve un indirizzo di posta, o un nome seguito dall’indirizzo tra < e >' };
  },
};
