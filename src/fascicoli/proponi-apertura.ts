import { giornoDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { trovaVoce } from '#titolario';
import { nonValido } from './fascicoli.errors.ts';
import { percorsoVoce } from './fascicoli.queries.ts';
import type { PropostaApertura, TipoFascicolo } from './fascicoli.schema.ts';

/** Forms of the titolario that are kept in a register or a collection, and not in a fascicolo. */
const NON_FASCICOLO =
  /^(repertorio|registro|serie|elenco|lista|ruolo|base di dati|tabulato|raccolta|allegato)/i;

/** The kind of fascicolo that a form of the titolario asks for («fascicolo annuale per attività»); undefined if it says none. */
export function tipoDellaForma(forma: string): TipoFascicolo | undefined {
  if (NON_FASCICOLO.test(forma)) return undefined;
  if (/persona giuridica|organo|gruppo/i.test(forma)) return 'persona-giuridica';
  if (/personale|persona|contribuente|utente/i.test(forma)) return 'persona-fisica';
  if (/attività/i.test(forma)) return 'attivita';
  if (/procedimento/i.test(forma)) return 'procedimento';
  return /^fascicolo/i.test(forma) ? 'affare' : undefined;
}

/**
 * What the titolario suggests to one who opens a fascicolo under this entry: for each voce below it the form stated there,
 * with the current year where the form is annual (RN-42.8-2).
 *
 * @throws Rifiuto `fascicolo.classificazione-sconosciuta`
 */
export async function proponiApertura(tx: Tx, codice: string, adesso: Date): Promise<PropostaApertura> {
  const voce = await trovaVoce(tx, codice);
  if (!voce) {
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      `La voce «${codice}» non è nel titolario in uso.`,
    );
  }
  const anno = Number(giornoDiRoma(adesso).slice(0, 4));
  const sotto = await tx
    .selectFrom('voce_titolario')
    .select(['id', 'codice', 'denominazione', 'tipi'])
    .where('padre_id', '=', voce.id)
    .orderBy('numero')
    .execute();
  const percorso = await percorsoVoce(tx, voce.id);
  return {
    classificazione: {
      codice,
      denominazione: voce.denominazione,
      percorso: percorso.map((p) => ({ codice: p.codice, denominazione: p.denominazione })),
    },
    ultimoLivello: !sotto.some((v) => v.codice !== null),
    proposte: sotto
      .filter((v) => v.codice === null)
      .flatMap((v) =>
        v.tipi.map((forma) => {
          const annuale = /annuale/i.test(forma);
          const tipo = tipoDellaForma(forma);
          return {
            voce: { id: v.id, denominazione: v.denominazione },
            forma,
            fascicolo: !NON_FASCICOLO.test(forma),
            tipo,
            annuale,
            ...(annuale && { anno }),
            denominazione: annuale ? `${v.denominazione} ${anno}` : v.denominazione,
          };
        }),
      ),
  };
}
