import { sql } from 'kysely';

/** Made for who keeps no more, and not known to have reached him. Of `p` and its conservatore `c`. */
export const DEL_VECCHIO = sql<boolean>`(p.stato = 'prodotto' AND NOT c.attivo)`;
/** May have reached him: it left, and how that ended is not known. */
export const INCERTO = sql<boolean>`(p.partito_il IS NOT NULL AND p.arrivo_incerto)`;
/**
 * Last of its thing, and nobody has it: withdrawn, or refused by who keeps no more. What the responsabile himself refused is his to
 * hand over again.
 */
export const SENZA_SEGUITO = sql<boolean>`(NOT c.attivo AND (p.stato = 'ritirato' OR (p.stato = 'rifiutato' AND p.mosso_da_id IS NULL))
  AND NOT EXISTS (SELECT FROM pacchetto x WHERE x.tipo = p.tipo AND x.oggetto_id = p.oggetto_id AND x.anno = p.anno
    AND x.versione > p.versione))`;
