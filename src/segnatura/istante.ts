const mesi = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
];

/** A date, or a date and time, as the office writes it. `ora` is empty where the text has a date only. */
export type Momento = { giorno: string; giornoEsteso: string; ora: string };

/**
 * Reads `2026-11-21` or `2026-11-21T10:15:30.123+01:00` as `21/11/2026`, `21 novembre 2026`, `10:15:30`. The text is
 * taken as it stands, without passing through an instant: it already is the local time that was registered, and must
 * read the same for ever, whatever becomes of time zones.
 * @throws RangeError when the text has another shape: it comes from our own records, so that is a bug.
 */
export function leggiIstante(testo: string): Momento {
  const parti = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(testo);
  const mese = mesi[Number(parti?.[2]) - 1];
  if (!parti || mese === undefined) throw new RangeError(`istante non leggibile: ${testo}`);
  const [, anno, numeroMese, giorno, ora = ''] = parti;
  return {
    giorno: `${giorno}/${numeroMese}/${anno}`,
    giornoEsteso: `${Number(giorno) === 1 ? '1º' : Number(giorno)} ${mese} ${anno}`,
    ora,
  };
}
