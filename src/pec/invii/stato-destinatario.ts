/** What is known of a recipient, from little to all: the state is the highest that anything says. */
export const STATI_DESTINATARIO = [
  'in-coda',
  'inviato',
  'accettato',
  'esterno',
  'preavviso',
  'non-accettato',
  'mancata-consegna',
  'consegnato',
] as const;
export type StatoDestinatario = (typeof STATI_DESTINATARIO)[number];

/** A receipt, as far as it decides. */
export type RicevutaDi = {
  tipo: string;
  /** The recipient it speaks of; none where it speaks of all, or does not say. */
  destinatarioId: string | null;
  istante: Date;
  errore: string | null;
  erroreEsteso: string | null;
  /** Of an acceptance, the recipients it lists. */
  destinatari: readonly { indirizzo: string; tipo: string }[];
};

export type EsitoDestinatario = {
  stato: StatoDestinatario;
  certificato: boolean | null;
  accettatoIl: Date | null;
  preavvisoIl: Date | null;
  mancatoIl: Date | null;
  consegnatoIl: Date | null;
  errore: string | null;
  contrasto: boolean;
};

// The notice of delay comes after 12 hours, and again at 24 (not before 22): that second one is the end (RFC 6109 §3.3.3).
const SECONDO_PREAVVISO_MS = 22 * 3_600_000;

export const piuAlto = (a: StatoDestinatario, b: StatoDestinatario): StatoDestinatario =>
  STATI_DESTINATARIO.indexOf(a) >= STATI_DESTINATARIO.indexOf(b) ? a : b;

/**
 * What the receipts of a sending say of one recipient. A function of the set of them: their order and their copies change nothing.
 * Where both are there, delivered wins over not delivered, and it is said that they disagree.
 *
 * @param prima what is known without them
 * @param solo whether he is the only recipient, of whom every receipt speaks
 */
export function statoDestinatario(
  prima: StatoDestinatario,
  chi: { id: string; indirizzo: string; solo: boolean },
  ricevute: readonly RicevutaDi[],
  partitoIl: Date | null,
): EsitoDestinatario {
  const sue = ricevute.filter(
    (r) => r.destinatarioId === chi.id || (r.destinatarioId === null && (chi.solo || diTutti(r.tipo))),
  );
  const di = (...tipi: string[]): RicevutaDi[] => sue.filter((r) => tipi.includes(r.tipo)).sort(perIstante);
  const accettazione = di('accettazione');
  const rifiuto = di('non-accettazione');
  const consegna = di('avvenuta-consegna');
  const preavviso = di('preavviso-errore-consegna');
  const ultimi = partitoIl
    ? preavviso.filter((r) => r.istante.getTime() - partitoIl.getTime() >= SECONDO_PREAVVISO_MS)
    : [];
  const mancata = [...di('errore-consegna', 'rilevazione-virus'), ...ultimi].sort(perIstante);
  const negativa = mancata[0] ?? rifiuto[0];
  const certificato = consegna.length > 0 ? true : comeElencato(accettazione, chi.indirizzo);

  let stato = prima;
  if (accettazione.length > 0) stato = piuAlto(stato, certificato === false ? 'esterno' : 'accettato');
  if (preavviso.length > 0) stato = piuAlto(stato, 'preavviso');
  if (rifiuto.length > 0) stato = piuAlto(stato, 'non-accettato');
  if (mancata.length > 0) stato = piuAlto(stato, 'mancata-consegna');
  if (consegna.length > 0) stato = 'consegnato';
  return {
    stato,
    certificato,
    accettatoIl: accettazione[0]?.istante ?? null,
    preavvisoIl: preavviso[0]?.istante ?? null,
    mancatoIl: negativa?.istante ?? null,
    consegnatoIl: consegna[0]?.istante ?? null,
    errore: negativa ? (negativa.erroreEsteso ?? negativa.errore) : null,
    contrasto: consegna.length > 0 && negativa !== undefined,
  };
}

const diTutti = (tipo: string): boolean => tipo === 'accettazione' || tipo === 'non-accettazione';

// By instant, then by what they say, so that two of the same second are always in the same order.
function perIstante(a: RicevutaDi, b: RicevutaDi): number {
  return (
    a.istante.getTime() - b.istante.getTime() ||
    a.tipo.localeCompare(b.tipo) ||
    (a.erroreEsteso ?? a.errore ?? '').localeCompare(b.erroreEsteso ?? b.errore ?? '')
  );
}

// Of two acceptances that disagree the lesser value is believed, whichever came first.
function comeElencato(accettazioni: readonly RicevutaDi[], indirizzo: string): boolean | null {
  const tipi = accettazioni
    .flatMap((a) => a.destinatari)
    .filter((d) => d.indirizzo.toLowerCase() === indirizzo.toLowerCase())
    .map((d) => d.tipo);
  if (tipi.length === 0) return null;
  return !tipi.includes('esterno');
}
