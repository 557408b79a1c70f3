import { indirizzoPosta } from '#platform/mail';
import { campiNonValidi, nonValido } from './invii.errors.ts';
import type { DestinatarioInvio } from './richiesta.ts';

const CHIOCCIOLA = /@[^@]+\.[^@.]+$/;

/**
 * The recipients, each address once and written as SMTP takes it. Who is both direct and per conoscenza is direct.
 *
 * @throws Rifiuto `invio.senza-destinatari`; `invio.indirizzo-non-valido`, `invio.senza-domicilio` naming each one
 */
export function verificaDestinatari(elenco: readonly DestinatarioInvio[]): DestinatarioInvio[] {
  if (elenco.length === 0) throw nonValido('senza-destinatari', 'destinatari', 'Non c’è alcun destinatario.');
  const privi = elenco.flatMap(({ indirizzo, nominativo }, i) =>
    indirizzo === ''
      ? [
          {
            campo: `destinatari.${i}.indirizzo`,
            messaggio: `${nominativo} non ha un domicilio digitale: indicarlo, o escludere il destinatario da questo invio.`,
          },
        ]
      : [],
  );
  if (privi.length > 0) throw campiNonValidi('senza-domicilio', privi);
  const errati = elenco.flatMap(({ indirizzo, nominativo }, i) =>
    indirizzoPosta(indirizzo) && CHIOCCIOLA.test(indirizzo)
      ? []
      : [
          {
            campo: `destinatari.${i}.indirizzo`,
            messaggio: `«${indirizzo}», di ${nominativo}, non è un indirizzo di posta elettronica.`,
          },
        ],
  );
  if (errati.length > 0) throw campiNonValidi('indirizzo-non-valido', errati);
  const unici = new Map<string, DestinatarioInvio>();
  for (const d of elenco) {
    const chiave = d.indirizzo.toLowerCase();
    const gia = unici.get(chiave);
    if (!gia || (gia.perConoscenza === true && d.perConoscenza !== true)) unici.set(chiave, d);
  }
  return [...unici.values()];
}
