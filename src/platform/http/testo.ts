import { Rifiuto } from './rifiuto.ts';

/**
 * Refuses, naming the field, what PostgreSQL cannot hold and nobody can type: U+0000 and lone surrogates. Every other
 * character is kept exactly as given. Looks into the whole body, also keys and the ends of deep structures.
 *
 * @throws Rifiuto `richiesta.testo-non-valido`
 */
export function verificaTesto(valore: unknown, campo = ''): void {
  if (typeof valore === 'string') {
    if (valore.includes('\u0000') || !valore.isWellFormed()) {
      throw new Rifiuto({
        codice: 'richiesta.testo-non-valido',
        categoria: 'nonValido',
        dettaglio:
          'Il testo contiene un carattere che non può essere conservato (U+0000 o metà di una coppia surrogata).',
        campo,
      });
    }
  } else if (Array.isArray(valore)) {
    for (const [i, elemento] of valore.entries())
      verificaTesto(elemento, campo ? `${campo}.${i}` : String(i));
  } else if (valore !== null && typeof valore === 'object') {
    for (const [chiave, elemento] of Object.entries(valore)) {
      verificaTesto(chiave, campo || 'nome del campo');
      verificaTesto(elemento, campo ? `${campo}.${chiave}` : chiave);
    }
  }
}
