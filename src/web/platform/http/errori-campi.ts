import { ErroreApi } from './errore.ts';

/** Words of the server about a field, or about one inside it. */
export function erroriCampi(errore: unknown): (campo: string) => string | undefined {
  return (campo) =>
    errore instanceof ErroreApi
      ? errore.campi.find((c) => c.campo === campo || c.campo.startsWith(`${campo}.`))?.messaggio
      : undefined;
}
