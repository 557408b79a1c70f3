import { Rifiuto } from './rifiuto.ts';

// No request of ours is deeper than a few levels; one that is, is not for us, and walking it would exhaust the stack.
const PROFONDITA_MASSIMA = 32;

/**
 * Refuses, naming the field, what PostgreSQL cannot hold and nobody can type: U+0000 and lone surrogates. Every other
 * character is kept exactly as given. Looks into the whole body, also keys and the ends of deep structures.
 *
 * @throws Rifiuto `richiesta.testo-non-valido`; `richiesta.troppo-profonda` for structures nested beyond 32 levels
 */
export function verificaTesto(valore: unknown, campo = '', profondita = 0): void {
  if (profondita > PROFONDITA_MASSIMA) {
    throw new Rifiuto({
      codice: 'richiesta.troppo-profonda',
      categoria: 'nonValido',
      dettaglio: 'La richiesta ha troppi livelli annidati.',
    });
  }
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
      verificaTesto(elemento, campo ? `${campo}.${i}` : String(i), profondita + 1);
  } else if (valore !== null && typeof valore === 'object') {
    for (const [chiave, elemento] of Object.entries(valore)) {
      verificaTesto(chiave, campo || 'nome del campo');
      verificaTesto(elemento, campo ? `${campo}.${chiave}` : chiave, profondita + 1);
    }
  }
}
