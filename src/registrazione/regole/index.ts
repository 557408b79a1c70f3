import type { Regola, TipoRegistro } from '../bozza.ts';
import { allegatiDichiarati } from './allegati-dichiarati.ts';
import { mittenteAnonimo } from './anonimo.ts';
import { classificazioneEsistente } from './classificazione.ts';
import { collegamentiEsistenti } from './collegamenti.ts';
import { copiaDiCartaceo } from './copia-di-cartaceo.ts';
import { corrispondentiObbligatori } from './corrispondenti.ts';
import { datePlausibili } from './date.ts';
import { documentiEsclusi } from './documenti-esclusi.ts';
import { documentiLiberi } from './documenti-liberi.ts';
import { documentoDisponibile } from './documento-disponibile.ts';
import { fascicoliIndicati } from './fascicoli.ts';
import { indirizzoDelMittente } from './indirizzo-mittente.ts';
import { mezzoPrevisto } from './mezzo.ts';
import { documentoNonSottoscritto } from './non-sottoscritto.ts';
import { oggettoEsauriente } from './oggetto.ts';
import { originaliCartacei } from './originali.ts';
import { protezioneAmmessa } from './protezione.ts';
import { numeroRaccomandata } from './raccomandata.ts';
import { registroDiDocumenti } from './registro-di-documenti.ts';
import { soloProtocollo } from './solo-protocollo.ts';
import { ufficioAmmesso } from './ufficio-ammesso.ts';
import { unaSolaRegistrazione } from './una-sola-registrazione.ts';
import { unitaCompetente } from './unita-competente.ts';
import { unitaDiProtocollo } from './unita-di-protocollo.ts';
import { urlPubblicoConfigurato } from './url-pubblico.ts';

const ovunque: readonly TipoRegistro[] = ['protocollo', 'repertorio', 'fascicoli'];
const protocollo: readonly TipoRegistro[] = ['protocollo'];
const repertorio: readonly TipoRegistro[] = ['repertorio'];

/**
 * The rules of the office, in the order they are applied, each with the kinds of register it holds for. A new rule is a file
 * with its test and a line here; `registra` does not change. Order matters in three places: `mittenteAnonimo` supplies the
 * sender that `corrispondentiObbligatori` asks for, `documentoDisponibile` says "there is no document" before
 * `documentiLiberi` looks for it, and `unaSolaRegistrazione` looks at what that one took.
 */
const regole: readonly { regola: Regola; in: readonly TipoRegistro[] }[] = [
  { regola: registroDiDocumenti, in: ovunque },
  { regola: unitaDiProtocollo, in: protocollo },
  { regola: ufficioAmmesso, in: repertorio },
  { regola: urlPubblicoConfigurato, in: ovunque },
  { regola: documentiEsclusi, in: protocollo },
  { regola: soloProtocollo, in: repertorio },
  { regola: oggettoEsauriente, in: ovunque },
  { regola: mittenteAnonimo, in: ovunque },
  { regola: documentoNonSottoscritto, in: ovunque },
  // In a repertorio what counts is the act: an ordinanza has no sender, and need not have recipients.
  { regola: corrispondentiObbligatori, in: protocollo },
  { regola: mezzoPrevisto, in: ovunque },
  { regola: indirizzoDelMittente, in: protocollo },
  { regola: numeroRaccomandata, in: ovunque },
  { regola: datePlausibili, in: ovunque },
  { regola: documentoDisponibile, in: ovunque },
  { regola: documentiLiberi, in: ovunque },
  { regola: unaSolaRegistrazione, in: ovunque },
  { regola: copiaDiCartaceo, in: protocollo },
  { regola: originaliCartacei, in: repertorio },
  { regola: collegamentiEsistenti, in: ovunque },
  { regola: allegatiDichiarati, in: ovunque },
  { regola: classificazioneEsistente, in: ovunque },
  { regola: fascicoliIndicati, in: ovunque },
  { regola: unitaCompetente, in: ovunque },
  { regola: protezioneAmmessa, in: ovunque },
];

const perTipo = new Map(
  ovunque.map((tipo) => [tipo, regole.filter((r) => r.in.includes(tipo)).map((r) => r.regola)]),
);

/** The rules that hold for a register of this kind, in their order. */
export function regolePer(tipo: TipoRegistro): readonly Regola[] {
  return perTipo.get(tipo) ?? [];
}
