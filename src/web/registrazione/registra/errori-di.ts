import { ErroreApi } from '../../platform/http/errore.ts';
import type { Errori } from './contesto.ts';
import { campoDelModulo } from './modulo.ts';

/** The server's errors, by the field of the form where each is shown. */
export function erroriDi(errore: unknown): Errori {
  if (!(errore instanceof ErroreApi)) return {};
  const campi: Record<string, string> = {};
  for (const { campo, messaggio } of errore.campi) {
    const nome = campoDelModulo(campo);
    if (nome) campi[nome] = campi[nome] ? `${campi[nome]} ${messaggio}` : messaggio;
  }
  return campi;
}
