import type { Regola } from '../bozza.ts';
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
import { mezzoPrevisto } from './mezzo.ts';
import { documentoNonSottoscritto } from './non-sottoscritto.ts';
import { oggettoEsauriente } from './oggetto.ts';
import { numeroRaccomandata } from './raccomandata.ts';
import { unitaCompetente } from './unita-competente.ts';
import { unitaDiProtocollo } from './unita-di-protocollo.ts';
import { urlPubblicoConfigurato } from './url-pubblico.ts';

/**
 * The rules of the office, in the order they are applied. A new rule is a file with its test and a line here; `registra`
 * does not change. Order matters in two places: `mittenteAnonimo` supplies the sender that `corrispondentiObbligatori`
 * asks for, and `documentoDisponibile` says "there is no document" before `documentiLiberi` looks for it.
 */
export const regole: readonly Regola[] = [
  unitaDiProtocollo,
  urlPubblicoConfigurato,
  documentiEsclusi,
  oggettoEsauriente,
  mittenteAnonimo,
  documentoNonSottoscritto,
  corrispondentiObbligatori,
  mezzoPrevisto,
  numeroRaccomandata,
  datePlausibili,
  documentoDisponibile,
  documentiLiberi,
  copiaDiCartaceo,
  collegamentiEsistenti,
  allegatiDichiarati,
  classificazioneEsistente,
  unitaCompetente,
];
