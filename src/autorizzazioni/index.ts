export {
  ambiti,
  ambitiSostituzione,
  descriviPermesso,
  gruppi,
  permessi,
  permessiDelProfilo,
  permessiDelRuolo,
  permessiDegliAmbiti,
  permessiDellAmbito,
  permessiDi,
  profili,
  ruoli,
  type Accesso,
  type AmbitoSostituzione,
  type Permesso,
  type Profilo,
  type Ruolo,
} from './permessi.ts';
export { type Accessibile, type Contesto, type UnitaCorrente } from './contesto.ts';
export { contestoSistema } from './contesto-sistema.ts';
export {
  contenutoAperto,
  inElenco,
  loVede,
  NON_VISIBILE,
  perChiunque,
  principaliDi,
  PROTEZIONE,
  RISERVATO,
  vedeTutto,
  visibile,
  vista,
  type Vista,
} from './visibilita.ts';
export { contestoDi, montaGuardia, rotteDichiarate, type RottaDichiarata } from './guardia.ts';
export { cifraPassword, PARAMETRI_ARGON2, passwordCorretta } from './password/cifra.ts';
export { GIORNI_PASSWORD_INIZIALE } from './password/iniziale.ts';
export { parolaPronunciabile } from './password/parola-pronunciabile.ts';
export { rottePassword } from './password/password.routes.ts';
export { autentica } from './autentica.ts';
export { rotteSecondoPasso } from './fattori/accesso.routes.ts';
export { rotteFattori, type PartiFattori } from './fattori/fattori.routes.ts';
export { rotteAccessoEsterno } from './oidc/accesso.routes.ts';
export { rotteFornitoriIdentita } from './oidc/fornitori.routes.ts';
export { LUNGHEZZA_MINIMA, verificaPassword } from './password/robustezza.ts';
export { PASSWORD_RICORDATE } from './password/scrivi-password.ts';
export { rottePolitiche } from './politiche/politiche.routes.ts';
export { lavoroAvvisoPassword, lavoroRecupero } from './recupero/recupero.jobs.ts';
export { rotteRecupero } from './recupero/recupero.routes.ts';
export { rotteSessione } from './sessioni/sessione.routes.ts';
export { rotteSessioni } from './sessioni/sessioni.routes.ts';
export { rotteChiaviApi } from './chiavi/chiavi.routes.ts';
export { rotteDeleghe } from './deleghe/deleghe.routes.ts';
export { utenteNonTrovato } from './utente-non-trovato.ts';
