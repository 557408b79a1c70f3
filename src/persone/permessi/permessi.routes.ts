import type { App } from '#platform/http';
import { matrice } from './matrice.ts';
import { Matrice } from './permessi.schema.ts';

/** The matrix of the permissions, for whoever looks after people. */
export function rottePermessi(app: App): void {
  app.get(
    '/permessi',
    {
      schema: {
        operationId: 'leggiPermessi',
        tags: ['Autorizzazioni'],
        summary: 'Chi può fare che cosa: profili, ruoli, sostituti, chiavi',
        response: { 200: Matrice },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    () => matrice(),
  );
}
