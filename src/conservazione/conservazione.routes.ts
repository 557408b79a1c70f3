import type { App } from '#platform/http';
import { rotteConservatore } from './conservatore/conservatore.routes.ts';
import { rotteDecisioni } from './pacchetti/decisioni.routes.ts';
import { rotteFilePacchetto } from './pacchetti/file-pacchetto.routes.ts';
import { rottePacchetti } from './pacchetti/pacchetti.routes.ts';
import type { PartiConservazione } from './parti.ts';
import { rotteProposte } from './proposte/proposte.routes.ts';

/** Packages and where they are, who keeps them, what is proposed. */
export function rotteConservazione(app: App, parti: PartiConservazione): void {
  rottePacchetti(app, parti);
  rotteFilePacchetto(app, parti);
  rotteDecisioni(app, parti);
  rotteConservatore(app, parti);
  rotteProposte(app, parti);
}
