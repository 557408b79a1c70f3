/**
 * Days an initial password opens for: it was seen by whoever gave it, and perhaps written on a note. Once they are over another is
 * asked for to the administrator.
 */
export const GIORNI_PASSWORD_INIZIALE = 14;
