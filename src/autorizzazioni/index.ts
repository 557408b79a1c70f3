export {
  ambiti,
  permessi,
  permessiDelProfilo,
  permessiDelRuolo,
  permessiDi,
  profili,
  ruoli,
  type Accesso,
  type Permesso,
  type Profilo,
  type Ruolo,
} from './permessi.ts';
export { vedeSoloLaSuaUnita, type Accessibile, type Contesto, type UnitaCorrente } from './contesto.ts';
export { contestoDi, montaGuardia } from './guardia.ts';
export { cifraPassword, impostaPassword, passwordCorretta, verificaPassword } from './password.ts';
export { rotteSessione } from './sessioni/sessione.routes.ts';
export { rotteChiaviApi } from './chiavi/chiavi.routes.ts';
export { rotteDeleghe } from './deleghe/deleghe.routes.ts';
