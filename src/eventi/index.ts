export { rotteEventi, type PartiEventi } from './eventi.routes.ts';
